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
    var starts = [Int](repeating: 0, count: (degrees.max() ?? 0) + 2)
    for degree in degrees { starts[degree + 1] += 1 }
    for degree in 1..<starts.count { starts[degree] += starts[degree - 1] }
    var next = starts
    var order = [Int](repeating: 0, count: count)
    var places = order
    for node in 0..<count {
      places[node] = next[degrees[node]]
      order[places[node]] = node
      next[degrees[node]] += 1
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

extension Measure {
  static let coreNumber = Measure(
    "core_number", of: .voice, "the most partners that everybody has in the densest group around the voice",
    range: "1 and up, partners", source: "Batagelj & Zaveršnik 2003"
  ) { network in network.cells(CoreNumbers.compute(on: network.replyGraph.neighbours)) { .integer($0) } }
}
