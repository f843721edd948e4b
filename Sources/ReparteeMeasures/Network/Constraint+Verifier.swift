import ReparteeGraph

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
