import ReparteeGraph

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
  /// The block's bytes, after which padding can be read.
  let bytes: Bytes
  var fields: UnsafeBufferPointer<SheetDialect.Field>
  let dialect: SheetDialect
  /// How columns write their times.
  let timeForms: [TimeForm]
  /// What is noticed of the block's rows.
  let notes: IDNotes

  /// The bytes of a column, without blanks around them; nil where the cell is empty or there is no such column.
  func cell(_ column: Int?) -> Cell? {
    guard let column else { return nil }
    let field = fields[column]
    let bytes = field.trimmed(bytes)
    if bytes.isEmpty || (field.isEscaped && dialect.isNothing(bytes)) { return nil }
    return Cell(bytes: bytes, escapes: field.isEscaped ? dialect : nil)
  }

  /// The number that a column's digits make, where there is nothing else and they write it in the one canonical way.
  @inline(__always)
  func canonicalNumber(_ column: Int) -> Int64? {
    let field = fields[column]
    guard let base = bytes.baseAddress else { return nil }
    let (value, length) = Digits.read(base + field.start)
    guard length == field.end - field.start, length > 0, length <= 18 else { return nil }
    return length == 1 || bytes[field.start] != Byte.zero ? Int64(value) : nil
  }

  /// The id in a column, called `name` in the reason for a reject.
  func id(_ column: Int?, _ name: @autoclosure () -> String) throws(RowProblem) -> ExternalID? {
    guard let column else { return nil }
    if let number = canonicalNumber(column) { return .number(number) }
    guard let cell = cell(column) else { return nil }
    if cell.escapes == nil, cell.bytes.isASCII { return try notes.id(cell.bytes, name()) }
    return try notes.id(try cell.text(name()), name())
  }

  /// The post in a column of parents; nil for what stands for none.
  func parent(_ column: Int?) throws(RowProblem) -> ExternalID? {
    guard let id = try id(column, "parent") else { return nil }
    if !WrittenID.isNoPost(id) { return id }
    notes.add(WrittenID.noPostNote)
    return nil
  }

  /// The id in a column that may not be empty.
  func requiredID(_ column: Int?, _ name: @autoclosure () -> String) throws(RowProblem) -> ExternalID {
    if let id = try id(column, name()) { return id }
    if let found = cell(column)?.bytes {
      throw RowProblem("\(name()): expected an id, found \(found.quoted), which stands for nobody")
    }
    throw RowProblem("\(name()): expected an id, found an empty cell")
  }

  /// The account in a column: an id, or a name without the `@` that people put before it.
  /// - Parameter zeroIsNobody: whether a 0 stands for nobody; -1 always does.
  @inline(__always)
  func person(
    _ column: Int?, _ name: @autoclosure () -> String, zeroIsNobody: Bool
  ) throws(RowProblem) -> ExternalID? {
    if let column, let number = canonicalNumber(column), number != 0 { return .number(number) }
    guard let id = try id(column, name()) else { return nil }
    return notes.person(id, zeroIsNobody: zeroIsNobody)
  }

  /// The account in a column that may not be empty.
  @inline(__always)
  func requiredPerson(
    _ column: Int?, _ name: @autoclosure () -> String, zeroIsNobody: Bool
  ) throws(RowProblem) -> ExternalID {
    if let column, let number = canonicalNumber(column), number != 0 { return .number(number) }
    let id = try requiredID(column, name())
    if let person = notes.person(id, zeroIsNobody: zeroIsNobody) { return person }
    throw RowProblem("\(name()): expected an account, found “\(id)”, which stands for nobody")
  }

  func text(_ column: Int?, _ name: @autoclosure () -> String) throws(RowProblem) -> String? {
    guard let cell = cell(column) else { return nil }
    return try cell.text(name())
  }

  /// What somebody is called; what programs write for nothing is no name.
  func personName(_ column: Int?, _ name: @autoclosure () -> String) throws(RowProblem) -> String? {
    if let cell = cell(column), WrittenID.isNobody(cell.bytes) { return nil }
    return try text(column, name())
  }

  /// A handle, without the `@` that people put before it.
  func handle(_ column: Int?, _ name: @autoclosure () -> String) throws(RowProblem) -> String? {
    guard let text = try personName(column, name()) else { return nil }
    let handle = text.drop { $0 == "@" }
    return handle.isEmpty ? nil : String(handle)
  }

  func time(_ column: Int?, _ name: @autoclosure () -> String) throws(RowProblem) -> Timestamp? {
    guard let column else { return nil }
    let form = timeForms[column]
    if form == .standard, let number = canonicalNumber(column), let time = TimeText.unix(number) { return time }
    guard let cell = cell(column), !WrittenID.isNobody(cell.bytes) else { return nil }
    if TimeForm.isNone(cell.bytes) {
      notes.add(TimeForm.noneNote)
      return nil
    }
    guard let time = form.read(cell.bytes)?.time else {
      let problem = RowProblem(column: name(), expected: form.expectation(of: cell.bytes), found: cell.bytes)
      throw form == .standard ? RowProblem(problem.reason + TimeForm.remedy(for: cell.bytes)) : problem
    }
    return time
  }

  /// A whole number of at least `minimum`.
  func number(_ column: Int?, _ name: @autoclosure () -> String, atLeast minimum: Int64) throws(RowProblem) -> Int64? {
    guard let cell = cell(column) else { return nil }
    if WrittenID.isNobody(cell.bytes) { return nil }
    if let whole = WrittenCount.integer(cell.bytes), whole >= minimum { return whole }
    guard let number = WrittenCount.number(cell.bytes, hasDecimalComma: dialect.hasDecimalComma),
      let whole = Int64(exactly: number.rounded()), whole >= minimum
    else {
      throw RowProblem(column: name(), expected: "a whole number from \(minimum) on", found: cell.bytes)
    }
    if Double(whole) != number { notes.add("numbers that are not whole in “\(name())”; each was rounded") }
    return whole
  }

  /// One of an enumeration's keywords, in any case.
  func keyword<Keyword>(
    _ column: Int?, _ name: @autoclosure () -> String, _ parser: KeywordParser<Keyword>
  ) throws(RowProblem) -> Keyword? {
    guard let cell = cell(column) else { return nil }
    if let keyword = parser.parse(cell.bytes) { return keyword }
    throw RowProblem(column: name(), expected: parser.list, found: cell.bytes)
  }
}

/// The content of one field.
struct Cell {
  let bytes: Bytes
  /// The dialect whose escapes it holds; nil where it holds none.
  let escapes: SheetDialect?

  /// The text, without its escapes.
  func text(_ column: @autoclosure () -> String) throws(RowProblem) -> String {
    let text = escapes.map { $0.unescaped(bytes) } ?? bytes.text
    guard let text else { throw RowProblem("\(column()): expected UTF-8, found other bytes; save the file as UTF-8") }
    return text
  }
}
