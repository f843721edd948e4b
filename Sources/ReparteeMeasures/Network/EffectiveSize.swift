import ReparteeGraph

/// Effective size: how many partners a voice has, less what is redundant because they are tied to each other.
///
/// n − 2t / n for n neighbours with t ties among them: n where nobody knows another, 1 in a clique. A high value means
/// many separate partners. Range 1 to the degree; not defined for a node without neighbours. Complexity: that of
/// `Triangles`. Sources, neither with a DOI: Burt, "Structural Holes", Harvard University Press 1992, ISBN 9780674843714;
/// Borgatti, "Structural Holes: Unpacking Burt's Redundancy Measures", Connections 20 (1997),
/// http://www.analytictech.com/connections/v20(1)/holes.htm.
package enum EffectiveSize {
  /// Node → effective size, nil for a node without neighbours.
  package static func compute(on graph: Adjacency) -> [Double?] {
    compute(on: graph, triangles: Triangles.compute(on: graph))
  }

  /// The same, from the triangles of each node.
  package static func compute(on graph: Adjacency, triangles: [Int]) -> [Double?] {
    triangles.indices.map { node in
      let degree = graph.degree(of: node)
      return degree == 0 ? nil : Double(degree) - Double(2 * triangles[node]) / Double(degree)
    }
  }
}

extension EffectiveSize {
  /// The first node whose effective size is not the sum over its neighbours of 1 − their mean redundancy, or nil.
  ///
  /// Burt's own form: each neighbour j counts 1 less the share of the others whom j is tied to. Complexity: O(Σ d²).
  package static func discrepancy(of values: [Double?], on graph: Adjacency) -> String? {
    let lists = (0..<graph.nodeCount).map { Set(graph[$0]) }
    for node in lists.indices {
      let own = lists[node]
      let expected = own.reduce(0.0) { sum, neighbour in
        sum + 1 - Double(lists[Int(neighbour)].intersection(own).count) / Double(own.count)
      }
      if own.isEmpty ? values[node] != nil : abs((values[node] ?? -1) - expected) > 1e-9 {
        return "effective size of node \(node) is \(String(describing: values[node])), by the definition \(expected)"
      }
    }
    return nil
  }
}

extension Measure {
  static let effectiveSize = Measure(
    "effective_size", of: .voice, "partners, less those made redundant by ties among them",
    range: "1 to the number of partners; empty without a reply arc", source: "Burt 1992; Borgatti 1997"
  ) { network in
    let sizes = EffectiveSize.compute(on: network.replyGraph.neighbours, triangles: network.triangles)
    return network.cells(sizes) { .decimal($0 ?? nil, places: Measure.places) }
  }
}
