import ReparteeGraph

extension CoreNumbers {
  /// The first node whose core number is not found by pruning the graph anew for every k, or nil.
  ///
  /// Complexity: O(k · n · (n + m)).
  package static func discrepancy(of numbers: [UInt32], on graph: Adjacency) -> String? {
    var expected = [UInt32](repeating: 0, count: graph.nodeCount)
    var inside = Set(0..<graph.nodeCount)
    var k: UInt32 = 0
    while !inside.isEmpty {
      k += 1
      while let node = inside.first(where: { node in graph[node].count { inside.contains(Int($0)) } < k }) {
        inside.remove(node)
      }
      for node in inside { expected[node] = k }
    }
    for node in expected.indices where numbers[node] != expected[node] {
      return "core number of node \(node) is \(numbers[node]), by the definition \(expected[node])"
    }
    return nil
  }
}
