import SocialGraph

/// The parts of a graph within which every node reaches every other: weakly, whatever the arcs' direction, or strongly,
/// along them.
///
/// Components are numbered by size, the largest 0, ties by their smallest node. Without recursion: a path of a million
/// nodes is no deeper than any other. Complexity: O(n + m). Source of the strong ones: Tarjan, "Depth-first search and
/// linear graph algorithms", SIAM J. Computing 1 (1972), https://doi.org/10.1137/0201010.
public struct Components: Sendable, Equatable {
  /// Node → the number of its component.
  public let numbers: [UInt32]
  /// Component → how many nodes it has, falling.
  public let sizes: [Int]

  /// How many components there are.
  public var count: Int { sizes.count }
  /// How many nodes the largest has; 0 without nodes.
  public var largest: Int { sizes.first ?? 0 }

  /// Numbers the parts that any labels tell apart: by size, ties by the smallest node.
  public init(labels: [UInt32]) {
    var found = [UInt32](repeating: .max, count: (labels.max().map(Int.init) ?? 0) + 1)
    var counts: [Int] = []
    let numbers = labels.map { label in
      if found[Int(label)] == .max {
        found[Int(label)] = UInt32(counts.count)
        counts.append(0)
      }
      counts[Int(found[Int(label)])] += 1
      return found[Int(label)]
    }
    let order = counts.indices.sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : $0 < $1 }
    var places = [UInt32](repeating: 0, count: counts.count)
    for (place, number) in order.enumerated() { places[number] = UInt32(place) }
    self.numbers = numbers.map { places[Int($0)] }
    sizes = order.map { counts[$0] }
  }

  /// How many arcs begin and end in the largest component.
  public func arcsInLargest(of graph: Graph) -> Int {
    numbers.indices.reduce(0) { arcs, node in
      numbers[node] != 0 ? arcs : arcs + graph.outNeighbours(of: node).count { numbers[Int($0)] == 0 }
    }
  }

  /// The connected components of an undirected graph.
  public static func connected(in graph: Adjacency) -> Components {
    var labels = [UInt32](repeating: .max, count: graph.nodeCount)
    var waiting: [UInt32] = []
    for root in 0..<graph.nodeCount where labels[root] == .max {
      labels[root] = UInt32(root)
      waiting.append(UInt32(root))
      while let node = waiting.popLast() {
        for neighbour in graph[Int(node)] where labels[Int(neighbour)] == .max {
          labels[Int(neighbour)] = UInt32(root)
          waiting.append(neighbour)
        }
      }
    }
    return Components(labels: labels)
  }

  /// The weak components of a directed graph.
  public static func weak(in graph: Graph) -> Components { connected(in: Adjacency(symmetrised: graph)) }

  /// The strong components of a directed graph.
  public static func strong(in graph: Graph) -> Components {
    var search = StrongSearch(graph.outgoing)
    for root in 0..<graph.nodeCount { search.visit(from: root) }
    return Components(labels: search.labels)
  }
}

/// Tarjan's search with its call stack in an array.
private struct StrongSearch {
  private let arcs: Adjacency
  /// Node → when it was met, from 1; 0 before.
  private var met: [UInt32]
  /// Node → the earliest node on the stack that it is known to reach.
  private var earliest: [UInt32]
  /// Node → its next arc to follow.
  private var next: [Int]
  private var path: [Int] = []
  private var open: [Int] = []
  private var time: UInt32 = 0
  /// Node → its component, by a node of it.
  private(set) var labels: [UInt32]

  init(_ arcs: Adjacency) {
    self.arcs = arcs
    met = Array(repeating: 0, count: arcs.nodeCount)
    earliest = met
    labels = Array(repeating: .max, count: arcs.nodeCount)
    next = Array(arcs.offsets.dropLast())
  }

  mutating func visit(from root: Int) {
    guard met[root] == 0 else { return }
    enter(root)
    while let node = path.last {
      if next[node] < arcs.offsets[node + 1] {
        let target = Int(arcs.neighbours[next[node]])
        next[node] += 1
        if met[target] == 0 {
          enter(target)
        } else if labels[target] == .max {
          earliest[node] = min(earliest[node], met[target])
        }
      } else {
        leave(node)
      }
    }
  }

  private mutating func enter(_ node: Int) {
    time += 1
    met[node] = time
    earliest[node] = time
    path.append(node)
    open.append(node)
  }

  private mutating func leave(_ node: Int) {
    path.removeLast()
    if let above = path.last { earliest[above] = min(earliest[above], earliest[node]) }
    guard earliest[node] == met[node] else { return }
    while let member = open.popLast() {
      labels[member] = UInt32(node)
      if member == node { break }
    }
  }
}

extension MeasuredNetwork {
  /// The weak components of the reply graph.
  public var weakComponents: Components {
    remember("weakComponents") { Components.connected(in: replyGraph.neighbours) }
  }
  /// The strong components of the reply graph.
  public var strongComponents: Components { remember("strongComponents") { Components.strong(in: replyGraph.arcs) } }
}
