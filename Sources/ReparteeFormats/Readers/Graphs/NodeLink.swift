import ReparteeGraph

/// A graph as JSON: node-link, which networkx and D3 write (an object with `nodes` and `links` or `edges`), networkx's
/// adjacency, and Cytoscape's elements.
///
/// - A node is an account by `id`, by the rule of ``WrittenID``; `name` or `label`, `handle`, `followers` and `platform` are
///   read where they are there. Cytoscape's numbers hold in its file only, and its nodes are known by name.
/// - Ends of edges are ids; where they are none and all are positions in the list of nodes (networkx 1, D3 v3), positions.
///   An end that is neither is read as it is, and counted.
/// - An edge says in `kind` what its source does to its target: follow, reply, mention, repost or quote; where it does
///   not, the kind given says it for all of them.
/// - Unless `directed` is true, an edge is an arc each way; of interactions only the first one is counted as the row,
///   while follows count each. A graph that does not say is directed. In an adjacency an edge without direction stands
///   with both of its ends.
/// - The `weight` (or D3's `value`) of an interaction is its count (``WrittenCount``); the weight of a follow is left out.
///
/// The graph is one value, so that it is held in memory as a whole. Reference: networkx, `node_link_data`,
/// `adjacency_data`, `cytoscape_data`.
struct NodeLink: JSONFormat {
  let name = "node-link-json"
  let summary =
    "a graph as JSON: node-link or adjacency (networkx, D3), Cytoscape; an edge's kind, or the one given, says what it means"
  let platform: String? = nil
  let marks = [
    [#""nodes":"#, #""directed":"#], [#""nodes":"#, #""multigraph":"#], [#""nodes":"#, #""links":"#],
    [#""elements":"#, #""nodes":"#],
  ]
  /// What edges mean that do not say so themselves.
  var kind: EdgeKind?
  /// The file's name.
  var file = ""

  func confidence(of value: JSONValue) -> Confidence {
    if value["elements"]?["nodes"]?.isArray == true { return .certain }
    guard value["nodes"]?.isArray == true else { return .none }
    return NodeLink.edges(of: value) != nil || value["adjacency"]?.isArray == true ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    var format = self
    format.kind = options.kind
    format.file = sample.path
    let text = String(decoding: sample.bytes, as: UTF8.self)
    let saysKind = text.contains(#""kind""#) || text.contains(#""interaction""#)
    if options.kind == nil, sample.isWhole, !saysKind {
      throw .edgesWithoutKind(path: sample.path)
    }
    return format.reader(for: sample)
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    let notes = IDNotes()
    defer { batch.take(notes) }
    var graph = NodeLinkGraph(file: file, notes: notes)
    var reasons: [String] = []
    let isDirected = value["directed"].map { $0.isTrue } ?? true
    let isCytoscape = value["elements"]?.isArray == false
    let nodes = isCytoscape ? value["elements"]?["nodes"] : value["nodes"]
    var found: [JSONValue] = []
    nodes?.forEachElement { node in found.append(isCytoscape ? node["data"] ?? node : node) }
    // Positions are the ends of edges, so every edge is looked at before one is read.
    var edges: [(source: JSONValue?, target: JSONValue?, edge: JSONValue)] = []
    if isCytoscape {
      value["elements"]?["edges"]?.forEachElement {
        let data = $0["data"] ?? $0
        edges.append((data["source"], data["target"], data))
      }
    } else if let links = NodeLink.edges(of: value) {
      links.forEachElement { edges.append(($0["source"], $0["target"], $0)) }
    } else if let lists = value["adjacency"], lists.isArray {
      var place = 0
      lists.forEachElement { list in
        let source = place < found.count ? found[place]["id"] : nil
        list.forEachElement { edges.append((source, $0["id"], $0)) }
        place += 1
      }
    } else {
      return ["expected a graph with “nodes” and “links”, “edges” or “adjacency”"]
    }
    for (place, node) in found.enumerated() {
      if let reason = graph.add(node, at: place) { reasons.append("node \(place + 1): \(reason)") }
    }
    graph.seal(edges.lazy.flatMap { [$0.source, $0.target] }, to: &batch)
    // An adjacency names an edge without direction with each of its ends.
    let isTwoWay = !isDirected && value["adjacency"] == nil
    for (number, edge) in edges.enumerated() {
      do throws(RowProblem) {
        let (source, target) = (try graph.end(edge.source, "source"), try graph.end(edge.target, "target"))
        let kindName =
          edge.edge["kind"]?.string
          ?? [edge.edge["interaction"], edge.edge["type"], edge.edge["relationship"], edge.edge["label"]].lazy
          .compactMap { $0?.string }.first { GraphEdge.kind(named: $0) != nil }
        let place = graph.platform(source, target).map { batch.platform(named: $0) } ?? 0
        try GraphEdge(
          source: source.id, target: target.id, kind: kindName,
          weight: (edge.edge["weight"] ?? edge.edge["value"]).map(NodeLink.text), isDirected: !isTwoWay,
          time: (edge.edge["time"] ?? edge.edge["created_at"]).map(NodeLink.text),
          post: edge.edge["post"]?.id
        ).append(fallback: kind, to: &batch.platforms[place], notes)
      } catch {
        reasons.append("edge \(number + 1): \(error.reason)")
      }
    }
    graph.noteUndeclared()
    return reasons
  }

  private static func text(_ value: JSONValue) -> String {
    value.integer.map { "\($0)" } ?? value.double.map { "\($0)" } ?? value.string ?? "something else"
  }

  private static func edges(of graph: JSONValue) -> JSONValue? {
    guard let edges = graph["links"] ?? graph["edges"], edges.isArray else { return nil }
    return edges
  }
}

/// The nodes of a graph in JSON, and who the ends of its edges are.
private struct NodeLinkGraph {
  struct End {
    var id: ExternalID
    var platform: String?
  }

  let notes: IDNotes
  private var local: GraphNodes
  private var accounts: [ExternalID: End] = [:]
  /// By position; nil where the node has no id that can be read.
  private var positions: [ExternalID?] = []
  private var records: [(record: AccountRecord, node: GraphNodeRecord)] = []
  private var isLocal = false
  private var areEndsPositions = false
  private var undeclared: Set<ExternalID> = []

  init(file: String, notes: IDNotes) {
    self.notes = notes
    local = GraphNodes(file: file)
  }

  /// Adds a node; returns why it is none.
  mutating func add(_ node: JSONValue, at place: Int) -> String? {
    positions.append(nil)
    func text(_ keys: StaticString...) -> String? {
      for key in keys { if let text = node[key]?.string, !text.isEmpty { return text } }
      return nil
    }
    let platform = text("platform")
    let name = text("name", "label", "shared_name", "shared name")
    let handle = text("handle", "screen_name", "username")
    let followers = (node["followers"] ?? node["followers_count"]).flatMap { value -> Int64? in
      if let integer = value.integer { return max(0, integer) }
      var text = value.double.map { "\($0)" } ?? value.string ?? ""
      return text.withUTF8 { WrittenCount.count($0) }
    }
    if node["SUID"] != nil { isLocal = true }
    let written = node["id"] ?? node["name"]
    do throws(RowProblem) {
      guard let raw = try written?.writtenID("id", notes) else { return nil }
      var own = raw
      if let platform, case .text(let text) = raw, text.hasPrefix(platform + ":") {
        own = try notes.id(String(text.dropFirst(platform.count + 1)), "id") ?? raw
      }
      positions[place] = raw
      let record = AccountRecord(id: own, handle: handle, name: name == "\(own)" ? nil : name, followers: followers)
      let kind = text("kind").flatMap { VoiceKind(rawValue: $0) }
      records.append(
        (
          record,
          GraphNodeRecord(
            id: own, platform: platform, kind: kind == .unknown ? nil : kind, organisation: text("organisation"))
        ))
      local.add(raw, name: name ?? handle, record)
      accounts[raw] = End(id: own, platform: platform)
      return nil
    } catch {
      return error.reason
    }
  }

  /// Says who the nodes are, once all are added and the ends of all edges are known.
  mutating func seal(_ ends: some Sequence<JSONValue?>, to batch: inout RecordBatch) {
    if isLocal {
      for record in local.seal(notes) { batch.platforms[0].accounts.append(record) }
      for id in accounts.keys { accounts[id] = local.account(of: id).map { End(id: $0, platform: nil) } }
      return
    }
    for (record, node) in records {
      batch.platforms[batch.platform(named: node.platform)].accounts.append(record)
      if let entry = node.roster(of: record.id) { batch.roster.append(entry) }
    }
    var (areIDs, arePlaces, count) = (true, true, 0)
    for end in ends {
      count += 1
      guard let end else { continue }
      if areIDs, (try? end.writtenID("id", IDNotes())).flatMap({ $0 }).map({ accounts[$0] != nil }) != true {
        areIDs = false
      }
      if arePlaces { arePlaces = end.integer.map { $0 >= 0 && $0 < positions.count } ?? false }
    }
    areEndsPositions = count > 0 && !areIDs && arePlaces
    if areEndsPositions { notes.add("ends of edges that are positions in the list of nodes, and no ids", times: count) }
  }

  /// Who an edge's end is.
  mutating func end(_ value: JSONValue?, _ name: String) throws(RowProblem) -> End {
    if areEndsPositions, let place = value?.integer, let id = positions[Int(place)] {
      return accounts[id] ?? End(id: id, platform: nil)
    }
    guard let id = try value?.writtenID(name, notes) else { throw RowProblem("\(name): expected the id of a node") }
    if let known = accounts[id] { return known }
    undeclared.insert(id)
    return End(id: isLocal ? local.ownID(id) : id, platform: nil)
  }

  /// The platform of an edge.
  func platform(_ source: End, _ target: End) -> String? { source.platform ?? target.platform }

  func noteUndeclared() {
    if let first = undeclared.min() {
      notes.add("ends of edges that are no declared node, such as \(first)", times: undeclared.count)
    }
  }
}

extension JSONValue {
  /// The id that a value is, by the rule of ``WrittenID``; nil where it is nobody's, or no text and no number.
  func writtenID(_ column: String, _ notes: IDNotes) throws(RowProblem) -> ExternalID? {
    if let utf8 { return try notes.id(utf8.trimmed, column) }
    if let double {
      guard let whole = Int64(exactly: double), whole >= 0, whole <= 1 << 53 else {
        throw RowProblem("\(column): expected an id, found \(double), \(WrittenID.remedy)")
      }
      notes.add(WrittenID.Repair.fraction.rawValue)
      return .number(whole)
    }
    return id
  }
}
