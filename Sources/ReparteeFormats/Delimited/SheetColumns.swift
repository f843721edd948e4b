/// Which column of a sheet holds which field.
struct SheetColumns: Sendable {
  let header: SheetHeader
  /// Headers of the columns that hold no field.
  let ignored: [String]
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
        remedy: "write the header after --column FIELD= as the file has it")
    }
    if !missing.isEmpty {
      throw .missingColumns(
        path: sample.path, missing: missing, found: header.names,
        remedy: SheetColumns.remedy(missing, header, indices.values))
    }
    self.indices = indices
    ignored = header.names.enumerated().filter { !indices.values.contains($0.offset) }.map(\.element)
  }

  /// The columns of `header`, of which those at `used` hold something.
  init(header: SheetHeader, used: Set<Int>) {
    self.header = header
    indices = [:]
    ignored = header.names.enumerated().filter { !used.contains($0.offset) }.map(\.element)
  }

  /// The column of `field`, or nil where the sheet has none.
  func index(of field: String) -> Int? { indices[field] }

  /// The options that would help, with headers that hold nothing else as examples.
  private static func remedy(_ missing: [String], _ header: SheetHeader, _ used: Dictionary<String, Int>.Values)
    -> String
  {
    var free = header.names.enumerated().filter { !used.contains($0.offset) && !$0.element.isEmpty }[...]
    let columns = missing.filter { $0 != "kind" }.map { "--column \($0)=\(free.popFirst()?.element ?? "HEADER")" }
    let kind = missing.contains("kind") ? ["--kind follow|reply|mention|repost|quote"] : []
    return "say it, for instance by " + (columns + kind).joined(separator: " ")
  }
}
