import ReparteeGraph

/// Core numbers: the largest k such that a node is in a group where everybody has at least k ties inside the group.
///
/// A high value means being in the thick of a dense talk, not merely having many partners: a hub of leaves has 1.
/// Undirected. Range 0 to the degree. Complexity: O(n + m), by taking off the node of least degree over and over.
/// Source: Batagelj & Zaveršnik, "An O(m) Algorithm for Cores Decomposition of Networks", 2003,
/// https://arxiv.org/abs/cs/0310049.
package enum CoreNumbers {
  /// Node → core number.
  package static func compute(on graph: Adjacency) -> [UInt32] {
    let count = graph.nodeCount
    var degrees = (0..<count).map { graph.degree(of: $0) }
    // Nodes sorted by degree: where each degree's run begins, the order, and each node's place in it.
    let buckets = Buckets(count: (degrees.max() ?? 0) + 1) { counts in for degree in degrees { counts[degree] += 1 } }
    var starts = buckets.offsets
    var (order, places) = buckets.withNextPlaces { next in
      var order = [Int](repeating: 0, count: count)
      var places = order
      for node in 0..<count {
        places[node] = next[degrees[node]]
        order[places[node]] = node
        next[degrees[node]] += 1
      }
      return (order, places)
    }
    for place in 0..<count {
      let node = order[place]
      for neighbour in graph[node].lazy.map(Int.init) where degrees[neighbour] > degrees[node] {
        // The neighbour loses a tie: it changes places with the first of its run, and the run begins one later.
        let degree = degrees[neighbour]
        let first = max(starts[degree], place + 1)
        let other = order[first]
        order.swapAt(first, places[neighbour])
        places[other] = places[neighbour]
        places[neighbour] = first
        starts[degree] = first + 1
        degrees[neighbour] = degree - 1
      }
    }
    return degrees.map { UInt32($0) }
  }
}

extension CoreNumbers {
  /// The first node whose core number is not found by pruning the graph again for every k, or nil.
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

extension Measure {
  static let coreNumber = Measure(
    "core_number", of: .voice, "the most partners that everybody has in the densest group around the voice",
    range: "1 and up, partners; empty without a reply arc", source: "Batagelj & Zaveršnik 2003"
  ) { network in network.cells(CoreNumbers.compute(on: network.replyGraph.neighbours)) { .integer($0) } }
}
