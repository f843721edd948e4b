import ReparteeGraph

extension HITS {
  /// The first way in which hubs and authorities break their own equations, or nil: pushed along the arcs, where the
  /// kernel pulls, and the leading singular value compared with a bound that no vector can exceed by chance.
  ///
  /// Complexity: O(steps · m).
  package func discrepancy(on graph: Graph, tolerance: Double = 1e-9) -> String? {
    let arcs = (0..<graph.nodeCount).flatMap { node in graph.outNeighbours(of: node).map { (node, Int($0)) } }
    guard !arcs.isEmpty else {
      return (hubs + authorities).allSatisfy { $0 == 0 } ? nil : "a graph without arcs has neither hubs nor authorities"
    }
    guard hubs.count == graph.nodeCount, authorities.count == graph.nodeCount else { return "a value is missing" }
    func pushed(_ values: [Double], _ ends: KeyPath<(Int, Int), Int>, _ starts: KeyPath<(Int, Int), Int>) -> [Double] {
      var sums = [Double](repeating: 0, count: graph.nodeCount)
      for arc in arcs { sums[arc[keyPath: ends]] += values[arc[keyPath: starts]] }
      let total = sums.reduce(0, +)
      return sums.map { $0 / total }
    }
    func distance(_ left: [Double], _ right: [Double]) -> Double {
      zip(left, right).reduce(0) { $0 + abs($1.0 - $1.1) }
    }
    if distance(pushed(hubs, \.1, \.0), authorities) > tolerance { return "authorities are not what the hubs give" }
    if distance(pushed(authorities, \.0, \.1), hubs) > tolerance { return "hubs are not what the authorities give" }
    // No vector grows by more than the leading singular value's square, so none may grow by more than the hubs.
    func growth(_ values: [Double]) -> Double {
      var sums = [Double](repeating: 0, count: graph.nodeCount)
      for arc in arcs { sums[arc.1] += values[arc.0] }
      return sums.reduce(0) { $0 + $1 * $1 } / values.reduce(0) { $0 + $1 * $1 }
    }
    var other = (0..<graph.nodeCount).map { 1 + Double($0 * 7919 % 101) }
    for _ in 0..<60 { other = pushed(pushed(other, \.1, \.0), \.0, \.1) }
    let (own, found) = (growth(hubs), growth(other))
    return found > own * (1 + 1e-9) ? "another start grows by \(found) a step, the hubs by \(own)" : nil
  }
}
