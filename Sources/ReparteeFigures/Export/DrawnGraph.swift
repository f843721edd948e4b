import ReparteeText

/// The nodes and arcs of a picture with their places: what other programs read of it.
package struct DrawnGraph: Sendable, Equatable {
  /// A shape of the picture.
  package struct Node: Sendable, Equatable {
    /// Its name as it is drawn; empty for people without one.
    package var label: String
    /// What sort of thing it is: a section, a relationship, a community.
    package var group: String
    /// Where its middle lies, in points from the upper left corner.
    package var x: Double
    /// Where its middle lies, in points downwards.
    package var y: Double
    /// The radius of the disc of the same area, in points.
    package var radius: Double
    /// The colour it is filled with, as `#RRGGBB`.
    package var color: String

    init(label: String, group: String, disc: Disc, color: Color) {
      self.label = label
      self.group = group
      (x, y, radius) = (disc.center.x, disc.center.y, disc.radius)
      self.color = color.hex
    }
  }

  /// A line of the picture.
  package struct Arc: Sendable, Equatable {
    /// The node it begins at, by position.
    package var from: Int
    /// The node it ends at.
    package var to: Int
    /// How much it carries; at least 1.
    package var weight: Int
    /// Whether it runs one way only.
    package var isDirected: Bool
  }

  /// The shapes.
  package var nodes: [Node] = []
  /// The lines between them.
  package var arcs: [Arc] = []

  /// Nothing.
  package init() {}
}

extension DrawnGraph {
  /// The graph as GEXF 1.3, every node at its place: what Gephi opens.
  package var gexf: String {
    func escaped(_ text: String) -> String { Markup.attribute(text) }
    func part(_ color: String, _ place: Int) -> Int {
      let start = color.index(color.startIndex, offsetBy: min(color.count, 1 + 2 * place))
      return Int(color[start...].prefix(2), radix: 16) ?? 0
    }
    let isDirected = arcs.contains { $0.isDirected }
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
       <graph mode="static" defaultedgetype="\(isDirected ? "directed" : "undirected")">
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
            <viz:position x="\(NumberFormat.short(node.x))" y="\(NumberFormat.short(-node.y))"/>
            <viz:size value="\(NumberFormat.short(2 * node.radius))"/>
           </node>

        """
    }
    text += "  </nodes>\n  <edges>\n"
    // Readers want a graph all of one type: a line without direction is one each way, next to lines that have one.
    func append(_ id: String, _ from: Int, _ to: Int, _ arc: Arc) {
      text +=
        "   <edge id=\"\(id)\" source=\"n\(from + 1)\" target=\"n\(to + 1)\" "
        + "type=\"\(isDirected ? "directed" : "undirected")\" weight=\"\(arc.weight)\"/>\n"
    }
    for (number, arc) in arcs.enumerated() {
      append("e\(number + 1)", arc.from, arc.to, arc)
      if isDirected, !arc.isDirected, arc.from != arc.to { append("e\(number + 1)-back", arc.to, arc.from, arc) }
    }
    return text + "  </edges>\n </graph>\n</gexf>\n"
  }
}

extension DrawnGraph {
  /// The graph in Graphviz's language, every node at its place: `neato -n2 -Tsvg` draws it as it stands.
  package var dot: String {
    let isDirected = arcs.contains(where: \.isDirected)
    let height = nodes.map { $0.y + $0.radius }.max() ?? 0
    var text = (isDirected ? "digraph" : "graph") + " drawn {\n  node [shape=circle, style=filled, fixedsize=true];\n"
    for (number, node) in nodes.enumerated() {
      text +=
        "  n\(number + 1) [label=\(DOTText.label(node.label)), group=\(DOTText.label(node.group)), "
        + "pos=\"\(NumberFormat.short(node.x)),\(NumberFormat.short(height - node.y))\", "
        + "width=\(NumberFormat.short(node.radius / 36)), fillcolor=\"\(node.color)\"];\n"
    }
    for arc in arcs {
      text += "  n\(arc.from + 1) \(isDirected ? "->" : "--") n\(arc.to + 1) [weight=\(arc.weight)"
      text += isDirected && !arc.isDirected ? ", dir=both];\n" : "];\n"
    }
    return text + "}\n"
  }
}
