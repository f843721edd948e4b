import ReparteeText

/// GEXF 1.3: `https://gexf.net`.
enum GEXF {
  static func write(_ graph: ExportedGraph, to write: (String) throws -> Void) rethrows {
    try write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <gexf xmlns="http://gexf.net/1.3" version="1.3">
       <graph mode="static" defaultedgetype="directed">
        <attributes class="node">

      """)
    for (name, type) in GraphText.nodeAttributes {
      try write("   <attribute id=\"\(name)\" title=\"\(name)\" type=\"\(type)\"/>\n")
    }
    try write("  </attributes>\n  <attributes class=\"edge\">\n")
    try write("   <attribute id=\"edge_kind\" title=\"kind\" type=\"string\"/>\n  </attributes>\n  <nodes>\n")
    for node in graph.nodes {
      let id = Markup.attribute(node.id)
      try write("   <node id=\"\(id)\" label=\"\(Markup.attribute(node.label))\"><attvalues>")
      for (name, value) in GraphText.attributes(of: node) {
        try write("<attvalue for=\"\(name)\" value=\"\(Markup.attribute(value))\"/>")
      }
      try write("</attvalues></node>\n")
    }
    try write("  </nodes>\n  <edges>\n")
    for (number, edge) in graph.edges.enumerated() {
      try write(
        "   <edge id=\"\(number)\" source=\"\(Markup.attribute(graph.nodes[edge.source].id))\" "
          + "target=\"\(Markup.attribute(graph.nodes[edge.target].id))\" kind=\"\(edge.kind.rawValue)\" "
          + "weight=\"\(edge.weight)\"><attvalues><attvalue for=\"edge_kind\" value=\"\(edge.kind.rawValue)\"/></attvalues></edge>\n"
      )
    }
    try write("  </edges>\n </graph>\n</gexf>\n")
  }
}
