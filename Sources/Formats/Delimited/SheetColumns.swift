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
      throw .unreadable(
        path: sample.path, reason: "its first row is no header: a quote is not closed, or it is not UTF-8")
    }
    self.header = header
    var indices: [String: Int] = [:]
    var missing: [String] = []
    for field in fields {
      let name = options.columns[field]
      let found = header.indices(of: name ?? field)
      if found.count > 1 {
        throw .unreadable(path: sample.path, reason: "two columns are called “\(name ?? field)”; rename one of them")
      }
      if let index = found.first {
        indices[field] = index
      } else if let name {
        missing.append(name)
      } else if required.contains(field) {
        missing.append(field)
      }
    }
    if !missing.isEmpty {
      throw .missingColumns(
        path: sample.path, missing: missing, found: header.names, remedy: SheetColumns.remedy(missing, header))
    }
    self.indices = indices
    ignored = header.names.enumerated().filter { !indices.values.contains($0.offset) }.map(\.element)
  }

  /// The column of `field`, or nil where the sheet has none.
  func index(of field: String) -> Int? { indices[field] }

  private static func remedy(_ missing: [String], _ header: SheetHeader) -> String {
    let field = missing.first ?? "id"
    if missing == ["kind"] { return "say what all rows are by --kind follow|reply|mention|repost|quote" }
    return "say which column holds it: --column \(field)=\(header.names.first { !$0.isEmpty } ?? "HEADER")"
  }
}
