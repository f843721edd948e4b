import ReparteeGraph

/// The parts of a graph within which every node reaches every other: weakly, whatever the arcs' direction, or strongly,
/// along them.
///
/// Components are numbered by size, the largest 0, ties by their smallest node. Without recursion: a path of a million
/// nodes is no deeper than any other. Complexity: O(n + m). Source of the strong ones: `StrongSearch`.
package struct Components: Sendable, Equatable {
  /// Node → the number of its component.
  package let numbers: [UInt32]
  /// Component → how many nodes it has, falling.
  package let sizes: [Int]

  /// How many components there are.
  package var count: Int { sizes.count }
  /// How many nodes the largest has; 0 without nodes.
  package var largest: Int { sizes.first ?? 0 }

  /// Numbers the parts that any labels distinguish: by size, ties by the smallest node.
  package init(labels: [UInt32]) {
    var found = [UInt32](repeating: .max, count: (labels.max().map(Int.init) ?? 0) + 1)
    var counts: [Int] = []
    var numbers = [UInt32](unsafeUninitializedCapacity: labels.count) { numbers, initialized in
      found.withUnsafeMutableBufferPointer { found in
        for node in labels.indices {
          let label = Int(labels[node])
          if found[label] == .max {
            found[label] = UInt32(truncatingIfNeeded: counts.count)
            counts.append(0)
          }
          counts[Int(found[label])] += 1
          numbers[node] = found[label]
        }
      }
      initialized = labels.count
    }
    // Most parts are single nodes, which stand in order already.
    let order =
      counts.indices.filter { counts[$0] > 1 }.sorted {
        counts[$0] != counts[$1] ? counts[$0] > counts[$1] : $0 < $1
      } + counts.indices.filter { counts[$0] == 1 }
    var places = [UInt32](repeating: 0, count: counts.count)
    for (place, number) in order.enumerated() { places[number] = UInt32(truncatingIfNeeded: place) }
    numbers.withUnsafeMutableBufferPointer { numbers in
      for node in numbers.indices { numbers[node] = places[Int(numbers[node])] }
    }
    self.numbers = numbers
    sizes = order.map { counts[$0] }
  }

  /// How many arcs begin and end in the largest component.
  package func arcsInLargest(of graph: Graph) -> Int {
    numbers.indices.reduce(0) { arcs, node in
      numbers[node] != 0 ? arcs : arcs + graph.outNeighbours(of: node).count { numbers[Int($0)] == 0 }
    }
  }

  /// The connected components of an undirected graph. In bounds: neighbours are nodes.
  package static func connected(in graph: Adjacency) -> Components {
    var labels = [UInt32](repeating: .max, count: graph.nodeCount)
    labels.withUnsafeMutableBufferPointer { labels in
      graph.withView { lists in
        var waiting: [UInt32] = []
        for root in labels.indices where labels[root] == .max {
          labels[root] = UInt32(truncatingIfNeeded: root)
          waiting.append(UInt32(truncatingIfNeeded: root))
          while let node = waiting.popLast() {
            for neighbour in lists[node] where labels[Int(neighbour)] == .max {
              labels[Int(neighbour)] = UInt32(truncatingIfNeeded: root)
              waiting.append(neighbour)
            }
          }
        }
      }
    }
    return Components(labels: labels)
  }

  /// The weak components of a directed graph.
  package static func weak(in graph: Graph) -> Components { connected(in: Adjacency(symmetrised: graph)) }

  /// The strong components of a directed graph.
  package static func strong(in graph: Graph) -> Components {
    Components(labels: StrongSearch.labels(of: graph))
  }
}

extension Components {
  /// The first pair of nodes that share a component wrongly, or nil: by what each node reaches, found again from each.
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

/// Strong components, each named by one of its nodes.
///
/// Social graphs have one huge strong component and very many small ones. The huge one is what the node of most arcs
/// reaches and is reached from: two plain searches, one a thread, that ask one bit a node. Tarjan's search, whose every
/// step waits for several places in memory, is left with the rest, and ends at what is known already. Where no component
/// is huge the two searches cost as much again at most. Complexity: O(n + m). Sources: Fleischer, Hendrickson, Pınar,
/// "On Identifying Strongly Connected Components in Parallel", IPDPS 2000, https://doi.org/10.1007/3-540-45591-4_68;
/// Tarjan, "Depth-first search and linear graph algorithms", 1972, https://doi.org/10.1137/0201010.
enum StrongSearch {
  /// Node → a node of its component, the same for all of them.
  static func labels(of graph: Graph) -> [UInt32] {
    let count = graph.nodeCount
    var labels = [UInt32](repeating: .max, count: count)
    guard let pivot = pivot(of: graph) else { return labels }
    let reached = Cores.map(count: 2) { direction in
      NodeMarks(reachedFrom: pivot, along: direction == 0 ? graph.outgoing : graph.incoming)
    }
    for node in 0..<count where reached[0].contains(node) && reached[1].contains(node) { labels[node] = UInt32(pivot) }
    labels.withUnsafeMutableBufferPointer { labels in
      graph.outgoing.withView { arcs in
        guard let labels = labels.baseAddress else { return }
        var search = TarjanSearch(arcs, count: count, labels: labels)
        for root in 0..<count where labels[root] == .max { search.visit(from: UInt32(root)) }
      }
    }
    return labels
  }

  /// The node most likely to be in the largest component: that of most arcs in and out, multiplied.
  private static func pivot(of graph: Graph) -> Int? {
    func arcs(_ node: Int) -> Int { graph.outgoing.degree(of: node) * graph.incoming.degree(of: node) }
    return (0..<graph.nodeCount).max { arcs($0) < arcs($1) }
  }
}

/// A bit a node.
private struct NodeMarks {
  private var words: [UInt64]

  /// Marks what can be reached from a node, itself included.
  init(reachedFrom root: Int, along lists: Adjacency) {
    words = Array(repeating: 0, count: lists.nodeCount / 64 + 1)
    words[root >> 6] |= 1 << UInt64(root & 63)
    words.withUnsafeMutableBufferPointer { words in
      lists.withView { lists in
        var waiting = [UInt32(root)]
        while let node = waiting.popLast() {
          for neighbour in lists[node] {
            let bit: UInt64 = 1 << UInt64(neighbour & 63)
            if words[Int(neighbour >> 6)] & bit == 0 {
              words[Int(neighbour >> 6)] |= bit
              waiting.append(neighbour)
            }
          }
        }
      }
    }
  }

  @inline(__always) func contains(_ node: Int) -> Bool { words[node >> 6] >> UInt64(node & 63) & 1 == 1 }
}

/// Tarjan's search with its call stack in an array: a path of a million nodes is no deeper than any other. In bounds:
/// targets are nodes, which have a label and a state each.
private struct TarjanSearch {
  private let arcs: Adjacency.View
  /// Node → its component, by a node of it; `.max` before that is known.
  private let labels: UnsafeMutablePointer<UInt32>
  /// Node → when it was met, from 1 (0 before), and the earliest node on the stack that it is known to reach.
  private let states: LargePages<(met: UInt32, earliest: UInt32)>
  /// The nodes being visited, and the next arc of each.
  private var path: [(node: UInt32, next: Int)] = []
  private var open: [UInt32] = []
  private var time: UInt32 = 0

  init(_ arcs: Adjacency.View, count: Int, labels: UnsafeMutablePointer<UInt32>) {
    (self.arcs, self.labels) = (arcs, labels)
    states = LargePages(repeating: (0, 0), count: count)
  }

  mutating func visit(from root: UInt32) {
    let states = states.start
    enter(root)
    while let (node, next) = path.popLast() {
      let end = arcs.offsets[Int(node) + 1]
      var (index, earliest) = (next, states[Int(node)].earliest)
      var below: UInt32?
      while index < end, below == nil {
        let target = arcs.neighbours[index]
        index += 1
        guard labels[Int(target)] == .max else { continue }
        if states[Int(target)].met == 0 { below = target } else { earliest = min(earliest, states[Int(target)].met) }
      }
      states[Int(node)].earliest = earliest
      if let below {
        path.append((node, index))
        enter(below)
      } else {
        leave(node)
      }
    }
  }

  private mutating func enter(_ node: UInt32) {
    time += 1
    states.start[Int(node)] = (time, time)
    path.append((node, arcs.offsets[Int(node)]))
    open.append(node)
  }

  private mutating func leave(_ node: UInt32) {
    let state = states.start[Int(node)]
    if let above = path.last.map({ Int($0.node) }) {
      states.start[above].earliest = min(states.start[above].earliest, state.earliest)
    }
    guard state.earliest == state.met else { return }
    while let member = open.popLast() {
      labels[Int(member)] = node
      if member == node { break }
    }
  }
}

extension MeasuredNetwork {
  /// The weak components of the reply graph.
  package var weakComponents: Components {
    remember("weakComponents") { Components.connected(in: replyGraph.neighbours) }
  }
  /// The strong components of the reply graph.
  package var strongComponents: Components { remember("strongComponents") { Components.strong(in: replyGraph.arcs) } }
}
