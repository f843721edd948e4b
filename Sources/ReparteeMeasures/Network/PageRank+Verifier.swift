import ReparteeGraph

extension PageRank {
  /// The largest amount by which the ranks break their own equation or their sum, as an L1 distance.
  ///
  /// It pushes along outgoing edges, where the kernel pulls along incoming ones, and spreads the dangling mass apart.
  /// A converged result is below its tolerance. Complexity: O(n + m).
  package func residual(on graph: Graph, damping: Double = 0.85) -> Double {
    let count = graph.nodeCount
    guard count > 0 else { return 0 }
    var expected = [Double](repeating: (1 - damping) / Double(count), count: count)
    for node in 0..<count {
      let neighbours = graph.outNeighbours(of: node)
      if neighbours.isEmpty {
        for other in 0..<count { expected[other] += damping * ranks[node] / Double(count) }
      }
      for neighbour in neighbours { expected[Int(neighbour)] += damping * ranks[node] / Double(neighbours.count) }
    }
    let distance = zip(ranks, expected).reduce(0) { $0 + abs($1.0 - $1.1) }
    return max(distance, abs(ranks.reduce(0, +) - 1))
  }
}
