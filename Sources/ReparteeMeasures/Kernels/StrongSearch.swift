import ReparteeGraph

/// Strong components, each told by one of its nodes.
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

/// Tarjan's search with its call stack in an array: a path of a million nodes is no deeper than any other.
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
