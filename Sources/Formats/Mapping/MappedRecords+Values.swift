import SocialGraph

extension MappedRecords {
  func values(
    _ field: MappedField, _ name: String, _ row: some MappedRow
  ) throws(RowProblem) -> [String] {
    try field.values(of: try row.texts(at: field.place), nulls: mapping.nulls, name: name)
  }

  func text(_ field: MappedField?, _ name: String, _ row: some MappedRow) throws(RowProblem) -> String? {
    guard let field else { return nil }
    return try values(field, name, row).first
  }

  func optionalID(
    _ record: MappedRecord, _ name: String, _ row: some MappedRow
  ) throws(RowProblem) -> ExternalID? {
    try text(record.fields[name], name, row).map { ExternalID($0) }
  }

  func id(_ record: MappedRecord, _ name: String, _ row: some MappedRow) throws(RowProblem) -> ExternalID {
    if let id = try optionalID(record, name, row) { return id }
    throw RowProblem("\(name): expected an id, found an empty cell")
  }

  func number(_ record: MappedRecord, _ name: String, _ row: some MappedRow) throws(RowProblem) -> Int64? {
    guard let text = try text(record.fields[name], name, row) else { return nil }
    // Thousands are set apart in what people read, and whole numbers end in .0 where a tool took them for fractions.
    let plain = text.hasSuffix(".0") ? String(text.dropLast(2)) : text.filter { $0 != "," }
    guard let number = Int64(plain), number >= 0 else {
      throw RowProblem("\(name): expected a whole number from 0 on, found “\(text.prefix(40))”")
    }
    return number
  }

  func time(_ record: MappedRecord, _ row: some MappedRow) throws(RowProblem) -> Timestamp? {
    guard let text = try text(record.fields["time"], "time", row) else { return nil }
    if let time = clock?.time(text) ?? (mapping.timePattern == nil ? Timestamp(text: text) : nil) { return time }
    let expected = mapping.timePattern.map { "a time such as “\($0)”" } ?? TimeText.expectation
    throw RowProblem("time: expected \(expected), found “\(text.prefix(40))”")
  }

  func word<Word: RawRepresentable & CaseIterable>(
    _ text: String, _ name: String, _ type: Word.Type
  ) throws(RowProblem) -> Word where Word.RawValue == String {
    if let word = Word(rawValue: text.lowercased()) { return word }
    throw RowProblem(
      "\(name): expected one of \(list(type)), found “\(text.prefix(40))”; the mapping’s words can say it")
  }

  func list<Word: RawRepresentable & CaseIterable>(_: Word.Type) -> String where Word.RawValue == String {
    Word.allCases.map(\.rawValue).joined(separator: ", ")
  }
}
