import ReparteeGraph

extension Betweenness {
  /// The first node whose betweenness is further from the definition's sum over all pairs than `error` allows, or nil.
  ///
  /// Distances and numbers of paths between all pairs, in tables; v lies between s and t where the distances add up.
  /// Complexity: O(n³).
  package func discrepancy(on graph: Adjacency) -> String? {
    let count = graph.nodeCount
    var distances = [[Int]](repeating: Array(repeating: .max, count: count), count: count)
    var paths = [[Double]](repeating: Array(repeating: 0, count: count), count: count)
    for source in 0..<count {
      distances[source][source] = 0
      paths[source][source] = 1
      var rim = [source]
      var distance = 0
      while !rim.isEmpty {
        distance += 1
        var further: Set<Int> = []
        for node in rim {
          for neighbour in graph[node].map(Int.init) where distances[source][neighbour] >= distance {
            distances[source][neighbour] = distance
            paths[source][neighbour] += paths[source][node]
            further.insert(neighbour)
          }
        }
        rim = further.sorted()
      }
    }
    for node in 0..<count {
      var expected = 0.0
      for source in 0..<count where source != node && distances[source][node] != .max {
        for target in (source + 1)..<max(count, source + 1) where target != node && distances[node][target] != .max {
          guard distances[source][node] + distances[node][target] == distances[source][target] else { continue }
          expected += paths[source][node] * paths[node][target] / paths[source][target]
        }
      }
      if abs(values[node] - expected) > error + 1e-9 * max(1, expected) {
        return "betweenness of node \(node) is \(values[node]), by the definition \(expected)"
      }
    }
    return nil
  }
}
