import ReparteeGraph

/// Burt's constraint: how far a voice's partners are tied to each other, so that it bridges nothing.
///
/// With p_ij = 1 / degree(i): constraint(i) = Σ over neighbours j of (p_ij + Σ over q of p_iq · p_qj)². A *low* value
/// marks a broker, whose partners do not know each other; 1 a leaf. Range above 0, up to 1.125. Undirected and
/// unweighted; not defined for a node without neighbours. Complexity: that of `CommonNeighbours`, O(m^1.5) at worst.
/// Source: Burt, "Structural Holes", Harvard 1992; "Structural Holes and Good Ideas", AJS 110 (2004),
/// https://doi.org/10.1086/421787.
package enum Constraint {
  /// Node → constraint, nil for a node without neighbours.
  package static func compute(on graph: Adjacency) -> [Double?] {
    graph.mapNodes { common, node in
      let own = graph[node]
      guard !own.isEmpty else { return nil }
      common.mark(node)
      var sum = 0.0
      for neighbour in own {
        var through = 1.0
        common.forEach(of: node, in: graph[Int(neighbour)]) { through += 1 / Double(graph.degree(of: $0)) }
        sum += through * through
      }
      return sum / Double(own.count * own.count)
    }
  }
}

extension Adjacency {
  /// One value a node, on all cores, with each thread's scratch space for common neighbours.
  func mapNodes<Value>(_ value: (inout CommonNeighbours, Int) -> Value) -> [Value] {
    let blocks = Cores.blocks(of: nodeCount, size: 512)
    let parts = Cores.mapEach(count: blocks.count, state: { CommonNeighbours(self) }) { common, block in
      blocks[block].map { value(&common, $0) }
    }
    return Array(parts.joined())
  }
}

extension Constraint {
  /// The first node whose constraint is not the definition's triple sum over all pairs of nodes, or nil.
  ///
  /// Complexity: O(n³).
  package static func discrepancy(of values: [Double?], on graph: Adjacency) -> String? {
    let count = graph.nodeCount
    let lists = (0..<count).map { Set(graph[$0]) }
    func share(_ from: Int, _ to: Int) -> Double {
      lists[from].contains(UInt32(to)) ? 1 / Double(lists[from].count) : 0
    }
    for node in 0..<count {
      var expected = 0.0
      for other in 0..<count where lists[node].contains(UInt32(other)) {
        let through = (0..<count).filter { $0 != node && $0 != other }.reduce(0) {
          $0 + share(node, $1) * share($1, other)
        }
        expected += (share(node, other) + through) * (share(node, other) + through)
      }
      let found = values[node]
      if lists[node].isEmpty ? found != nil : abs((found ?? -1) - expected) > 1e-12 {
        return "constraint of node \(node) is \(String(describing: found)), by the definition \(expected)"
      }
    }
    return nil
  }
}

extension Measure {
  static let constraint = Measure(
    "constraint", of: .voice, "how far the voice's partners are tied to each other; low marks a broker",
    range: "above 0 to 1.125; empty without a reply arc", source: "Burt 1992"
  ) { network in
    network.cells(Constraint.compute(on: network.replyGraph.neighbours)) { .decimal($0 ?? nil, places: Measure.places) }
  }
}
