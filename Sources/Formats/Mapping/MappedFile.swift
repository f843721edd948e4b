/// A file whose rows a mapping explains.
struct MappedFile: FileFormat {
  let mapping: Mapping

  var name: String { "mapping \(mapping.name)" }
  var summary: String { mapping.about.isEmpty ? "what the mapping \(mapping.name) says" : mapping.about }
  var platform: String? { mapping.constantPlatform }

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence { .certain }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    switch mapping.reads {
    case .sheet: try MappedSheet.reader(of: sample, mapping)
    case .json:
      MappedJSON(
        mapping: mapping,
        rows: sample.bytes.withUnsafeBufferPointer { JSONValues.areLines($0) } ? .jsonLines : .jsonValues)
    }
  }
}

/// Sheets.
enum MappedSheet {
  /// A reader that finds the mapping's columns in the sheet's header.
  static func reader(of sample: FileSample, _ mapping: Mapping) throws(FormatError) -> any BlockReader {
    let wanted = mapping.fields.compactMap { field -> (name: String, isOptional: Bool)? in
      guard case .column(let name) = field.place else { return nil }
      return (name, field.isOptional)
    }
    let needed = wanted.filter { !$0.isOptional }.map(\.name)
    let header = try self.header(of: sample, mapping, needed: needed)
    var columns: [MappedField.Place: Int] = [:]
    for (name, _) in wanted {
      let found = header.indices(of: name)
      if found.count > 1 {
        throw .unsupported(path: sample.path, reason: "two columns are called “\(name)”; rename one of them")
      }
      if let index = found.first { columns[.column(name)] = index }
    }
    for field in mapping.fields {
      guard case .position(let number) = field.place else { continue }
      guard number >= 1, number <= header.names.count else {
        throw .missingColumns(
          path: sample.path, missing: ["column \(number)"], found: header.names,
          remedy: "the file has \(header.names.count) columns; correct the mapping \(mapping.name)")
      }
      columns[.position(number)] = number - 1
    }
    let places = columns
    return SheetReader(
      SheetColumns(header: header, used: Set(columns.values)),
      eachBlock: {
        let records = MappedRecords(mapping)
        return { (row, _, batch) throws(RowProblem) in
          try records.append(MappedSheetRow(row: row, columns: places), to: &batch)
        }
      })
  }

  private static func header(
    of sample: FileSample, _ mapping: Mapping, needed: [String]
  ) throws(FormatError) -> SheetHeader {
    if !mapping.hasHeader {
      guard let header = SheetHeader(counting: sample, dialects: mapping.dialects) else {
        throw .unsupported(
          path: sample.path, reason: "its first row is no row: a quote is not closed, or it is not UTF-8")
      }
      return header
    }
    if let header = SheetHeader(sample, dialects: mapping.dialects, naming: needed) { return header }
    guard let first = SheetHeader(sample, dialects: mapping.dialects) else {
      throw .unsupported(
        path: sample.path, reason: "its first row is no header: a quote is not closed, or it is not UTF-8")
    }
    throw .missingColumns(
      path: sample.path, missing: needed.filter { !first.has($0) }, found: first.names,
      remedy: "correct the mapping \(mapping.name), or let the columns be missing by “optional: yes”")
  }
}

/// A sheet's row.
private struct MappedSheetRow: MappedRow {
  let row: SheetRow
  let columns: [MappedField.Place: Int]

  func texts(at place: MappedField.Place) throws(RowProblem) -> [String] {
    if case .constant(let text) = place { return [text] }
    guard let column = columns[place], let text = try row.text(column, "column \(column + 1)") else { return [] }
    return [text]
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

/// JSON values.
private struct MappedJSON: BlockReader {
  let mapping: Mapping
  let rows: RowDivision

  func read(_ block: FileBlock, into batch: inout RecordBatch) {
    let records = MappedRecords(mapping)
    JSONRows(rows: rows).forEach(in: block, into: &batch) { value, batch in
      var reasons: [String] = []
      let items = value.values(at: mapping.items, isList: !mapping.items.isEmpty)
      if items.isEmpty {
        batch.ignored["values without rows in \(mapping.items.joined(separator: "."))", default: 0] += 1
      }
      for item in items {
        do throws(RowProblem) {
          try records.append(MappedJSONRow(value: item), to: &batch)
        } catch {
          reasons.append(error.reason)
        }
      }
      return reasons
    }
  }
}

/// A JSON value as a row.
private struct MappedJSONRow: MappedRow {
  let value: JSONValue

  func texts(at place: MappedField.Place) throws(RowProblem) -> [String] {
    switch place {
    case .constant(let text): return [text]
    case .path(let keys): return value.values(at: keys, isList: true).compactMap(\.scalarText)
    case .column, .position: return []
    }
  }

  var fingerprint: UInt64? { nil }
}

extension JSONValue {
  /// What the keys lead to; of an array on the way, and at the end where it is a list, every element.
  fileprivate func values(at keys: [String], isList: Bool) -> [JSONValue] {
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
