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
        let records = MappedRecords(MappedPlan(mapping) { places[$0] })
        return { (row, _, batch) throws(RowProblem) in try records.append(MappedSheetRow(row: row), to: &batch) }
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

/// JSON values.
private struct MappedJSON: BlockReader {
  let mapping: Mapping
  let rows: RowDivision

  func read(_ block: FileBlock, into batch: inout RecordBatch) {
    let records = MappedRecords(MappedPlan(mapping))
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
