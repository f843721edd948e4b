import SocialGraph

/// Draws one of the shortest paths between two nodes, each as likely as the others.
///
/// Two searches meet in the middle, the one with fewer edges at its rim going first, so that a draw costs a small part
/// of the graph. A node's distance and number of paths lie side by side, and lists are used over and over, so that a
/// draw waits for one place in memory a node met and makes nothing. Scratch space of one thread: 32 bytes a node, clean
/// between two calls.
struct PathSampler {
  private let graph: Adjacency
  private let sides: (Side, Side)
  private var meetings: [UInt32] = []
  private var counts: [Double] = []

  init(_ graph: Adjacency) {
    self.graph = graph
    sides = (Side(graph.nodeCount), Side(graph.nodeCount))
  }

  /// The nodes between `source` and `target` on the drawn path; none where no path joins them.
  mutating func draw(from source: Int, to target: Int, _ draws: inout Draws) -> [UInt32] {
    var between: [UInt32] = []
    graph.offsets.withUnsafeBufferPointer { offsets in
      graph.neighbours.withUnsafeBufferPointer { neighbours in
        let lists = Lists(offsets: offsets, neighbours: neighbours)
        sides.0.start(at: source, in: lists)
        sides.1.start(at: target, in: lists)
        // Where one side has nowhere to go, no path joins the two.
        while !sides.0.rim.isEmpty, !sides.1.rim.isEmpty {
          let isFirst = sides.0.rimEdges <= sides.1.rimEdges
          let (side, other) = isFirst ? (sides.0, sides.1) : (sides.1, sides.0)
          side.advance(in: lists)
          meetings.removeAll(keepingCapacity: true)
          counts.removeAll(keepingCapacity: true)
          // Every shortest path crosses this rim once.
          for node in side.rim where other.states[Int(node)].distance >= 0 {
            meetings.append(node)
            counts.append(side.states[Int(node)].paths * other.states[Int(node)].paths)
          }
          if meetings.isEmpty { continue }
          let meeting = meetings[draws.position(weights: counts)]
          if meeting != UInt32(source), meeting != UInt32(target) { between.append(meeting) }
          sides.0.walkBack(from: Int(meeting), in: lists, &draws) { between.append($0) }
          sides.1.walkBack(from: Int(meeting), in: lists, &draws) { between.append($0) }
          break
        }
        sides.0.clear()
        sides.1.clear()
      }
    }
    return between
  }

  private struct Lists {
    let offsets: UnsafeBufferPointer<Int>
    let neighbours: UnsafeBufferPointer<UInt32>

    @inline(__always) func degree(of node: Int) -> Int { offsets[node + 1] - offsets[node] }
  }

  /// What one search knows of a node: how far it is, −1 before it is met, and how many shortest paths lead to it.
  private struct State: BitwiseCopyable {
    var paths: Double
    var distance: Int
  }

  /// One of the two searches.
  private final class Side {
    let memory: LargePages<State>
    let states: UnsafeMutablePointer<State>
    /// The nodes met last, all equally far.
    var rim: [UInt32] = []
    var rimEdges = 0
    private var old: [UInt32] = []
    private var met: [UInt32] = []
    private var nearer: [UInt32] = []
    private var counts: [Double] = []

    init(_ count: Int) {
      memory = LargePages(repeating: State(paths: 0, distance: -1), count: count)
      states = memory.start
    }

    func start(at node: Int, in lists: Lists) {
      states[node] = State(paths: 1, distance: 0)
      met.append(UInt32(node))
      rim.removeAll(keepingCapacity: true)
      rim.append(UInt32(node))
      rimEdges = lists.degree(of: node)
    }

    func advance(in lists: Lists) {
      swap(&old, &rim)
      rim.removeAll(keepingCapacity: true)
      var next = rim
      rim = []
      var edges = 0
      let states = states
      for node in old {
        let (further, paths) = (states[Int(node)].distance + 1, states[Int(node)].paths)
        for index in lists.offsets[Int(node)]..<lists.offsets[Int(node) + 1] {
          let neighbour = Int(lists.neighbours[index])
          if states[neighbour].distance < 0 {
            states[neighbour] = State(paths: paths, distance: further)
            next.append(UInt32(truncatingIfNeeded: neighbour))
            edges += lists.degree(of: neighbour)
          } else if states[neighbour].distance == further {
            states[neighbour].paths += paths
          }
        }
      }
      met += next
      rim = next
      rimEdges = edges
    }

    /// Steps back to this side's start, each time to a predecessor as likely as its paths are many.
    func walkBack(from node: Int, in lists: Lists, _ draws: inout Draws, _ visit: (UInt32) -> Void) {
      var node = node
      while states[node].distance > 1 {
        nearer.removeAll(keepingCapacity: true)
        counts.removeAll(keepingCapacity: true)
        for index in lists.offsets[node]..<lists.offsets[node + 1] {
          let neighbour = lists.neighbours[index]
          if states[Int(neighbour)].distance == states[node].distance - 1 {
            nearer.append(neighbour)
            counts.append(states[Int(neighbour)].paths)
          }
        }
        let chosen = nearer[draws.position(weights: counts)]
        visit(chosen)
        node = Int(chosen)
      }
    }

    func clear() {
      for node in met { states[Int(node)] = State(paths: 0, distance: -1) }
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
