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
      withNobody(in: sample) {
        MappedJSON(
          mapping: mapping, path: sample.path,
          rows: sample.bytes.withUnsafeBufferPointer { JSONValues.areLines($0) } ? .jsonLines : .jsonValues,
          zeroIsNobody: $0)
      }
    case .xml:
      withNobody(in: sample) {
        MappedXML(
          mapping: mapping, path: sample.path, encoding: XMLRows.encoding(of: sample), zeroIsNobody: $0)
      }
    }
  }

  /// A reader that knows whether an author called 0 is nobody: so it is of posts, unless one of those in the sample is called
  /// 0, and people may be numbered from it too.
  private func withNobody(in sample: FileSample, _ reader: (_ zeroIsNobody: Bool) -> any BlockReader) -> any BlockReader
  {
    guard mapping.nulls == nil, mapping.records.allSatisfy({ $0.kind == .posts || $0.kind == .accounts }) else {
      return reader(false)
    }
    var batch = RecordBatch()
    sample.withPaddedBytes { bytes in
      reader(true).read(FileBlock(bytes: bytes, offset: 0, isLast: sample.isWhole), into: &batch)
    }
    return reader(!batch.platforms.contains { $0.posts.contains { $0.id == .number(0) } })
  }
}

/// Sheets.
enum MappedSheet {
  /// A reader that finds the mapping's columns in the sheet's header.
  static func reader(of sample: FileSample, _ mapping: Mapping) throws(FormatError) -> any BlockReader {
    let wanted = mapping.fields.compactMap { field -> (name: String, alternatives: [String], isOptional: Bool)? in
      guard case .column(let name) = field.place else { return nil }
      return (name, field.alternatives, field.isOptional)
    }
    let needed = wanted.filter { !$0.isOptional && $0.alternatives.isEmpty }.map(\.name)
    let header = try self.header(of: sample, mapping, needed: needed)
    var columns: [MappedField.Place: Int] = [:]
    for (name, alternatives, isOptional) in wanted {
      let found = ([name] + alternatives).lazy.map { header.indices(of: $0) }.first { !$0.isEmpty } ?? []
      if found.isEmpty, !isOptional {
        throw .missingColumns(
          path: sample.path, missing: [([name] + alternatives).joined(separator: " or ")], found: header.names,
          remedy: "correct the mapping \(mapping.name), or let the columns be missing by “optional: yes”")
      }
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
    func columnsOf(_ names: [String]) -> [Int] {
      mapping.records.flatMap { record in names.compactMap { record.fields[$0] } }.compactMap { places[$0.place] }
    }
    let times = mapping.timePattern == nil ? Set(columnsOf(["time"])).sorted() : []
    let timeForms = try SheetColumns.timeForms(in: sample, header, columns: times)
    let sheet = SheetColumns(header: header, used: Set(columns.values), timeForms: timeForms)
    // Where posts are numbered from 0, people may be; in a sheet of edges, where one of them is 1.
    let edges = columnsOf(["actor", "follower"]).first
    let zeroIsNobody =
      mapping.nulls == nil && !columnsOf(["id"]).contains { sheet.hasValue("0", in: $0, of: sample) }
      && (edges == nil
        || sheet.zeroIsNobody(actors: edges, targets: columnsOf(["target", "followed"]).first, of: sample))
    let hasParents = mapping.records.contains { $0.fields["parent"] != nil }
    let reader = SheetReader(
      sheet,
      eachBlock: {
        let plan = MappedPlan(mapping, timeForms: timeForms.map { $0 }) { places[$0] }
        let records = MappedRecords(plan, zeroIsNobody: zeroIsNobody)
        return { (row, _, batch) throws(RowProblem) in
          records.notes = row.notes
          try records.append(MappedSheetRow(row: row), to: &batch)
        }
      }
    )
    return hasParents ? reader.with(finisher: { ParentCheck() }) : reader
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

/// JSON values.
private struct MappedJSON: BlockReader {
  let mapping: Mapping
  let path: String
  let rows: RowDivision
  let zeroIsNobody: Bool

  func makeFinisher() -> (any BatchFinisher)? { UnusedFields(mapping, path: path) }

  func read(_ block: FileBlock, into batch: inout RecordBatch) {
    let records = MappedRecords(MappedPlan(mapping), zeroIsNobody: zeroIsNobody)
    defer { batch.take(records) }
    JSONRows(rows: rows).forEach(in: block, into: &batch) { value, batch in
      var reasons: [String] = []
      let items = value.rows(at: mapping.items)
      if items.isEmpty {
        batch.ignored["values without rows in \(mapping.items.joined(separator: "."))", default: 0] += 1
        if !value.has(mapping.items) { batch.notes[UnusedFields.lacksItems, default: 0] += 1 }
      }
      for item in items {
        do throws(RowProblem) {
          try records.append(MappedJSONRow(value: item.value, above: item.above), to: &batch)
        } catch {
          reasons.append(error.reason)
        }
      }
      return reasons
    }
  }
}

/// Elements of XML.
private struct MappedXML: BlockReader {
  let mapping: Mapping
  let path: String
  let encoding: String?
  let zeroIsNobody: Bool
  private var name: String { mapping.items.last ?? "row" }
  var rows: RowDivision { .elements(["*:" + name]) }

  func makeFinisher() -> (any BatchFinisher)? { UnusedFields(mapping, path: path) }

  func read(_ block: FileBlock, into batch: inout RecordBatch) {
    let records = MappedRecords(MappedPlan(mapping), zeroIsNobody: zeroIsNobody)
    defer { batch.take(records) }
    XMLRows(elements: XMLElements(names: ["*:" + name]), encoding: encoding).forEach(in: block, into: &batch) {
      node, batch in
      do throws(RowProblem) {
        try records.append(MappedXMLRow(node: node), to: &batch)
        return []
      } catch {
        return [error.reason]
      }
    }
  }
}

extension RecordBatch {
  /// Takes over what was noticed of a block's rows, and which places of the mapping had a value.
  fileprivate mutating func take(_ records: MappedRecords) {
    take(records.plan.notes)
    for (number, place) in records.plan.places.enumerated() where place.wasFound { foundPlaces.insert(number) }
  }
}

/// Says which fields of a mapping no row of a file has: a misspelt key of JSON is no error of any row. Where `items` leads
/// nowhere in any value, the file is refused.
private final class UnusedFields: BatchFinisher {
  /// A note that counts values in which `items` leads nowhere, and is not shown.
  static let lacksItems = "values that lack the mapping's items"

  private let places: [MappedPlace]
  private let items: [String]
  private let path: String
  private var found: Set<Int> = []
  private var hasRows = false
  private var lacking = 0

  init(_ mapping: Mapping, path: String) {
    places = MappedPlan(mapping).places
    (items, self.path) = (mapping.items, path)
  }

  func take(_ batch: inout RecordBatch) {
    found.formUnion(batch.foundPlaces)
    let lacking = batch.notes.removeValue(forKey: Self.lacksItems) ?? 0
    self.lacking += lacking
    hasRows =
      hasRows || !batch.rejects.isEmpty || batch.ignored.values.reduce(0, +) > lacking
      || batch.platforms.contains { !$0.posts.isEmpty || !$0.interactions.isEmpty || $0.follows.count > 0 }
  }

  func finish() -> RecordBatch? {
    var batch = RecordBatch()
    if lacking > 0, !hasRows {
      batch.failure = .unsupported(
        path: path,
        reason: "no value has “\(items.joined(separator: "."))”, where the mapping says its rows are; correct “items”")
      return batch
    }
    guard hasRows else { return nil }
    for (number, place) in places.enumerated() where !found.contains(number) {
      guard case .path(let keys) = place.field.place else { continue }
      let path = "no row has “\(keys.joined(separator: "."))”"
      let note =
        place.field.isOptional
        ? "the mapping's \(place.name): \(path), which it says is optional"
        : "warning: the mapping's \(place.name): \(path)"
      batch.notes[note, default: 0] += 1
    }
    return batch
  }
}
