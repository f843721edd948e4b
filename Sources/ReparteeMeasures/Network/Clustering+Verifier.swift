import ReparteeGraph

extension Triangles {
  /// The first node whose triangles are not the tied pairs among its neighbours, or nil. Complexity: O(Σ d²).
  package static func discrepancy(of triangles: [Int], on graph: Adjacency) -> String? {
    let lists = (0..<graph.nodeCount).map { Set(graph[$0]) }
    for node in lists.indices {
      let own = lists[node].sorted()
      let expected = own.indices.reduce(0) { sum, first in
        sum + own[(first + 1)...].count { lists[Int(own[first])].contains($0) }
      }
      if triangles[node] != expected { return "node \(node) has \(expected) triangles, not \(triangles[node])" }
    }
    return nil
  }
}

extension Clustering {
  /// The first node whose local clustering is not the mean over its neighbours' pairs of being tied, or nil.
  package static func discrepancy(of local: [Double?], on graph: Adjacency) -> String? {
    let lists = (0..<graph.nodeCount).map { Set(graph[$0]) }
    for node in lists.indices {
      let own = lists[node].sorted()
      let pairs = own.flatMap { first in own.filter { $0 > first }.map { (first, $0) } }
      let expected = pairs.isEmpty ? nil : Double(pairs.count { lists[Int($0)].contains($1) }) / Double(pairs.count)
      if local[node].map({ abs($0 - (expected ?? -1)) > 1e-12 }) ?? (expected != nil) {
        return "clustering of node \(node) is \(String(describing: local[node])), not \(String(describing: expected))"
      }
    }
    return nil
  }

  /// The first node whose directed clustering is not the share of ordered pairs of neighbours with an arc, or nil.
  package static func discrepancy(ofDirected values: [Double], on graph: Graph) -> String? {
    let lists = (0..<graph.nodeCount).map { Set(graph.outNeighbours(of: $0)) }
    for node in lists.indices {
      let own = lists.indices.filter {
        $0 != node && (lists[node].contains(UInt32($0)) || lists[$0].contains(UInt32(node)))
      }
      let pairs = own.flatMap { first in own.filter { $0 != first }.map { (first, $0) } }
      let arcs = pairs.count { lists[$0].contains(UInt32($1)) }
      let expected = pairs.isEmpty ? 0 : Double(arcs) / Double(pairs.count)
      if abs(values[node] - expected) > 1e-12 {
        return "directed clustering of node \(node) is \(values[node]), not \(expected)"
      }
    }
    return nil
  }
}
