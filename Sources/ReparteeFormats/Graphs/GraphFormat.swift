/// A format that graphs are written in, for other tools. Text goes to `write` part by part.
package enum GraphFormat: String, CaseIterable, Sendable {
  /// GraphML: igraph, networkx, yEd, Gephi.
  case graphml
  /// GEXF 1.3: Gephi.
  case gexf
  /// Node-link JSON: networkx and D3, and this package.
  case json
  /// Edges as comma-separated values, nodes in a second file: spreadsheets, Gephi.
  case csv
  /// DOT: Graphviz.
  case dot

  /// One line for the list of formats.
  package var summary: String {
    switch self {
    case .graphml: "GraphML, for igraph, networkx, yEd and Gephi"
    case .gexf: "GEXF 1.3, for Gephi"
    case .json: "node-link JSON, for networkx and D3; import reads it too"
    case .csv: "edges as a sheet, nodes in a second one"
    case .dot: "DOT, for Graphviz"
    }
  }

  /// The format that a path's ending names, or nil.
  package init?(path: String) {
    let ending = path.split(separator: "/").last?.split(separator: ".").dropFirst().last.map { $0.lowercased() } ?? ""
    self.init(rawValue: ending == "gv" ? "dot" : ending)
  }

  /// Writes the graph; of ``csv``, the edges.
  /// - Parameter texts: how ``csv``, which is opened in spreadsheets, writes texts; the other formats are exact.
  package func write(
    _ graph: ExportedGraph, texts: GraphTables.Texts = .guarded, to write: (String) throws -> Void
  ) rethrows {
    switch self {
    case .graphml: try GraphML.write(graph, to: write)
    case .gexf: try GEXF.write(graph, to: write)
    case .json: try NodeLinkText.write(graph, to: write)
    case .csv: try write(GraphTables.text(of: GraphTables.edges(of: graph), texts))
    case .dot: try DOT.write(graph, to: write)
    }
  }
}

/// What the graph formats share.
enum GraphText {
  /// A node's attributes: names and values, those that are known.
  static func attributes(of node: ExportedGraph.Node) -> [(name: String, value: String)] {
    [
      ("platform", node.platform), ("handle", node.handle), ("name", node.name), ("kind", node.kind.rawValue),
      ("organisation", node.organisation), ("followers", node.followers.map(String.init)),
    ].compactMap { name, value in value.map { (name, $0) } }
  }

  /// The attributes that nodes may have, and the type of each.
  static let nodeAttributes = [
    ("platform", "string"), ("handle", "string"), ("name", "string"), ("kind", "string"), ("organisation", "string"),
    ("followers", "long"),
  ]
}
