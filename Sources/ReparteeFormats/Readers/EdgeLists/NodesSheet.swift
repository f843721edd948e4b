import ReparteeGraph

/// A table of a graph's nodes: `Id`, and at least one of `Label,Platform,Handle,Name,Kind,Organisation,Followers`, as Gephi's
/// data laboratory and this package write it beside a table of edges; or NodeXL's `Vertex,Name,Followers`.
///
/// - A row is an account that makes no post: names, counts of followers, kinds and organisations are kept, as of the nodes of
///   the other graph formats. A `Label` is the name, unless it is the id or the handle.
struct NodesSheet: FileFormat {
  private static let fields = [
    "id", "label", "platform", "handle", "name", "kind", "organisation", "followers",
  ]

  let name = "nodes-csv"
  let summary =
    "a table of a graph's nodes, Id,Label[,Platform,Handle,Name,Kind,Organisation,Followers], beside its edges"
  let platform: String? = nil

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    guard options.columns.isEmpty, let header = SheetHeader(sample) else { return .none }
    let others = ["author", "actor", "target", "source", "follower", "followed", "parent", "voice", "role"]
    if header.has("vertex"), header.has("followers") || header.has("name") { return .certain }
    return header.has("id") && header.has("label") && !others.contains(where: header.has) ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    var named = options
    if let header = SheetHeader(sample), !header.has("id"), header.has("vertex") { named.columns["id"] = "vertex" }
    let columns = try SheetColumns(sample, options: named, fields: NodesSheet.fields, required: ["id"])
    let indices = NodesSheet.fields.map(columns.index)
    let kinds = KeywordParser<VoiceKind>()
    return SheetReader(columns) { row, line, batch throws(RowProblem) in
      let name = try row.text(indices[2], "platform").map(PlatformName.canonical)
      let id = GraphPlatform.ownID(try row.requiredID(indices[0], "id"), of: name)
      let handle = try row.handle(indices[3], "handle")
      let label = try row.personName(indices[1], "label").flatMap { $0 == handle || $0 == "\(id)" ? nil : $0 }
      let place = batch.platform(named: name)
      batch.platforms[place].accounts.append(
        AccountRecord(
          id: id, handle: handle, name: try row.personName(indices[4], "name") ?? label,
          followers: try row.number(indices[7], "followers", atLeast: 0)))
      let kind = try row.text(indices[5], "kind").map { Array($0.utf8) }.flatMap { text in
        text.withUnsafeBufferPointer { kinds.parse($0) }
      }
      let node = GraphNodeRecord(
        id: id, platform: name, kind: kind == .unknown ? nil : kind,
        organisation: try row.text(indices[6], "organisation"))
      if var entry = node.roster(of: id) {
        entry.line = line()
        batch.roster.append(entry)
      }
      batch.ignored["accounts without a post, of which names and followers are kept", default: 0] += 1
    }
  }
}
