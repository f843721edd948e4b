/// A value of a table, before anybody decides how to write it.
package enum TableCell: Sendable, Equatable {
  /// Not defined, which is never zero.
  case empty
  case text(String)
  case integer(Int64)
  /// A number with that many decimals.
  case decimal(Double, places: Int)
  /// A point in time, written as ISO 8601 in UTC.
  case moment(Timestamp)
  /// A number that is not published: below this, or, where that is nil, one that would tell such a number.
  case hidden(below: Int?)

  /// A number with that many decimals, or empty.
  package static func decimal(_ value: Double?, places: Int) -> TableCell {
    value.map { .decimal($0, places: places) } ?? .empty
  }

  /// A whole number, or empty.
  package static func integer<Number: BinaryInteger>(_ value: Number?) -> TableCell {
    value.map { .integer(Int64($0)) } ?? .empty
  }

  /// A point in time, or empty.
  package static func moment(_ time: Timestamp?) -> TableCell { time.map(TableCell.moment) ?? .empty }

  /// The cell's number, for comparison; below all numbers where it has none.
  package var number: Double {
    switch self {
    case .integer(let number): Double(number)
    case .decimal(let number, _): number
    case .moment(let time): Double(time.milliseconds)
    case .empty, .text, .hidden: -.infinity
    }
  }

  /// A text, or empty.
  package static func text(_ value: String?) -> TableCell { value.map(TableCell.text) ?? .empty }
}

/// Named columns and rows of cells.
package struct ResultTable: Sendable, Equatable {
  /// The columns' names.
  package var columns: [String]
  /// One cell a column in each row.
  package var rows: [[TableCell]]

  /// A table of these columns and rows.
  package init(columns: [String], rows: [[TableCell]]) {
    self.columns = columns
    self.rows = rows
  }

  /// A column's name as a person reads it: words, the first with a capital.
  package static func heading(ofColumn name: String) -> String {
    let words = name.map { $0 == "_" ? " " : String($0) }.joined()
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
