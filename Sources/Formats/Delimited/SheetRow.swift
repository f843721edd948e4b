import SocialGraph

/// Why a row is rejected.
struct RowProblem: Error {
  let reason: String

  /// A cell that does not hold what its column promises.
  init(column: String, expected: String, found: Bytes) {
    reason = "\(column): expected \(expected), found \(found.quoted)"
  }

  init(_ reason: String) { self.reason = reason }
}

/// One row of a sheet, whose fields are as many as the header's.
struct SheetRow {
  let bytes: Bytes
  let fields: [Delimited.Field]

  /// The bytes of a column, without blanks around them; nil where the cell is empty or there is no such column.
  func cell(_ column: Int?) -> Cell? {
    guard let column else { return nil }
    let field = fields[column]
    let bytes = bytes.part(field.start, field.end).trimmed
    return bytes.isEmpty ? nil : Cell(bytes: bytes, isEscaped: field.isEscaped)
  }

  /// The id in a column, called `name` in the reason for a reject.
  func id(_ column: Int?, _ name: String) throws(RowProblem) -> ExternalID? {
    guard let cell = cell(column) else { return nil }
    if !cell.isEscaped, let number = ExternalID.canonicalNumber(cell.bytes) { return .number(number) }
    return ExternalID(try cell.text(name))
  }

  /// The id in a column that may not be empty.
  func requiredID(_ column: Int?, _ name: String) throws(RowProblem) -> ExternalID {
    if let id = try id(column, name) { return id }
    throw RowProblem("\(name): expected an id, found an empty cell")
  }

  func text(_ column: Int?, _ name: String) throws(RowProblem) -> String? {
    guard let cell = cell(column) else { return nil }
    return try cell.text(name)
  }

  /// A handle, without the `@` that people put before it.
  func handle(_ column: Int?, _ name: String) throws(RowProblem) -> String? {
    guard let text = try text(column, name) else { return nil }
    let handle = text.drop { $0 == "@" }
    return handle.isEmpty ? nil : String(handle)
  }

  func time(_ column: Int?, _ name: String) throws(RowProblem) -> Timestamp? {
    guard let cell = cell(column) else { return nil }
    guard let time = TimeText.parse(cell.bytes) else {
      throw RowProblem(column: name, expected: TimeText.expectation, found: cell.bytes)
    }
    return time
  }

  /// A whole number of at least `minimum`.
  func number(_ column: Int?, _ name: String, atLeast minimum: Int64) throws(RowProblem) -> Int64? {
    guard let cell = cell(column) else { return nil }
    guard let number = Int64(String(decoding: cell.bytes, as: UTF8.self)), number >= minimum else {
      throw RowProblem(column: name, expected: "a whole number from \(minimum) on", found: cell.bytes)
    }
    return number
  }

  /// One of an enumeration's words, in any case.
  func word<Word: RawRepresentable & CaseIterable>(
    _ column: Int?, _ name: String, as type: Word.Type
  ) throws(RowProblem) -> Word? where Word.RawValue == String {
    guard let cell = cell(column) else { return nil }
    if let word = Word.allCases.first(where: { cell.bytes.equalsIgnoringCase($0.rawValue) }) { return word }
    throw RowProblem(
      column: name, expected: Word.allCases.map(\.rawValue).joined(separator: ", "), found: cell.bytes)
  }
}

/// What stands in one field.
struct Cell {
  let bytes: Bytes
  let isEscaped: Bool

  /// The text, its doubled quotes made single.
  func text(_ column: String) throws(RowProblem) -> String {
    let text = isEscaped ? unescaped : bytes.text
    guard let text else { throw RowProblem("\(column): expected UTF-8, found other bytes; save the file as UTF-8") }
    return text
  }

  private var unescaped: String? {
    var plain: [UInt8] = []
    var index = 0
    while index < bytes.count {
      plain.append(bytes[index])
      index += bytes[index] == Byte.quote ? 2 : 1
    }
    return String(validating: plain, as: UTF8.self)
  }
}
