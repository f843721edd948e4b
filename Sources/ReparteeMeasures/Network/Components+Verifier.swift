import ReparteeGraph

extension Components {
  /// The first pair of nodes that share a component wrongly, or nil: by what each node reaches, found anew from each.
  ///
  /// Complexity: O(n · (n + m)).
  package func discrepancy(strongIn graph: Graph) -> String? {
    let reached = (0..<graph.nodeCount).map { Self.reached(from: $0, over: [graph.outgoing]) }
    return discrepancy { reached[$0].contains($1) && reached[$1].contains($0) }
  }

  /// The same for weak components: reach in either direction.
  package func discrepancy(weakIn graph: Graph) -> String? {
    let reached = (0..<graph.nodeCount).map { Self.reached(from: $0, over: [graph.outgoing, graph.incoming]) }
    return discrepancy { reached[$0].contains($1) }
  }

  private func discrepancy(_ areTogether: (Int, Int) -> Bool) -> String? {
    for left in numbers.indices {
      for right in numbers.indices where areTogether(left, right) != (numbers[left] == numbers[right]) {
        return "nodes \(left) and \(right) are wrongly \(numbers[left] == numbers[right] ? "together" : "apart")"
      }
    }
    for (number, size) in sizes.enumerated() where numbers.count(where: { $0 == UInt32(number) }) != size {
      return "component \(number) has not \(size) nodes"
    }
    return zip(sizes, sizes.dropFirst()).allSatisfy { $0 >= $1 } ? nil : "sizes do not fall"
  }

  private static func reached(from root: Int, over directions: [Adjacency]) -> Set<Int> {
    var seen: Set<Int> = [root]
    var waiting = [root]
    while let node = waiting.popLast() {
      for direction in directions {
        for neighbour in direction[node] where seen.insert(Int(neighbour)).inserted { waiting.append(Int(neighbour)) }
      }
    }
    return seen
  }
}
