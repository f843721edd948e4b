import ReparteeGraph

/// Triangles: the pairs of a node's neighbours that are neighbours of each other.
///
/// A high value means that a voice's partners talk to each other too. Undirected. Range 0 to d (d − 1) / 2 for d
/// neighbours. Complexity: O(m^1.5) at worst, as in `OrientedTies`.
package enum Triangles {
  /// Node → how many triangles it is part of.
  package static func compute(on graph: Adjacency) -> [Int] { OrientedTies(graph).triangles() }

  /// How many triangles there are, each counted at three nodes.
  package static func total(of triangles: [Int]) -> Int { triangles.reduce(0, +) / 3 }
}

extension MeasuredNetwork {
  /// How many triangles each node of the reply graph is part of.
  var triangles: [Int] { remember("triangles") { Triangles.compute(on: replyGraph.neighbours) } }
}

extension Measure {
  static let triangles = Measure(
    "triangles", of: .voice, "pairs of the voice's partners that are partners too", range: "0 and up, pairs",
    source: "counted in the undirected reply graph"
  ) { network in network.cells(network.triangles) { .integer($0) } }
}
