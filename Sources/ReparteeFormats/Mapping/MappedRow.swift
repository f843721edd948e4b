import ReparteeGraph

/// One row as a mapping sees it.
protocol MappedRow {
  /// What is at a field's place, unchanged; empty where nothing is.
  func texts(at place: MappedPlace) throws(RowProblem) -> [String]
  /// The field's value.
  func text(at place: MappedPlace) throws(RowProblem) -> String?
  /// The field's value as an id.
  func id(at place: MappedPlace, _ notes: IDNotes) throws(RowProblem) -> ExternalID?
  /// The bytes of the field's only value, where they stand as such in the file; nil says nothing of it.
  func plainBytes(at place: MappedPlace) -> Bytes?
  /// A number that stands for the row: the same for the same cells.
  var fingerprint: UInt64? { get }
  /// Whether a comma is the decimal sign.
  var hasDecimalComma: Bool { get }
}

extension MappedRow {
  var hasDecimalComma: Bool { false }

  /// All values of a field.
  func values(at place: MappedPlace, asIDs notes: IDNotes? = nil) throws(RowProblem) -> [String] {
    try place.values(of: texts(at: place), asIDs: notes)
  }

  /// The value of a field that has one.
  /// - Throws: where it has several, since to take the first would lose the others.
  func only(at place: MappedPlace, asID notes: IDNotes? = nil) throws(RowProblem) -> String? {
    let values = try values(at: place, asIDs: notes)
    guard values.count > 1, Set(values).count > 1 else { return values.first }
    throw RowProblem(
      "\(place.name): expected one value, found \(values.count), such as “\(values[0].prefix(20))” and "
        + "“\(values[1].prefix(20))”; where the row holds a list, name it by “items”")
  }

  func text(at place: MappedPlace) throws(RowProblem) -> String? { try only(at: place) }

  func id(at place: MappedPlace, _ notes: IDNotes) throws(RowProblem) -> ExternalID? { try anyID(at: place, notes) }

  /// An id of one field or of several, all of which have to be there.
  func anyID(at place: MappedPlace, _ notes: IDNotes) throws(RowProblem) -> ExternalID? {
    if place.others.isEmpty { return try only(at: place, asID: notes).map { ExternalID($0) } }
    var parts: [String] = []
    for part in [place] + place.others {
      guard let value = try only(at: part, asID: notes) else { return nil }
      parts.append(value)
    }
    return ExternalID(parts.joined(separator: "/"))
  }
}

/// A sheet's row.
struct MappedSheetRow: MappedRow {
  let row: SheetRow
  var hasDecimalComma: Bool { row.dialect.hasDecimalComma }

  func texts(at place: MappedPlace) throws(RowProblem) -> [String] {
    if case .constant(let text) = place.field.place { return [text] }
    return try cell(at: place).map { [$0] } ?? []
  }

  // A cell that is no list has one value, and needs no array.
  func text(at place: MappedPlace) throws(RowProblem) -> String? {
    if place.column == nil || place.field.split != nil { return try only(at: place) }
    guard let text = try cell(at: place) else { return nil }
    return try place.value(of: text)
  }

  // Most ids are numbers, which need no text either.
  func id(at place: MappedPlace, _ notes: IDNotes) throws(RowProblem) -> ExternalID? {
    if place.isPlain, place.nulls?.isEmpty != false, place.others.isEmpty, let column = place.column {
      if let number = row.canonicalNumber(column) { return .number(number) }
      guard let text = try cell(at: place) else { return nil }
      if place.isNothing(text.trimmingBlanks) { return nil }
      if !place.field.isLossy { return try notes.id(text.trimmingBlanks, place.name) }
    }
    if place.column != nil, place.others.isEmpty, place.field.split == nil {
      guard let text = try cell(at: place) else { return nil }
      return try place.value(of: text, asID: notes).map { ExternalID($0) }
    }
    return try anyID(at: place, notes)
  }

  func plainBytes(at place: MappedPlace) -> Bytes? {
    guard place.isPlain, place.nulls?.isEmpty != false, let column = place.column, let cell = row.cell(column) else {
      return nil
    }
    return cell.escapes == nil ? cell.bytes : nil
  }

  private func cell(at place: MappedPlace) throws(RowProblem) -> String? {
    guard let column = place.column, let cell = row.cell(column) else { return nil }
    return try cell.text("column \(column + 1)")
  }

  var fingerprint: UInt64? {
    var hash = FNV1a()
    for field in row.fields {
      for byte in row.bytes.part(field.start, field.end) { hash.add(byte) }
      hash.add(0xff)
    }
    return hash.state
  }
}

/// A JSON value as a row.
struct MappedJSONRow: MappedRow {
  let value: JSONValue
  /// The values around the row, the nearest last.
  var above: [JSONValue] = []
  /// Of a row that is an element of a list within a value: the keys that lead to the list.
  var prefix: [String] = []

  func texts(at place: MappedPlace) throws(RowProblem) -> [String] {
    switch place.field.place {
    case .constant(let text): return [text]
    case .path(let keys): return found(keys, isList: true).compactMap(\.scalarText)
    case .above(let keys):
      for outer in above.reversed() {
        let found = outer.values(at: keys, isList: true).compactMap(\.scalarText)
        if !found.isEmpty { return found }
      }
      return []
    case .column, .position: return []
    }
  }

  /// What keys lead to: within the element where they begin with the list's, else in the value that holds it.
  private func found(_ keys: [String], isList: Bool) -> [JSONValue] {
    if prefix.isEmpty { return value.values(at: keys, isList: isList) }
    if keys.starts(with: prefix) { return value.values(at: Array(keys.dropFirst(prefix.count)), isList: isList) }
    return above.last?.values(at: keys, isList: isList) ?? []
  }

  // Where no array is on the way, there is one value, and it takes no list.
  func text(at place: MappedPlace) throws(RowProblem) -> String? {
    guard place.field.split == nil, place.field.part == nil, let one = one(at: place) else {
      return try only(at: place)
    }
    guard let text = one.scalarText else { return nil }
    return try place.value(of: text)
  }

  func id(at place: MappedPlace, _ notes: IDNotes) throws(RowProblem) -> ExternalID? {
    if place.isPlain, place.nulls?.isEmpty != false, place.others.isEmpty, let one = one(at: place) {
      if one.double == nil, let number = one.integer, number >= 0 {
        place.wasFound = true
        return .number(number)
      }
      if let number = one.utf8.flatMap(ExternalID.canonicalNumber) {
        place.wasFound = true
        return .number(number)
      }
      if one.double != nil {
        place.wasFound = true
        return try one.writtenID(place.name, notes)
      }
    }
    return try anyID(at: place, notes)
  }

  func plainBytes(at place: MappedPlace) -> Bytes? {
    guard place.isPlain, place.nulls?.isEmpty != false, let bytes = one(at: place)?.utf8?.trimmed else { return nil }
    if !bytes.isEmpty { place.wasFound = true }
    return bytes
  }

  /// What a path leads to through objects alone, if it is no array.
  private func one(at place: MappedPlace) -> JSONValue? {
    guard case .path(let keys) = place.field.place else { return nil }
    var found = value
    var rest = keys[...]
    if !prefix.isEmpty {
      if keys.starts(with: prefix) {
        rest = keys.dropFirst(prefix.count)
      } else if let outer = above.last {
        found = outer
      }
    }
    for key in rest {
      // A key that is not there may be part of one that has dots itself.
      guard let next = found.value(of: key) else { return nil }
      found = next
    }
    return found.isArray ? nil : found
  }

  var fingerprint: UInt64? { nil }

  /// The rows that a record makes of this one: the elements of the first list on the way to its id, or the row itself.
  func rows(for place: MappedPlace?) -> [MappedJSONRow] {
    guard prefix.isEmpty, let place, case .path(let keys) = place.field.place, keys.count > 1 else { return [self] }
    var found = value
    for (depth, key) in keys.dropLast().enumerated() {
      guard let next = found.value(of: key) else { return [self] }
      if next.isArray {
        var rows: [MappedJSONRow] = []
        next.forEachElement {
          rows.append(MappedJSONRow(value: $0, above: above + [value], prefix: Array(keys[...depth])))
        }
        return rows
      }
      found = next
    }
    return [self]
  }
}

/// An element of XML as a row: its attributes, else the texts of the elements inside.
struct MappedXMLRow: MappedRow {
  let node: XMLNode

  func texts(at place: MappedPlace) throws(RowProblem) -> [String] {
    switch place.field.place {
    case .constant(let text): return [text]
    case .path(let keys):
      guard let last = keys.last else { return [] }
      var nodes = [node]
      for key in keys.dropLast() { nodes = nodes.flatMap { $0.children.filter { $0.isNamed(key) } } }
      return nodes.flatMap { node -> [String] in
        if let text = node.attribute(named: last) { return [text] }
        return node.children.filter { $0.isNamed(last) }.map(\.text)
      }
    case .above, .column, .position: return []
    }
  }

  func plainBytes(at place: MappedPlace) -> Bytes? { nil }

  var fingerprint: UInt64? { nil }
}

extension JSONValue {
  /// What the keys lead to; of an array on the way, and at the end where it is a list, every element.
  func values(at keys: [String], isList: Bool) -> [JSONValue] {
    let found = values(after: keys[...])
    return isList ? found.flatMap(\.elements) : found
  }

  /// What the keys lead to. A key may have dots itself, as flattened tables write it (`author.id`): where one does not lead on,
  /// it is taken together with the next.
  private func values(after keys: ArraySlice<String>) -> [JSONValue] {
    if keys.isEmpty { return [self] }
    var found: [JSONValue] = []
    for element in elements where element.isObject {
      for count in 1...keys.count {
        let key = count == 1 ? keys[keys.startIndex] : keys.prefix(count).joined(separator: ".")
        guard let next = element.value(of: key) else { continue }
        let values = next.values(after: keys.dropFirst(count))
        if !values.isEmpty {
          found += values
          break
        }
      }
    }
    return found
  }

  /// The values that the keys lead to, each with the values around it, the nearest last.
  func rows(at keys: [String]) -> [(value: JSONValue, above: [JSONValue])] {
    rows(after: keys[...], above: [])
  }

  private func rows(
    after keys: ArraySlice<String>, above: [JSONValue]
  ) -> [(value: JSONValue, above: [JSONValue])] {
    if keys.isEmpty { return elements.map { ($0, above) } }
    return elements.flatMap { element -> [(value: JSONValue, above: [JSONValue])] in
      for count in 1...keys.count {
        let key = count == 1 ? keys[keys.startIndex] : keys.prefix(count).joined(separator: ".")
        guard let next = element.value(of: key) else { continue }
        let rows = next.rows(after: keys.dropFirst(count), above: above + [element])
        if !rows.isEmpty { return rows }
      }
      return []
    }
  }

  /// Whether the keys lead anywhere, be it to an empty list.
  func has(_ keys: [String]) -> Bool { keys.isEmpty || !values(after: keys[...]).isEmpty }

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
    if let integer { return "\(integer)" }
    if let double { return "\(double)" }
    return isTrue ? "true" : id.map { "\($0)" }
  }
}
