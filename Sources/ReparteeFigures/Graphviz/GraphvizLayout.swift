import CReparteeGraphviz
import ReparteeText

/// Places for the nodes of a graph, found by Graphviz: nodes with sizes and weighted edges go in, positions come out.
///
/// The nodes carry no text, so that no installed font has a say. The same input gives the same positions, whatever was
/// laid out before.
struct GraphvizLayout: Sendable {
  struct Node: Sendable {
    var width: Double
    var height: Double
    /// Where the node stands already; only ``separated()`` looks at it.
    var position = Point()
  }

  struct Edge: Sendable {
    var first: Int
    var second: Int
    var weight = 1
  }

  var nodes: [Node]
  var edges: [Edge] = []
  var seed: UInt32 = 1

  /// Positions by spring forces (sfdp): nodes that share edges come to lie together. Sizes play no part.
  func forceDirected() throws -> [Point] {
    if nodes.count < 2 { return nodes.map { _ in Point() } }
    return try positions(engine: "sfdp", overlap: "true", start: .random)
  }

  /// The given positions, moved apart as little as needed until no two nodes overlap (prism).
  func separated() throws -> [Point] {
    if nodes.count < 2 { return nodes.map(\.position) }
    return try positions(engine: "nop", overlap: "prism", start: .given)
  }

  /// Where a layout starts: at the nodes' positions, or where the seed puts them.
  private enum Start { case random, given }

  private func positions(engine: String, overlap: String, start: Start) throws -> [Point] {
    try GraphvizLibrary.shared.layout(engine: engine, seed: seed) { graph in
      figures_graph_default(graph, "overlap", overlap)
      figures_graph_default(graph, "splines", "")
      figures_graph_default(graph, "start", String(seed))
      for (name, value) in [
        ("shape", "box"), ("fixedsize", "true"), ("label", ""), ("width", "1"), ("height", "1"), ("pos", ""),
      ] {
        figures_node_default(graph, name, value)
      }
      figures_edge_default(graph, "weight", "1")
      let handles = try nodes.enumerated().map { number, node in
        guard let handle = figures_node(graph, "n\(number)") else { throw FigureError.graphviz("no memory for a node") }
        figures_node_set(handle, "width", NumberFormat.short(node.width / 72))
        figures_node_set(handle, "height", NumberFormat.short(node.height / 72))
        if start == .given {
          figures_node_set(
            handle, "pos", NumberFormat.short(node.position.x) + "," + NumberFormat.short(node.position.y))
        }
        return handle
      }
      for edge in edges { figures_edge(graph, handles[edge.first], handles[edge.second], String(edge.weight)) }
      return handles
    } read: { handles in
      try handles.map { handle in
        let point = Point(x: figures_node_x(handle), y: figures_node_y(handle))
        guard point.x.isFinite, point.y.isFinite else { throw FigureError.graphviz("a position is not a number") }
        // Its last bits differ from one layout to the next.
        return Point(x: (point.x * 1_024).rounded() / 1_024, y: (point.y * 1_024).rounded() / 1_024)
      }
    }
  }
}
