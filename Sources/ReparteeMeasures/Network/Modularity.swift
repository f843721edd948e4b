import ReparteeGraph

/// Modularity: how much more of the weight lies inside communities than chance would put there.
///
/// Q = Σ over communities c of (inside_c / 2m − (strength_c / 2m)²), each edge counted at both ends. Range −0.5 to 1;
/// above about 0.3 the communities mean something; not defined without edges. Complexity: O(n + m). Source: Newman,
/// "Analysis of weighted networks", Physical Review E 70 (2004), https://doi.org/10.1103/PhysRevE.70.056131.
package enum Modularity {
  /// The modularity of communities (node → number) of an undirected graph; `weights` run parallel to its neighbours.
  package static func compute(of communities: [UInt32], on graph: Adjacency, weights: [Int]? = nil) -> Double? {
    let count = (communities.max().map(Int.init) ?? 0) + 1
    var (inside, strength) = ([Int](repeating: 0, count: count), [Int](repeating: 0, count: count))
    let blocks = Cores.blocks(of: graph.nodeCount, size: 1 << 13)
    let parts = Cores.map(count: blocks.count) { block in
      blocks[block].map { node in
        var (own, all) = (0, 0)
        for index in graph.offsets[node]..<graph.offsets[node + 1] {
          let weight = weights?[index] ?? 1
          all += weight
          if communities[Int(graph.neighbours[index])] == communities[node] { own += weight }
        }
        return (inside: own, strength: all)
      }
    }
    for (node, part) in parts.joined().enumerated() {
      inside[Int(communities[node])] += part.inside
      strength[Int(communities[node])] += part.strength
    }
    let total = Double(strength.reduce(0, +))
    guard total > 0 else { return nil }
    return (0..<count).reduce(0) { sum, community in
      let share = Double(strength[community]) / total
      return sum + Double(inside[community]) / total - share * share
    }
  }

  /// What is wrong with a result, or nil: the sum over all ordered pairs of one community of A − k k / 2m.
  ///
  /// Complexity: O(n²).
  package static func discrepancy(
    of modularity: Double?, communities: [UInt32], on graph: Adjacency, weights: [Int]? = nil
  ) -> String? {
    var ties: [[UInt32]: Int] = [:]
    for node in 0..<graph.nodeCount {
      for (place, neighbour) in graph[node].enumerated() {
        ties[[UInt32(node), neighbour]] = weights?[graph.offsets[node] + place] ?? 1
      }
    }
    let strengths = (0..<graph.nodeCount).map { node in
      graph[node].reduce(0.0) { $0 + Double(ties[[UInt32(node), $1]] ?? 0) }
    }
    let total = strengths.reduce(0, +)
    guard total > 0 else { return modularity == nil ? nil : "there is no edge" }
    var sum = 0.0
    for left in communities.indices {
      for right in communities.indices where communities[left] == communities[right] {
        sum += Double(ties[[UInt32(left), UInt32(right)]] ?? 0) - strengths[left] * strengths[right] / total
      }
    }
    return abs((modularity ?? -2) - sum / total) < 1e-9 ? nil : "modularity is \(sum / total)"
  }
}
