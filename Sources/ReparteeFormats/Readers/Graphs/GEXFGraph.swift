import ReparteeGraph

/// A graph in GEXF 1.1 to 1.3, as Gephi, networkx, twarc and this package write it.
///
/// - A node is an account by its `id`, and its `label` is its name; of its values `handle`, `screen_name` and `followers`
///   are read.
/// - An edge's kind is its attribute `kind`, else its value called `kind`, `type`, `relationship` or `label`, or its attribute
///   `label`, whose word means a kind, else its `type` where that is one (twarc writes it so), else the kind given; its count is its `weight`, an
///   attribute since 1.2 and a value before.
/// - `undirected` and `mutual` edges are an arc each way; what an edge does not say, the graph's `defaultedgetype` does.
///
/// - Nodes within a node are nodes too.
///
/// Time is left out. Reference: https://gexf.net/1.3.
struct GEXFGraph: FileFormat {
  let name = "gexf"
  let summary = "a graph in GEXF (Gephi, networkx, twarc); an edge's kind, or the one given, says what it means"
  let platform: String? = nil

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    GraphXML.isDocument(sample, root: "gexf") ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    let header = GEXFHeader(sample)
    return Reader(
      header: header, kind: options.kind, encoding: XMLRows.encoding(of: sample), file: GraphNodes.ownName(of: sample),
      identity: !header.saysPlatform && GraphXML.areNumberedNodes(sample) ? .name : .id,
      isNested: GraphXML.hasNestedNodes(sample, in: "nodes"))
  }

  private struct Reader: BlockReader {
    let header: GEXFHeader
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
        append(node, notes, to: &batch)
      }
    }

    /// Appends a node and those inside it, or an edge.
    private func append(_ node: XMLNode, _ notes: IDNotes, to batch: inout RecordBatch) -> [String] {
      if node.isNamed("node") {
        var data = header.data(of: node, for: .node)
        if let label = node.attribute("label") { data["label"] = label }
        var reasons = GraphXML.append(node, data: data, notes, to: &batch)
        for list in node.children where list.isNamed("nodes") || list.isNamed("edges") {
          for inner in list.children where inner.isNamed("node") || inner.isNamed("edge") {
            reasons += append(inner, notes, to: &batch)
          }
        }
        return reasons
      }
      var data = header.data(of: node, for: .edge)
      if let weight = node.attribute("weight") { data["weight"] = weight }
      if let kind = node.attribute("kind") { data["kind"] = kind }
      // Gephi draws it, and many write there what an edge means.
      if let label = node.attribute("label") { data["label"] = label }
      let type = node.attribute("type")?.lowercased() ?? header.defaultType
      if !GEXFHeader.types.contains(type) { data["type"] = type }
      return GraphXML.append(
        edge: node, data: data, isDirected: type != "undirected" && type != "mutual", fallback: kind, notes,
        to: &batch)
    }
  }
}

/// What a GEXF document says before its nodes.
private struct GEXFHeader: Sendable {
  /// What the type of an edge is where it is one of directions.
  static let types: Set<String> = ["directed", "undirected", "mutual", "dir", "undir"]

  private var attributes = GraphAttributes()
  private(set) var defaultType = "directed"

  init(_ sample: FileSample) {
    sample.bytes.withUnsafeBufferPointer { bytes in
      GraphXML.forEachElement("*:attributes", in: bytes) { list in
        guard let bearer = list.attribute("class").flatMap(GraphAttributes.Bearer.init) else { return }
        for attribute in list.children where attribute.isNamed("attribute") {
          attributes.declare(attribute, name: attribute.attribute("title"), of: bearer)
        }
      }
      defaultType = GraphXML.attribute("defaultedgetype", ofFirst: "graph", in: bytes) ?? "directed"
    }
  }

  /// Whether nodes may say their platform: then they are accounts there, whatever their numbers.
  var saysPlatform: Bool { attributes.names(of: .node).contains("platform") }

  /// What a node or an edge holds.
  func data(of element: XMLNode, for bearer: GraphAttributes.Bearer) -> GraphData {
    var data = attributes.defaults(of: bearer)
    guard let values = element["attvalues"] else { return data }
    for value in values.children {
      let name = attributes.name(value, by: "for", of: bearer) ?? attributes.name(value, by: "id", of: bearer)
      if let name { data[name] = value.attribute("value")?.trimmingBlanks }
    }
    return data
  }
}
