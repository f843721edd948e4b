/// Which column of a sheet holds which field.
struct SheetColumns: Sendable {
  let header: SheetHeader
  /// Headers of the columns that hold no field.
  let ignored: [String]
  /// How the columns that hold times write them, by the column's place; the others are standard.
  let timeForms: [TimeForm]
  private let indices: [String: Int]

  /// Finds the columns of `fields` by their own names, or by those that the user gave.
  ///
  /// - Throws: `missingColumns` when a required field or a header named by the user is not there; `unreadable` when a
  ///   field has two columns.
  init(
    _ sample: FileSample, options: ReadOptions, fields: [String], required: [String]
  ) throws(FormatError) {
    guard let header = SheetHeader(sample) else {
      throw .unsupported(
        path: sample.path, reason: "its first row is no header: a quote is not closed, or it is not UTF-8")
    }
    self.header = header
    var indices: [String: Int] = [:]
    var missing: [String] = []
    var unknown: [String] = []
    for field in fields {
      let name = options.columns[field]
      let found = header.indices(of: name ?? field)
      if found.count > 1 {
        throw .unsupported(path: sample.path, reason: "two columns are called “\(name ?? field)”; rename one of them")
      }
      if let index = found.first {
        indices[field] = index
      } else if let name {
        unknown.append(name)
      } else if required.contains(field) {
        missing.append(field)
      }
    }
    if !unknown.isEmpty {
      throw .missingColumns(
        path: sample.path, missing: unknown, found: header.names,
        remedy: "give the header of a field as the file has it", settings: [.columns])
    }
    if !missing.isEmpty {
      throw .missingColumns(
        path: sample.path, missing: missing, found: header.names,
        remedy: SheetColumns.remedy(missing, header, indices.values),
        settings: missing == ["kind"] ? [.kind] : missing.contains("kind") ? [.columns, .kind] : [.columns])
    }
    self.indices = indices
    timeForms = try SheetColumns.timeForms(
      in: sample, header, columns: SheetColumns.times.compactMap { indices[$0] })
    ignored = header.names.enumerated().filter { !indices.values.contains($0.offset) && !$0.element.isEmpty }
      .map(\.element)
  }

  /// The columns of `header`, of which those at `used` hold something.
  init(header: SheetHeader, used: Set<Int>, timeForms: [TimeForm]? = nil) {
    self.header = header
    self.timeForms = timeForms ?? Array(repeating: .standard, count: header.names.count)
    indices = [:]
    ignored = header.names.enumerated().filter { !used.contains($0.offset) }.map(\.element)
  }

  /// The column of `field`, or nil where the sheet has none.
  func index(of field: String) -> Int? { indices[field] }

  /// The fields that are times.
  private static let times = ["time", "from", "to", "created_at", "__twarc.retrieved_at"]

  /// How `columns` write their times, by their values in the sample.
  ///
  /// - Throws: `unsupported` where day and month cannot be distinguished, with the column's name.
  static func timeForms(
    in sample: FileSample, _ header: SheetHeader, columns: [Int]
  ) throws(FormatError) -> [TimeForm] {
    var forms = [TimeForm](repeating: .standard, count: header.names.count)
    if columns.isEmpty { return forms }
    let found = sample.withPaddedBytes { bytes -> [TimeForm] in
      var values = columns.map { _ in [Bytes]() }
      header.forEachRow(in: bytes, isWhole: sample.isWhole) { fields in
        for (place, column) in columns.enumerated() {
          let value = fields[column].trimmed(bytes)
          if !value.isEmpty { values[place].append(value) }
        }
        return true
      }
      return values.map { TimeForm(of: $0) }
    }
    for (column, form) in zip(columns, found) {
      if form == .ambiguous {
        throw .unsupported(
          path: sample.path,
          reason: "the dates in “\(header.names[column])” may begin with the day or with the month, and no value shows "
            + "which; write them as 2024-12-31, or say it by a mapping with “time: dd/MM/yyyy HH:mm”")
      }
      forms[column] = form
    }
    return forms
  }

  /// Whether a cell of a column in the sample is `text`.
  func hasValue(_ text: StaticString, in column: Int?, of sample: FileSample) -> Bool {
    guard let column else { return false }
    return sample.withPaddedBytes { bytes in
      var isFound = false
      header.forEachRow(in: bytes, isWhole: sample.isWhole) { fields in
        let cell = fields[column].trimmed(bytes)
        isFound = cell.count == text.utf8CodeUnitCount && cell.starts(with: text)
        return !isFound
      }
      return isFound
    }
  }

  /// Whether 0 is nobody in columns of people: where people are numbered from 0, one of them is 1.
  /// - Parameter actors: the column of those who act; in a sheet longer than the sample, a 0 there is one of them.
  func zeroIsNobody(actors: Int?, targets: Int?, of sample: FileSample) -> Bool {
    let isNumbered = hasValue("1", in: actors, of: sample) || hasValue("1", in: targets, of: sample)
    return !isNumbered && (sample.isWhole || !hasValue("0", in: actors, of: sample))
  }

  /// What is said of the columns of times.
  var notes: [String] { zip(timeForms, header.names).compactMap { $0.note($1) } }

  /// The settings that would help, with headers that hold nothing else as examples.
  private static func remedy(_ missing: [String], _ header: SheetHeader, _ used: Dictionary<String, Int>.Values)
    -> String
  {
    var free = header.names.enumerated().filter { column in
      !used.contains(column.offset) && !column.element.isEmpty && !EdgeHeader.namesNobody(column.element)
    }[...]
    let columns = missing.filter { $0 != "kind" }.map { field in
      // What a post answers is in no other column, so that none is better than a wrong one.
      let words = ["parent", "reply", "answer"]
      let named = free.first { column in words.contains { column.element.lowercased().contains($0) } }
      let header = field == "parent" ? named?.element : free.popFirst()?.element
      return "\(field)=\(header ?? "HEADER")"
    }
    let parts =
      (columns.isEmpty ? [] : ["name the columns that hold them, for instance \(columns.joined(separator: " "))"])
      + (missing.contains("kind") ? ["give the kind: follow, reply, mention, repost or quote"] : [])
    return parts.joined(separator: ", and ")
  }
}
