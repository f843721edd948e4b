extension DrawnGraph {
  /// The graph in Graphviz's language, every node at its place: `neato -n2 -Tsvg` draws it as it stands.
  package var dot: String {
    let isDirected = arcs.contains(where: \.isDirected)
    let height = nodes.map { $0.y + $0.radius }.max() ?? 0
    var text = (isDirected ? "digraph" : "graph") + " drawn {\n  node [shape=circle, style=filled, fixedsize=true];\n"
    for (number, node) in nodes.enumerated() {
      text +=
        "  n\(number + 1) [label=\(Self.quoted(node.label)), group=\(Self.quoted(node.group)), "
        + "pos=\"\(NumberText.decimal(node.x)),\(NumberText.decimal(height - node.y))\", "
        + "width=\(NumberText.decimal(node.radius / 36)), fillcolor=\"\(node.color)\"];\n"
    }
    for arc in arcs {
      text += "  n\(arc.from + 1) \(isDirected ? "->" : "--") n\(arc.to + 1) [weight=\(arc.weight)"
      text += isDirected && !arc.isDirected ? ", dir=both];\n" : "];\n"
    }
    return text + "}\n"
  }

  /// A string of the language; Graphviz reads `\N`, `\G` and HTML's entities in labels, so neither is let through.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "&": result += "&amp;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
