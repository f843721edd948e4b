import ReparteeGraph

/// A graph as JSON: node-link, which networkx and D3 write (an object with `nodes` and `links` or `edges`), networkx's
/// adjacency, Cytoscape's elements, graphology's and sigma's serialization, vis.js, and JSON Graph Format.
///
/// - A node is an account by `id` (graphology: `key`), by the rule of ``WrittenID``; `name` or `label`, `handle`, `followers`
///   and `platform` are read where they are there, in the node or its `attributes`. Numbers that are counted in the file only
///   (Cytoscape's, 0, 1, 2 …) are no ids: their nodes are known by name (``GraphNodes``), unless a node says its platform.
/// - Ends of edges are ids, or the nodes themselves, as D3 leaves them after a simulation; where they are none and all are
///   positions in the list of nodes (networkx 1, D3 v3), positions. An end that is neither is read as it is, and counted.
/// - An edge says in `kind` what its source does to its target: follow, reply, mention, repost or quote; where it does
///   not, the kind given says it for all of them.
/// - Unless `directed` is true, an edge is an arc each way; of interactions only the first one is counted as the row,
///   while follows count each. A graph that does not say is directed. In an adjacency an edge without direction stands
///   with both of its ends.
/// - The `weight` (or D3's `value`) of an interaction is its count (``WrittenCount``); the weight of a follow is left out.
///
/// The graph is one value, so that it is held in memory as a whole. Reference: networkx, `node_link_data`,
/// `adjacency_data`, `cytoscape_data`; https://graphology.github.io; https://jsongraphformat.info.
struct NodeLink: JSONFormat {
  let name = "node-link-json"
  let summary =
    "a graph as JSON: node-link or adjacency (networkx, D3), Cytoscape, graphology; an edge's kind, or the one given, says what it means"
  let platform: String? = nil
  let marks = [
    [#""nodes":"#, #""directed":"#], [#""nodes":"#, #""multigraph":"#], [#""nodes":"#, #""links":"#],
    [#""elements":"#, #""nodes":"#], [#""nodes":"#, #""edges":"#, #""source":"#], [#""nodes":"#, #""attributes":"#],
  ]
  // A list of Cytoscape's elements is one graph.
  let readsWholeArrays = true
  /// What edges mean that do not say so themselves.
  var kind: EdgeKind?
  /// The file's name.
  var file = ""

  func confidence(of value: JSONValue) -> Confidence {
    if NodeLinkShape.isElement(value) { return .certain }
    return NodeLinkShape(value) == nil ? .none : .certain
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    var format = self
    format.kind = options.kind
    format.file = GraphNodes.ownName(of: sample)
    let text = String(decoding: sample.bytes, as: UTF8.self)
    let saysKind = [#""kind""#, #""interaction""#, #""relation"#].contains { text.contains($0) }
    if options.kind == nil, sample.isWhole, !saysKind {
      throw .edgesWithoutKind(path: sample.path)
    }
    return format.reader(for: sample)
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    if let shape = NodeLinkShape(value) { return append(shape, to: &batch) }
    var reasons: [String] = []
    guard value.isArray else {
      return ["expected a graph with “nodes” and “links”, “edges” or “adjacency”"]
    }
    value.forEachElement { reasons += append($0, to: &batch) }
    return reasons
  }

  private func append(_ shape: NodeLinkShape, to batch: inout RecordBatch) -> [String] {
    let notes = IDNotes()
    defer { batch.take(notes) }
    var graph = NodeLinkGraph(file: file, notes: notes)
    var reasons: [String] = []
    for (place, node) in shape.nodes.enumerated() {
      if let reason = graph.add(node, at: place) { reasons.append("node \(place + 1): \(reason)") }
    }
    // Positions are the ends of edges, so every edge is looked at before one is read.
    graph.seal(
      shape.edges.lazy.flatMap { [$0.source, $0.target] }, arePositions: shape.arePositions, to: &batch)
    for (number, edge) in shape.edges.enumerated() {
      do throws(RowProblem) {
        let (source, target) = (try graph.end(edge.source, "source"), try graph.end(edge.target, "target"))
        let place = graph.platform(source, target).map { batch.platform(named: $0) } ?? 0
        try GraphEdge(
          source: source.id, target: target.id, kind: edge.kind,
          weight: edge["weight", "value"].map(NodeLink.text), isDirected: edge.isDirected,
          time: edge["time", "created_at"].map(NodeLink.text), post: edge["post"]?.id
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
}

/// Where a graph in JSON has its nodes and edges, whichever program wrote it.
private struct NodeLinkShape {
  /// A node or an edge, what is inside it, and its id where that is a key.
  struct Part {
    let value: JSONValue
    var id: String?
    var source: JSONValue?
    var target: JSONValue?
    var isDirected = true

    /// The value of the first of these keys, in the part itself or in its attributes.
    subscript(keys: StaticString...) -> JSONValue? {
      for key in keys {
        if let found = value[key] ?? value["attributes"]?[key] ?? value["metadata"]?[key] { return found }
      }
      return nil
    }

    /// What an edge calls its kind: “kind”, else what means one.
    var kind: String? {
      self["kind"]?.string
        ?? [self["interaction"], self["type"], self["relationship"], self["relation"], self["label"]].lazy
        .compactMap { $0?.string }.first { GraphEdge.kind(named: $0) != nil }
    }
  }

  private(set) var nodes: [Part] = []
  private(set) var edges: [Part] = []
  /// Whether the ends of edges are positions, as networkx 1 wrote them.
  private(set) var arePositions = false

  /// Whether a value is one of Cytoscape's elements, as they stand in a list.
  static func isElement(_ value: JSONValue) -> Bool {
    guard let data = value["data"], data.isObject else { return false }
    let group = value["group"]?.string
    return group == "nodes" || group == "edges" || data["source"] != nil && data["target"] != nil
  }

  /// The graph that a value is; nil where it is none.
  init?(_ value: JSONValue) {
    let graph = value["graph"]?["nodes"] == nil ? value : value["graph"] ?? value
    if value.isArray {
      var areElements = false
      value.forEachElement { areElements = areElements || NodeLinkShape.isElement($0) }
      guard areElements else { return nil }
      value.forEachElement { add(element: $0) }
    } else if let elements = value["elements"], elements.isArray {
      elements.forEachElement { add(element: $0) }
      if nodes.isEmpty { return nil }
    } else if let elements = value["elements"], let list = elements["nodes"], list.isArray {
      list.forEachElement { nodes.append(Part(value: $0["data"] ?? $0)) }
      elements["edges"]?.forEachElement { add(edge: $0["data"] ?? $0, isDirected: true) }
    } else if let list = graph["nodes"], list.isArray || list.isObject {
      guard addEdges(of: graph) else { return nil }
      list.forEachElement { nodes.append(Part(value: $0)) }
      list.forEachKey { nodes.append(Part(value: $1, id: $0)) }
      if graph["adjacency"] != nil { addAdjacency(of: graph) }
      arePositions = value["graph"]?.isArray == true
    } else {
      return nil
    }
  }

  private mutating func add(element: JSONValue) {
    guard let data = element["data"] else { return }
    if data["source"] != nil, data["target"] != nil {
      add(edge: data, isDirected: true)
    } else {
      nodes.append(Part(value: data))
    }
  }

  private mutating func add(edge: JSONValue, isDirected: Bool) {
    var part = Part(value: edge)
    if edge.isArray {
      let ends = edge.compactMap { $0 }
      (part.source, part.target) = (ends.first, ends.dropFirst().first)
    } else {
      (part.source, part.target) = (edge["source"] ?? edge["from"], edge["target"] ?? edge["to"])
    }
    part.isDirected = edge["directed"].map { $0.isTrue } ?? (edge["undirected"]?.isTrue == true ? false : isDirected)
    edges.append(part)
  }

  /// Adds the edges of a graph; false where it has no list of them.
  private mutating func addEdges(of graph: JSONValue) -> Bool {
    let isDirected =
      graph["directed"].map { $0.isTrue } ?? (graph["options"]?["type"]?.string?.lowercased() != "undirected")
    if let list = graph["links"] ?? graph["edges"], list.isArray {
      list.forEachElement { add(edge: $0, isDirected: isDirected) }
      return true
    }
    return graph["adjacency"]?.isArray == true
  }

  /// An adjacency names an edge without direction with each of its ends.
  private mutating func addAdjacency(of graph: JSONValue) {
    guard edges.isEmpty else { return }
    var place = 0
    graph["adjacency"]?.forEachElement { list in
      let source = place < nodes.count ? nodes[place].value["id"] : nil
      list.forEachElement { edge in
        var part = Part(value: edge)
        (part.source, part.target) = (source, edge["id"])
        edges.append(part)
      }
      place += 1
    }
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
  private var records: [(raw: ExternalID, record: AccountRecord, node: GraphNodeRecord)] = []
  private var numbers = CountedNumbers()
  private var isLocal = false
  private var hasPlatform = false
  private var areEndsPositions = false
  private var undeclared: Set<ExternalID> = []

  init(file: String, notes: IDNotes) {
    self.notes = notes
    local = GraphNodes(file: file)
  }

  /// Adds a node; returns why it is none.
  mutating func add(_ node: NodeLinkShape.Part, at place: Int) -> String? {
    positions.append(nil)
    func text(_ keys: StaticString...) -> String? {
      for key in keys { if let text = node[key]?.string, !text.isEmpty { return text } }
      return nil
    }
    let platform = text("platform")
    let name = text("name", "label", "shared_name", "shared name")
    let handle = text("handle", "screen_name", "username")
    let followers = node["followers", "followers_count"].flatMap { value -> Int64? in
      if let integer = value.integer { return max(0, integer) }
      var text = value.double.map { "\($0)" } ?? value.string ?? ""
      return text.withUTF8 { WrittenCount.count($0) }
    }
    if node.value["SUID"] != nil { isLocal = true }
    if platform != nil { hasPlatform = true }
    do throws(RowProblem) {
      let written = node.value["id"] ?? node.value["key"] ?? node["name"]
      var found = try written?.writtenID("id", notes)
      if let key = node.id { found = try notes.id(key, "id") }
      guard let raw = found else { return nil }
      let own = GraphPlatform.ownID(raw, of: platform)
      positions[place] = raw
      numbers.add(raw)
      let record = AccountRecord(id: own, handle: handle, name: name == "\(own)" ? nil : name, followers: followers)
      let kind = text("kind").flatMap { VoiceKind(rawValue: $0) }
      records.append(
        (
          raw, record,
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
  /// - Parameter arePositions: whether ends are positions even where they are ids as well.
  mutating func seal(_ ends: some Sequence<JSONValue?>, arePositions: Bool, to batch: inout RecordBatch) {
    var (areIDs, arePlaces, count) = (true, true, 0)
    for end in ends {
      count += 1
      guard let end = end?.node else { continue }
      if areIDs, (try? end.writtenID("id", IDNotes())).flatMap({ $0 }).map({ accounts[$0] != nil }) != true {
        areIDs = false
      }
      if arePlaces { arePlaces = end.integer.map { $0 >= 0 && $0 < positions.count } ?? false }
    }
    areEndsPositions = count > 0 && (!areIDs || arePositions) && arePlaces
    if areEndsPositions { notes.add("ends of edges that are positions in the list of nodes, and no ids", times: count) }
    isLocal = isLocal || !hasPlatform && numbers.areCounted
    guard isLocal else {
      for (_, record, node) in records {
        batch.platforms[batch.platform(named: node.platform)].accounts.append(record)
        if let entry = node.roster(of: record.id) { batch.roster.append(entry) }
      }
      return
    }
    for record in local.seal(notes) { batch.platforms[0].accounts.append(record) }
    for (raw, _, node) in records {
      if let id = local.account(of: raw), let entry = node.roster(of: id) { batch.roster.append(entry) }
    }
    for id in accounts.keys { accounts[id] = local.account(of: id).map { End(id: $0, platform: nil) } }
  }

  /// Who an edge's end is.
  mutating func end(_ value: JSONValue?, _ name: String) throws(RowProblem) -> End {
    let value = value?.node
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
  /// What names a node at the end of an edge: the value itself, or its id where it is the node.
  fileprivate var node: JSONValue? { isObject ? self["id"] ?? self["key"] ?? self["name"] : self }
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
