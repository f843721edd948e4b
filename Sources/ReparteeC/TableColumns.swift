import ReparteeGraph

/// The columns of one table by the names that it may give them.
struct TableColumns {
  let table: ArrowTable
  /// What the table is called in errors.
  let what: String
  /// How the caller says that columns are called, by the first of their usual names.
  var renamed: [String: String] = [:]

  /// The column that has one of these names, the first one that is there; nil where none is.
  /// - Throws: `TableError` where two columns have the name.
  func optional(_ names: [String]) throws -> ArrowTable.Column? {
    let own = names.first.flatMap { renamed[$0] }
    for name in own.map({ [$0] }) ?? names {
      let found = table.names.count { $0 == name }
      if found > 1 { throw TableError("\(what): expected one column “\(name)”, found \(found).") }
      if found == 1 { return table.column(name) }
    }
    if let own { throw missing([own]) }
    return nil
  }

  /// The same of a column that has to be there.
  /// - Throws: `TableError` with the columns that are there.
  func required(_ names: [String]) throws -> ArrowTable.Column {
    if let column = try optional(names) { return column }
    throw missing(names)
  }

  private func missing(_ names: [String]) -> TableError {
    let found = table.names.prefix(20).map { "“\($0)”" }.joined(separator: ", ") + (table.names.count > 20 ? ", …" : "")
    return TableError(
      "\(what): expected a column \(names.map { "“\($0)”" }.joined(separator: " or ")), found "
        + "\(found.isEmpty ? "no columns" : found).")
  }

  func ids(_ names: [String]) throws -> IDColumn { try IDColumn(required(names), of: what) }

  func optionalIDs(_ names: [String]) throws -> IDColumn? {
    try optional(names).map { try IDColumn($0, of: what) }
  }

  func times(_ names: [String]) throws -> TimeColumn? { try optional(names).map { try TimeColumn($0, of: what) } }

  /// Text, or numbers as text.
  func text(_ names: [String]) throws -> TextColumn? { try optional(names).map { try TextColumn($0, of: what) } }

  /// Whole numbers from 0 on.
  func counts(_ names: [String]) throws -> CountColumn? { try optional(names).map { try CountColumn($0, of: what) } }
}

/// A column of text.
struct TextColumn {
  private let column: ArrowTable.Column

  init(_ column: ArrowTable.Column, of table: String) throws {
    switch column.layout {
    case .text, .textView, .null, .signed, .unsigned: self.column = column
    default: throw TableError("\(table): \(column.name): expected text, found \(column.layout.noun).")
    }
  }

  /// The text in a row; nil for null and the empty text.
  subscript(row: Int) -> String? {
    switch column.value(row) {
    case .text(let bytes): bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    case .integer(let number): String(number)
    case .large(let number): String(number)
    case .none, .fraction, .moment: nil
    }
  }
}

/// A column of counts.
struct CountColumn {
  private let column: ArrowTable.Column

  init(_ column: ArrowTable.Column, of table: String) throws {
    self.column = column
    let name = "\(table): \(column.name)"
    switch column.layout {
    case .signed, .unsigned, .float, .null: break
    default: throw TableError("\(name): expected whole numbers, found \(column.layout.noun).")
    }
    try column.forEach { row, value in
      switch value {
      case .integer(let number) where number >= 0: return
      case .fraction(let number)
      where number.isNaN || (number >= 0 && number < 9_007_199_254_740_992 && number.rounded() == number):
        return
      case .none: return
      case .integer(let number):
        throw TableError("\(name): row \(row + 1): expected a number from 0 on, found \(number).")
      case .fraction(let number):
        throw TableError("\(name): row \(row + 1): expected a whole number, found \(number).")
      default: throw TableError("\(name): row \(row + 1): expected a whole number that fits 63 bits.")
      }
    }
  }

  /// The number in a row, or nil.
  subscript(row: Int) -> Int64? {
    switch column.value(row) {
    case .integer(let number): number
    case .fraction(let number): number.isNaN ? nil : Int64(number)
    case .none, .large, .text, .moment: nil
    }
  }
}
