import ReparteeText

/// GraphML: `http://graphml.graphdrawing.org`.
enum GraphML {
  static func write(_ graph: ExportedGraph, to write: (String) throws -> Void) rethrows {
    try write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <graphml xmlns="http://graphml.graphdrawing.org/xmlns">

      """)
    for (name, type) in GraphText.nodeAttributes {
      try write(" <key id=\"\(name)\" for=\"node\" attr.name=\"\(name)\" attr.type=\"\(type)\"/>\n")
    }
    // A key's id is unique among those of nodes and edges.
    try write(" <key id=\"edge_kind\" for=\"edge\" attr.name=\"kind\" attr.type=\"string\"/>\n")
    try write(" <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"long\"/>\n")
    try write(" <graph id=\"network\" edgedefault=\"directed\">\n")
    for node in graph.nodes {
      try write("  <node id=\"\(Markup.attribute(node.id))\">")
      for (name, value) in GraphText.attributes(of: node) {
        try write("<data key=\"\(name)\">\(Markup.attribute(value))</data>")
      }
      try write("</node>\n")
    }
    for edge in graph.edges {
      try write(
        "  <edge source=\"\(Markup.attribute(graph.nodes[edge.source].id))\" "
          + "target=\"\(Markup.attribute(graph.nodes[edge.target].id))\">"
          + "<data key=\"edge_kind\">\(edge.kind.rawValue)</data><data key=\"weight\">\(edge.weight)</data></edge>\n")
    }
    try write(" </graph>\n</graphml>\n")
  }
}
