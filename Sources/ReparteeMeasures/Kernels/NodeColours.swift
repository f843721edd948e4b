import ReparteeGraph

/// Colours that distinguish nodes by their neighbourhoods.
///
/// A node's next colour is a hash of its own and the sum of its neighbours', all nodes at once on all threads, until no
/// colour falls apart any more: then nodes of one colour have equal ties to every colour. On social networks a few
/// rounds do, each one pass over the ties, where splitting colour by colour touches them over and over.
/// Complexity: O(n log n + m) a round. Source: Weisfeiler & Lehman, "The reduction of a graph to canonical form", 1968.
struct NodeColours {
  /// The nodes, by falling degree, then by colour, then ascending.
  let order: [UInt32]
  /// Places in `order` where a colour begins.
  let starts: [Int]
  /// Whether no colour would fall apart in another round.
  let isStable: Bool

  /// More rounds than a social network takes; where they do not do, `PartitionRefinement` goes on.
  private static let rounds = 16

  init(of graph: Adjacency, weights: [Int]?) {
    let count = graph.nodeCount
    let byDegree = DegreeOrder(graph)
    let memory = LargePages<UInt64>(count: count)
    defer { withExtendedLifetime(memory) {} }
    let colours = memory.start
    for node in 0..<count { colours[node] = SplitMix64.mixed(UInt64(graph.degree(of: node))) }
    // Nodes without ties always share a colour.
    let most = byDegree.tied + (byDegree.tied < count ? 1 : 0)
    isStable = NodeColours.refine(colours, of: graph, weights: weights, most: most)
    (order, starts) = NodeColours.sorted(byDegree.nodes, by: colours, of: graph)
  }

  /// Gives every node new colours until none falls apart any more, or there are as many as there can be; says whether
  /// that was reached. In bounds: there is a colour for every node.
  private static func refine(
    _ colours: UnsafeMutablePointer<UInt64>, of graph: Adjacency, weights: [Int]?, most: Int
  ) -> Bool {
    let count = graph.nodeCount
    let blocks = Cores.blocks(of: graph.offsets, size: 1 << 15)
    let memory = LargePages<UInt64>(count: count)
    defer { withExtendedLifetime(memory) {} }
    // What each node gives its neighbours.
    let shares = memory.start
    var distinct = 0
    for _ in 0..<rounds {
      for node in 0..<count { shares[node] = SplitMix64.mixed(colours[node]) }
      graph.withView { lists in
        Cores.forEach(count: blocks.count) { block in
          for node in blocks[block] {
            let range = lists.offsets[node]..<lists.offsets[node + 1]
            var sum: UInt64 = 0
            if let weights {
              for index in range {
                let weight = SplitMix64.mixed(UInt64(truncatingIfNeeded: weights[index]))
                sum &+= SplitMix64.mixed(shares[Int(lists.neighbours[index])] ^ weight)
              }
            } else {
              for index in range { sum &+= shares[Int(lists.neighbours[index])] }
            }
            colours[node] = SplitMix64.mixed(colours[node] &+ sum)
          }
        }
      }
      let found = NodeColours.distinct(UnsafeBufferPointer(start: colours, count: count))
      if found == distinct || found == most { return true }
      distinct = found
    }
    return false
  }

  /// The nodes, sorted by degree already, by colour within each degree, and where each colour begins.
  private static func sorted(
    _ nodes: [UInt32], by colours: UnsafeMutablePointer<UInt64>, of graph: Adjacency
  ) -> (order: [UInt32], starts: [Int]) {
    var order = nodes
    var starts: [Int] = []
    order.withUnsafeMutableBufferPointer { order in
      var first = 0
      while first < order.count {
        let degree = graph.degree(of: Int(order[first]))
        var end = first + 1
        while end < order.count, graph.degree(of: Int(order[end])) == degree { end += 1 }
        if degree > 0 {
          var keys = order[first..<end].map { (colour: colours[Int($0)], node: $0) }
          keys.sort { $0.colour != $1.colour ? $0.colour < $1.colour : $0.node < $1.node }
          for place in first..<end {
            order[place] = keys[place - first].node
            if place == first || keys[place - first].colour != keys[place - first - 1].colour { starts.append(place) }
          }
        } else {
          starts.append(first)
        }
        first = end
      }
    }
    return (order, starts)
  }

  /// How many different numbers there are: in a table of twice as many places.
  private static func distinct(_ numbers: UnsafeBufferPointer<UInt64>) -> Int {
    var bits = 1
    while 1 << bits < numbers.count * 2 { bits += 1 }
    let table = LargePages<UInt64>(repeating: 0, count: 1 << bits)
    let places = table.start
    var found = 0
    for number in numbers {
      // Numbers are hashes already; 0 marks an empty place.
      let key = number | 1
      var place = Int(number >> UInt64(64 - bits))
      while places[place] != 0, places[place] != key { place = (place + 1) & (1 << bits - 1) }
      if places[place] == 0 {
        places[place] = key
        found += 1
      }
    }
    withExtendedLifetime(table) {}
    return found
  }
}
