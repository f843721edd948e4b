import ReparteeGraph

/// Participation coefficient: how evenly a voice's ties are spread over the communities.
///
/// 1 − Σ over communities s of (k_s / k)², for k ties of which k_s lead into s: 0 where all lead into one community,
/// near 1 where they reach many alike. Undirected, unweighted; not defined for a node without neighbours.
/// Complexity: O(n + m). Source: Guimerà & Amaral, "Functional cartography of complex metabolic networks", Nature 433
/// (2005), https://doi.org/10.1038/nature03288.
package enum Participation {
  /// Node → participation over the given communities (node → number), nil for a node without neighbours.
  package static func compute(on graph: Adjacency, communities: [UInt32]) -> [Double?] {
    var ties = [Int](repeating: 0, count: (communities.max().map(Int.init) ?? 0) + 1)
    return (0..<graph.nodeCount).map { node in
      let degree = graph.degree(of: node)
      guard degree > 0 else { return nil }
      for neighbour in graph[node] { ties[Int(communities[Int(neighbour)])] += 1 }
      var squares = 0
      for neighbour in graph[node] {
        let community = Int(communities[Int(neighbour)])
        squares += ties[community] * ties[community]
        ties[community] = 0
      }
      return Double(degree * degree - squares) / Double(degree * degree)
    }
  }
}

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

extension Measure {
  static let participation = Measure(
    "participation", of: .voice, "how evenly the voice's ties are spread over the communities",
    range: "0 to below 1; empty without a reply arc", source: "Guimerà & Amaral 2005"
  ) { network in
    let values = Participation.compute(on: network.replyGraph.neighbours, communities: network.leiden.communities)
    return network.cells(values) { .decimal($0 ?? nil, places: Measure.places) }
  }
}
