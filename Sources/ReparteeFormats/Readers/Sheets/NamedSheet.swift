/// Any delimited file with a header, whose columns the caller names: `actor=user_id target=reply_to`.
///
/// The fields say what it is: `follower` and `followed` make it follows; `actor` and `target` interactions, or follows
/// of the kind `follow`; `id` and `author` posts. Fields that are not named are found where the header has their own names.
struct NamedSheet: FileFormat {
  let name = "sheet"
  let summary = "any headed sheet, its columns named as FIELD=HEADER"
  let platform: String? = nil

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    guard let header = SheetHeader(sample) else { return .none }
    let first = sample.bytes.first { !UnsafeBufferPointer<UInt8>.isBlank($0) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return .none }
    if !options.columns.isEmpty { return .certain }
    // A sheet in need of names, so that the error says that columns can be named.
    let looksHeaded =
      header.names.count >= 2
      && header.names.allSatisfy { $0.count <= 60 && !"{[<#%".contains($0.first ?? "{") }
    return looksHeaded && EdgeListShape(sample)?.hasHeader != false ? .possible : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    let given = Set(options.columns.keys)
    let fields = Set(PostsSheet.fields + FollowsSheet.fields + InteractionsSheet.fields)
    if let unknown = given.subtracting(fields).min() {
      throw .missingSetting(
        path: sample.path, setting: .columns,
        remedy: "there is no field “\(unknown)”; the fields are \(fields.sorted().joined(separator: ", "))")
    }
    func names(_ wanted: [String]) -> Bool { !given.isDisjoint(with: wanted) }
    if names(FollowsSheet.required) { return try FollowsSheet().makeReader(for: sample, options: options) }
    if names(InteractionsSheet.required) { return try InteractionsSheet().makeReader(for: sample, options: options) }
    if names(PostsSheet.required) { return try PostsSheet().makeReader(for: sample, options: options) }
    let header = SheetHeader(sample)
    let found = header?.names ?? []
    if let header {
      // The names given are optional fields: the header's own names say what it is.
      for format in [PostsSheet.required, FollowsSheet.required, InteractionsSheet.required]
      where format.allSatisfy(header.has) {
        switch format {
        case PostsSheet.required: return try PostsSheet().makeReader(for: sample, options: options)
        case FollowsSheet.required: return try FollowsSheet().makeReader(for: sample, options: options)
        default: return try InteractionsSheet().makeReader(for: sample, options: options)
        }
      }
    }
    if let id = found.first(where: EdgeHeader.isIDOfRow) {
      let author = found.first { $0 != id && EdgeHeader.isActor($0) } ?? "HEADER"
      let parent = found.first { name in ["reply", "parent", "answer"].contains { name.lowercased().contains($0) } }
      throw .missingColumns(
        path: sample.path, missing: PostsSheet.required, found: found,
        remedy: "a row with an id of its own is a post: name its columns, for instance id=\(id) author=\(author) "
          + "parent=\(parent ?? "HEADER"), or give a mapping", settings: [.columns, .mapping])
    }
    let people = found.filter(EdgeHeader.isWord)
    let first = people.first ?? "HEADER"
    let second = people.dropFirst().first ?? "HEADER"
    throw .missingColumns(
      path: sample.path, missing: ["actor", "target"], found: found,
      remedy: "name the columns, for instance actor=\(first) target=\(second) with a kind, or follower=… followed=…, "
        + "or id=… author=… parent=…, or give a mapping", settings: [.columns, .kind, .mapping])
  }
}
