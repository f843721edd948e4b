extension DrawnGraph {
  /// The graph as GEXF 1.3, every node at its place: what Gephi opens.
  package var gexf: String {
    func escaped(_ text: String) -> String { SVGDocument.escaped(text) }
    func part(_ color: String, _ place: Int) -> Int {
      let start = color.index(color.startIndex, offsetBy: min(color.count, 1 + 2 * place))
      return Int(color[start...].prefix(2), radix: 16) ?? 0
    }
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
       <graph mode="static" defaultedgetype="directed">
        <attributes class="node">
         <attribute id="group" title="group" type="string"/>
        </attributes>
        <nodes>

      """
    for (number, node) in nodes.enumerated() {
      text += """
           <node id="n\(number + 1)" label="\(escaped(node.label))">
            <attvalues><attvalue for="group" value="\(escaped(node.group))"/></attvalues>
            <viz:color r="\(part(node.color, 0))" g="\(part(node.color, 1))" b="\(part(node.color, 2))"/>
            <viz:position x="\(NumberText.decimal(node.x))" y="\(NumberText.decimal(-node.y))"/>
            <viz:size value="\(NumberText.decimal(2 * node.radius))"/>
           </node>

        """
    }
    text += "  </nodes>\n  <edges>\n"
    for (number, arc) in arcs.enumerated() {
      let type = arc.isDirected ? "directed" : "undirected"
      text +=
        "   <edge id=\"e\(number + 1)\" source=\"n\(arc.from + 1)\" target=\"n\(arc.to + 1)\" "
        + "type=\"\(type)\" weight=\"\(arc.weight)\"/>\n"
    }
    return text + "  </edges>\n </graph>\n</gexf>\n"
  }
}
