import ReparteeGraph

/// One row as a mapping sees it.
protocol MappedRow {
  /// What is at a field's place, unchanged; empty where nothing is.
  func texts(at place: MappedPlace) throws(RowProblem) -> [String]
  /// The field's first value.
  func text(at place: MappedPlace) throws(RowProblem) -> String?
  /// The field's first value as an id.
  func id(at place: MappedPlace) throws(RowProblem) -> ExternalID?
  /// The bytes of the field's only value, where they stand as such in the file; nil says nothing of it.
  func plainBytes(at place: MappedPlace) -> Bytes?
  /// A number that stands for the row: the same for the same cells.
  var fingerprint: UInt64? { get }
}

extension MappedRow {
  /// All values of a field.
  func values(at place: MappedPlace) throws(RowProblem) -> [String] { try place.values(of: texts(at: place)) }

  func text(at place: MappedPlace) throws(RowProblem) -> String? { try values(at: place).first }

  func id(at place: MappedPlace) throws(RowProblem) -> ExternalID? { try text(at: place).map { ExternalID($0) } }
}

/// A sheet's row.
struct MappedSheetRow: MappedRow {
  let row: SheetRow

  func texts(at place: MappedPlace) throws(RowProblem) -> [String] {
    if case .constant(let text) = place.field.place { return [text] }
    return try cell(at: place).map { [$0] } ?? []
  }

  // A cell that is no list has one value, and needs no array.
  func text(at place: MappedPlace) throws(RowProblem) -> String? {
    if place.column == nil || place.field.split != nil { return try values(at: place).first }
    guard let text = try cell(at: place) else { return nil }
    return try place.value(of: text)
  }

  // Most ids are numbers, which need no text either.
  func id(at place: MappedPlace) throws(RowProblem) -> ExternalID? {
    if place.isPlain, place.nulls.isEmpty, let column = place.column, let number = row.canonicalNumber(column) {
      return .number(number)
    }
    return try text(at: place).map { ExternalID($0) }
  }

  func plainBytes(at place: MappedPlace) -> Bytes? {
    guard place.isPlain, place.nulls.isEmpty, let column = place.column, let cell = row.cell(column) else { return nil }
    return cell.escapes == nil ? cell.bytes : nil
  }

  private func cell(at place: MappedPlace) throws(RowProblem) -> String? {
    guard let column = place.column, let cell = row.cell(column) else { return nil }
    return try cell.text("column \(column + 1)")
  }

  var fingerprint: UInt64? {
    var hash = Fingerprint()
    for field in row.fields {
      hash.add(row.bytes.part(field.start, field.end))
      hash.add(0xff)
    }
    return hash.value
  }
}

/// FNV-1a, https://datatracker.ietf.org/doc/html/draft-eastlake-fnv.
private struct Fingerprint {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
  mutating func add(_ bytes: Bytes) { for byte in bytes { add(byte) } }
}

/// A JSON value as a row.
struct MappedJSONRow: MappedRow {
  let value: JSONValue

  func texts(at place: MappedPlace) throws(RowProblem) -> [String] {
    switch place.field.place {
    case .constant(let text): return [text]
    case .path(let keys): return value.values(at: keys, isList: true).compactMap(\.scalarText)
    case .column, .position: return []
    }
  }

  // Where no array is on the way, there is one value, and it takes no list.
  func text(at place: MappedPlace) throws(RowProblem) -> String? {
    guard place.field.split == nil, let only = only(at: place) else { return try values(at: place).first }
    guard let text = only.scalarText else { return nil }
    return try place.value(of: text)
  }

  func id(at place: MappedPlace) throws(RowProblem) -> ExternalID? {
    if place.isPlain, place.nulls.isEmpty, let only = only(at: place) {
      if let number = only.integer, number >= 0 { return .number(number) }
      if let number = only.utf8.flatMap(ExternalID.canonicalNumber) { return .number(number) }
    }
    return try text(at: place).map { ExternalID($0) }
  }

  func plainBytes(at place: MappedPlace) -> Bytes? {
    guard place.isPlain, place.nulls.isEmpty else { return nil }
    return only(at: place)?.utf8?.trimmed
  }

  /// What a path leads to through objects alone, if it is no array.
  private func only(at place: MappedPlace) -> JSONValue? {
    guard case .path(let keys) = place.field.place else { return nil }
    var found = value
    for key in keys {
      guard let next = found.value(of: key) else { return nil }
      found = next
    }
    return found.isArray ? nil : found
  }

  var fingerprint: UInt64? { nil }
}

extension JSONValue {
  /// What the keys lead to; of an array on the way, and at the end where it is a list, every element.
  func values(at keys: [String], isList: Bool) -> [JSONValue] {
    var found = [self]
    for key in keys { found = found.flatMap { $0.elements.compactMap { $0.value(of: key) } } }
    return isList ? found.flatMap(\.elements) : found
  }

  /// The elements of an array, or the value itself.
  private var elements: [JSONValue] {
    guard isArray else { return [self] }
    var elements: [JSONValue] = []
    forEachElement { elements.append($0) }
    return elements
  }

  /// A text, a number or a truth as text; nil for anything else.
  fileprivate var scalarText: String? {
    if let string { return string }
    if let id { return "\(id)" }
    if let double { return "\(double)" }
    return isTrue ? "true" : nil
  }
}
