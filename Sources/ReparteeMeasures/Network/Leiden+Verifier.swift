import ReparteeGraph

extension Leiden {
  /// What breaks a promise of the algorithm, or nil: a community that is not connected, a node that would gain by moving
  /// to a neighbour's community or by standing alone, sizes that are wrong, or a modularity that is.
  ///
  /// Complexity: O(n² + m d).
  package func discrepancy(on graph: Adjacency, weights: [Int]? = nil) -> String? {
    let members = Dictionary(grouping: communities.indices, by: { communities[$0] })
    for (number, nodes) in members {
      if sizes[Int(number)] != nodes.count { return "community \(number) has not \(sizes[Int(number)]) members" }
      var seen: Set<Int> = [nodes[0]]
      var waiting = [nodes[0]]
      while let node = waiting.popLast() {
        for other in graph[node].map(Int.init) where communities[other] == number && seen.insert(other).inserted {
          waiting.append(other)
        }
      }
      if seen.count != nodes.count { return "community \(number) is not connected" }
    }
    guard members.count == sizes.count, zip(sizes, sizes.dropFirst()).allSatisfy({ $0 >= $1 }) else {
      return "sizes do not fall, or a community is empty"
    }
    for node in communities.indices {
      for target in Set(graph[node].map { communities[Int($0)] }).union([UInt32(sizes.count)]) {
        var moved = communities
        moved[node] = target
        let other = Modularity.compute(of: moved, on: graph, weights: weights) ?? 0
        if other > (modularity ?? 0) + 1e-9 { return "node \(node) would gain in community \(target)" }
      }
    }
    return Modularity.discrepancy(of: modularity, communities: communities, on: graph, weights: weights)
  }
}
