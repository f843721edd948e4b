import ReparteeGraph

extension Participation {
  /// The first node whose participation is not the chance that two of its ties, drawn with replacement, lead into
  /// different communities, or nil. Complexity: O(Σ d²).
  package static func discrepancy(of values: [Double?], on graph: Adjacency, communities: [UInt32]) -> String? {
    for node in 0..<graph.nodeCount {
      let ends = graph[node].map { communities[Int($0)] }
      let apart = ends.reduce(0) { sum, end in sum + ends.count { $0 != end } }
      let expected = ends.isEmpty ? nil : Double(apart) / Double(ends.count * ends.count)
      if values[node].map({ abs($0 - (expected ?? -1)) > 1e-12 }) ?? (expected != nil) {
        return
          "participation of node \(node) is \(String(describing: values[node])), not \(String(describing: expected))"
      }
    }
    return nil
  }
}
