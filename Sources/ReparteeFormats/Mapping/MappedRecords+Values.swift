import ReparteeGraph

extension MappedRecords {
  func text(_ place: MappedPlace?, _ row: some MappedRow) throws(RowProblem) -> String? {
    guard let place else { return nil }
    return try row.text(at: place)
  }

  func optionalID(_ place: MappedPlace?, _ row: some MappedRow) throws(RowProblem) -> ExternalID? {
    guard let place else { return nil }
    return try row.id(at: place)
  }

  func id(_ place: MappedPlace?, _ row: some MappedRow) throws(RowProblem) -> ExternalID {
    if let id = try optionalID(place, row) { return id }
    throw RowProblem("\(place?.name ?? "id"): expected an id, found an empty cell")
  }

  func number(_ place: MappedPlace?, _ row: some MappedRow) throws(RowProblem) -> Int64? {
    guard let place, let text = try row.text(at: place) else { return nil }
    // Thousands are set apart in what people read, and whole numbers end in .0 where a tool took them for fractions.
    let plain = text.hasSuffix(".0") ? String(text.dropLast(2)) : text.filter { $0 != "," }
    guard let number = Int64(plain), number >= 0 else {
      throw RowProblem("\(place.name): expected a whole number from 0 on, found “\(text.prefix(40))”")
    }
    return number
  }

  func time(_ place: MappedPlace?, _ row: some MappedRow) throws(RowProblem) -> Timestamp? {
    guard let place else { return nil }
    if let bytes = row.plainBytes(at: place), let time = clock.time(bytes) { return time }
    guard var text = try row.text(at: place) else { return nil }
    if let time = text.withUTF8({ clock.time($0) }) { return time }
    let expected = plan.mapping.timePattern.map { "a time such as “\($0)”" } ?? TimeText.expectation
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
