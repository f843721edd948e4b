import ReparteeGraph

/// A graph in GraphML, as igraph, networkx, yEd, NodeXL and this package write it.
///
/// - A node is an account by its `id`; of its data `handle`, `name` or `label`, and `followers` are read.
/// - An edge's kind is its datum called `kind`, else one called `type`, `relationship` or `label` that means a kind,
///   else the kind given; its count is its `weight`. Keys are identified by their `attr.name`, not by their ids, which are arbitrary,
///   and what a key has as default holds where an element has no datum.
/// - Edges have the direction that they say, else the graph's `edgedefault`.
///
/// - Of a node with a graph inside, a group, the nodes and edges in it are read, and itself is nobody.
///
/// Hyperedges and ports are left out. Reference: http://graphml.graphdrawing.org.
struct GraphMLGraph: FileFormat {
  let name = "graphml"
  let summary =
    "a graph in GraphML (igraph, networkx, yEd, NodeXL); an edge's kind, or the one given, says what it means"
  let platform: String? = nil

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    GraphXML.isDocument(sample, root: "graphml") ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    let header = GraphMLHeader(sample)
    if options.kind == nil, !header.saysKind { throw .edgesWithoutKind(path: sample.path) }
    return Reader(
      header: header, kind: options.kind, encoding: XMLRows.encoding(of: sample), file: GraphNodes.ownName(of: sample),
      identity: header.identity(in: sample), isNested: GraphXML.hasNestedNodes(sample, in: "graph"))
  }

  private struct Reader: BlockReader {
    let header: GraphMLHeader
    let kind: EdgeKind?
    let encoding: String?
    let file: String
    let identity: GraphFinisher.Identity
    let isNested: Bool
    func makeFinisher() -> (any BatchFinisher)? { GraphFinisher(identity: identity, file: file) }
    var rows: RowDivision { .elements(GraphXML.names(nested: isNested)) }

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      let notes = IDNotes()
      defer { batch.take(notes) }
      XMLRows(elements: XMLElements(names: GraphXML.names(nested: isNested)), encoding: encoding).forEach(
        in: block, into: &batch
      ) {
        node, batch in
        append(node, isDirected: header.isDirected, notes, to: &batch)
      }
    }

    /// Appends a node and the graph inside it, if there is one (a group of yEd's), or an edge.
    private func append(
      _ element: XMLNode, isDirected: Bool, _ notes: IDNotes, to batch: inout RecordBatch
    ) -> [String] {
      guard element.isNamed("node") else {
        return GraphXML.append(
          edge: element, data: header.data(of: element, for: .edge),
          isDirected: element.attribute("directed").map { $0 == "true" } ?? isDirected, fallback: kind, notes,
          to: &batch)
      }
      guard let inner = element["graph"] else {
        return GraphXML.append(element, data: header.data(of: element, for: .node), notes, to: &batch)
      }
      // A group holds people, and is none.
      notes.add("nodes that are groups of others, which are read in their place")
      let isDirected = inner.attribute("edgedefault").map { $0 != "undirected" } ?? isDirected
      var reasons: [String] = []
      for child in inner.children where child.isNamed("node") || child.isNamed("edge") {
        reasons += append(child, isDirected: isDirected, notes, to: &batch)
      }
      return reasons
    }
  }
}

/// What a GraphML document says before its nodes.
private struct GraphMLHeader: Sendable {
  private var attributes = GraphAttributes()
  private(set) var isDirected = true

  init(_ sample: FileSample) {
    sample.bytes.withUnsafeBufferPointer { bytes in
      GraphXML.forEachElement("*:key", in: bytes) { key in
        let bearer = key.attribute("for").flatMap { $0 == "all" ? nil : $0 }
        for known in GraphAttributes.Bearer.allCases where bearer == nil || bearer == known.rawValue {
          attributes.declare(key, name: key.attribute("attr.name"), of: known)
        }
      }
      isDirected = GraphXML.attribute("edgedefault", ofFirst: "graph", in: bytes) != "undirected"
    }
  }

  /// Whether edges may say their kind.
  var saysKind: Bool { attributes.names(of: .edge).contains { GraphXML.kindNames.contains($0) } }

  /// How the ids of the document's nodes are to be taken: those that igraph, Neo4j, yEd and Cytoscape number in each file
  /// are no account's.
  func identity(in sample: FileSample) -> GraphFinisher.Identity {
    if attributes.names(of: .node).contains("suid") { return .name }
    let start = String(decoding: sample.bytes.prefix(1 << 12), as: UTF8.self)
    // yEd counts them in each file, whatever comes after its first group.
    if start.contains("yworks") { return .name }
    // A node that says its platform is an account there, whatever its number.
    guard !attributes.names(of: .node).contains("platform"), GraphXML.areNumberedNodes(sample) else { return .id }
    return start.contains("igraph") ? .name : .handle
  }

  /// What a node or an edge holds.
  func data(of element: XMLNode, for bearer: GraphAttributes.Bearer) -> GraphData {
    var data = attributes.defaults(of: bearer)
    for datum in element.children where datum.isNamed("data") {
      if let name = attributes.name(datum, by: "key", of: bearer) {
        data[name] = datum.text.trimmingBlanks
      } else if let label = GraphMLHeader.label(in: datum) {
        data["label"] = label
      }
    }
    return data
  }

  /// The label that yEd draws, which lies within the shape of a node or an edge.
  private static func label(in datum: XMLNode) -> String? {
    for shape in datum.children {
      if let label = shape.text(of: "NodeLabel") ?? shape.text(of: "EdgeLabel") { return label }
    }
    return nil
  }
}
