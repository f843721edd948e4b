import ReparteeGraph

/// Reciprocity: the share of arcs whose reverse is there too.
///
/// A high value means that answers are answered. Range 0 to 1; not defined without arcs. Loops are out, so published
/// figures that keep them are a little lower. Complexity: O(n + m log d).
package enum Reciprocity {
  /// How many arcs have their reverse: two for each mutual pair.
  package static func mutualArcs(in graph: Graph) -> Int {
    (0..<graph.nodeCount).reduce(0) { sum, node in
      let incoming = graph.inNeighbours(of: node)
      return sum + graph.outNeighbours(of: node).count { incoming.containsSorted($0) }
    }
  }

  /// The share, or nil without arcs.
  package static func compute(on graph: Graph) -> Double? {
    graph.edgeCount == 0 ? nil : Double(mutualArcs(in: graph)) / Double(graph.edgeCount)
  }

  /// What is wrong with a result, or nil: arcs held as pairs in a set. Complexity: O(m).
  package static func discrepancy(of reciprocity: Double?, on graph: Graph) -> String? {
    let arcs = (0..<graph.nodeCount).flatMap { node in graph.outNeighbours(of: node).map { [UInt32(node), $0] } }
    let all = Set(arcs)
    let expected = arcs.isEmpty ? nil : Double(arcs.count { all.contains([$0[1], $0[0]]) }) / Double(arcs.count)
    return reciprocity == expected ? nil : "reciprocity is \(String(describing: expected))"
  }
}
