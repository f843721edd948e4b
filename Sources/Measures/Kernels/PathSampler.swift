import SocialGraph

/// Draws one of the shortest paths between two nodes, each as likely as the others.
///
/// Two searches meet in the middle, the one with fewer edges at its rim going first, so that a draw costs a small part
/// of the graph. Scratch space of one thread: 24 bytes a node, clean between two calls.
struct PathSampler {
  private let graph: Adjacency
  private var sides: [Side]

  init(_ graph: Adjacency) {
    self.graph = graph
    sides = [Side(graph.nodeCount), Side(graph.nodeCount)]
  }

  /// The nodes between `source` and `target` on the drawn path; none where no path joins them.
  mutating func draw(from source: Int, to target: Int, _ draws: inout Draws) -> [UInt32] {
    sides[0].start(at: source, in: graph)
    sides[1].start(at: target, in: graph)
    var between: [UInt32] = []
    while let side = [0, 1].filter({ !sides[$0].rim.isEmpty }).min(by: { sides[$0].rimEdges < sides[$1].rimEdges }) {
      sides[side].advance(in: graph)
      let other = sides[1 - side]
      let meetings = sides[side].rim.filter { other.distances[Int($0)] >= 0 }
      if meetings.isEmpty { continue }
      // Every shortest path crosses this rim once.
      let counts = meetings.map { sides[side].paths[Int($0)] * other.paths[Int($0)] }
      let meeting = meetings[draws.position(weights: counts)]
      if meeting != UInt32(source), meeting != UInt32(target) { between.append(meeting) }
      for side in sides { side.walkBack(from: Int(meeting), in: graph, &draws) { between.append($0) } }
      break
    }
    sides[0].clear()
    sides[1].clear()
    return between
  }

  /// One of the two searches.
  private struct Side {
    private(set) var distances: [Int32]
    private(set) var paths: [Double]
    /// The nodes met last, all equally far.
    private(set) var rim: [UInt32] = []
    private(set) var rimEdges = 0
    private var met: [UInt32] = []

    init(_ count: Int) {
      distances = Array(repeating: -1, count: count)
      paths = Array(repeating: 0, count: count)
    }

    mutating func start(at node: Int, in graph: Adjacency) {
      distances[node] = 0
      paths[node] = 1
      met.append(UInt32(node))
      rim = [UInt32(node)]
      rimEdges = graph.degree(of: node)
    }

    mutating func advance(in graph: Adjacency) {
      let old = rim
      rim.removeAll(keepingCapacity: true)
      rimEdges = 0
      for node in old.lazy.map(Int.init) {
        let further = distances[node] + 1
        for index in graph.offsets[node]..<graph.offsets[node + 1] {
          let neighbour = Int(graph.neighbours[index])
          if distances[neighbour] < 0 {
            distances[neighbour] = further
            rim.append(UInt32(neighbour))
            rimEdges += graph.degree(of: neighbour)
          }
          if distances[neighbour] == further { paths[neighbour] += paths[node] }
        }
      }
      met += rim
    }

    /// Steps back to this side's start, each time to a predecessor as likely as its paths are many.
    func walkBack(from node: Int, in graph: Adjacency, _ draws: inout Draws, _ visit: (UInt32) -> Void) {
      var node = node
      while distances[node] > 1 {
        let nearer = graph[node].filter { distances[Int($0)] == distances[node] - 1 }
        let chosen = nearer[draws.position(weights: nearer.map { paths[Int($0)] })]
        visit(chosen)
        node = Int(chosen)
      }
    }

    mutating func clear() {
      for node in met.lazy.map(Int.init) {
        distances[node] = -1
        paths[node] = 0
      }
      met.removeAll(keepingCapacity: true)
    }
  }
}

extension Draws {
  /// A position of `weights`, each as likely as its weight says; there is at least one.
  mutating func position(weights: [Double]) -> Int {
    var left = fraction() * weights.reduce(0, +)
    for (position, weight) in weights.enumerated() {
      if left < weight { return position }
      left -= weight
    }
    return weights.count - 1
  }
}
