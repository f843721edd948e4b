/// DOT, the language of Graphviz.
enum DOT {
  static func write(_ graph: ExportedGraph, to write: (String) throws -> Void) rethrows {
    try write("digraph network {\n")
    for node in graph.nodes {
      let attributes = ([("label", node.label)] + GraphText.attributes(of: node)).map {
        "\($0)=\(quoted($1))"
      }
      try write("  \(quoted(node.id)) [\(attributes.joined(separator: ", "))];\n")
    }
    for edge in graph.edges {
      try write(
        "  \(quoted(graph.nodes[edge.source].id)) -> \(quoted(graph.nodes[edge.target].id)) "
          + "[kind=\(edge.kind.rawValue), weight=\(edge.weight)];\n")
    }
    try write("}\n")
  }

  /// Quotation marks end a text, and a backslash says what Graphviz puts in its place.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in SafeText.withoutControls(text).unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
