import ReparteeGraph

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
