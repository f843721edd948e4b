import ReparteeText

/// DOT, the language of Graphviz.
enum DOT {
  static func write(_ graph: ExportedGraph, to write: (String) throws -> Void) rethrows {
    try write("digraph network {\n")
    for node in graph.nodes {
      let label = "label=" + DOTText.label(SafeText.withoutControls(node.label))
      let attributes = [label] + GraphText.attributes(of: node).map { "\($0)=\(quoted($1))" }
      try write("  \(quoted(node.id)) [\(attributes.joined(separator: ", "))];\n")
    }
    for edge in graph.edges {
      try write(
        "  \(quoted(graph.nodes[edge.source].id)) -> \(quoted(graph.nodes[edge.target].id)) "
          + "[kind=\(edge.kind.rawValue), weight=\(edge.weight)];\n")
    }
    try write("}\n")
  }

  private static func quoted(_ text: String) -> String { DOTText.quoted(SafeText.withoutControls(text)) }
}
