import ReparteeGraph

/// Draws shortest paths between two nodes, each as likely as the others.
///
/// Two searches meet in the middle, the one with fewer edges at its rim going first, so that a pair costs a small part
/// of the graph. What most steps ask is whether a node is known and how far it is, to either search: half a byte for
/// each, the distance modulo three, since neighbours are no more than one step apart. So the marks of a large graph fit
/// the cache, and numbers of paths are read only where a node is met. In bounds: neighbours are nodes. Once the searches have touched, only what both
/// know is looked at. Scratch space of one thread: 17 bytes a node, clean between two calls.
struct PathSampler {
  private let graph: Adjacency
  /// Node → its distance modulo three, plus one (0: not met), from the source in two bits and from the target in two.
  private let marks: LargePages<UInt8>
  private var sides: (Side, Side)
  private var meetings: [UInt32] = []
  private var counts: [Double] = []

  /// One of the two searches.
  private struct Side {
    /// Where its bits begin in a mark.
    let shift: UInt8
    /// Node → how many shortest paths lead to it.
    let paths: LargePages<Double>
    /// The nodes that it met, by rising distance, and where each distance begins.
    var met: [UInt32] = []
    var levels: [Int] = []
    /// How many edges the last level has.
    var rimEdges = 0

    @inline(__always) func mark(_ distance: Int) -> UInt8 { UInt8(truncatingIfNeeded: distance % 3 + 1) }
    @inline(__always) func mark(in marks: UInt8) -> UInt8 { marks >> shift & 3 }
  }

  init(_ graph: Adjacency) {
    self.graph = graph
    marks = LargePages(repeating: 0, count: graph.nodeCount)
    sides = (
      Side(shift: 0, paths: LargePages(count: graph.nodeCount)),
      Side(shift: 2, paths: LargePages(count: graph.nodeCount))
    )
  }

  /// Appends the nodes between `source` and `target` on `paths` drawn paths; none where no path joins them.
  mutating func draw(
    from source: Int, to target: Int, paths: Int, _ random: inout SplitMix64, into between: inout [UInt32]
  ) {
    let (graph, marks) = (graph, marks.start)
    graph.withView { lists in
      PathSampler.start(&sides.0, at: source, marks, lists)
      PathSampler.start(&sides.1, at: target, marks, lists)
      meetings.removeAll(keepingCapacity: true)
      // Where one side has nowhere to go, no path joins the two.
      while meetings.isEmpty, sides.0.rimEdges > 0, sides.1.rimEdges > 0 {
        if sides.0.rimEdges <= sides.1.rimEdges {
          PathSampler.advance(&sides.0, marks, &meetings, lists)
        } else {
          PathSampler.advance(&sides.1, marks, &meetings, lists)
        }
      }
      if !meetings.isEmpty {
        counts.removeAll(keepingCapacity: true)
        // Every shortest path crosses the last rim once.
        for node in meetings { counts.append(sides.0.paths.start[Int(node)] * sides.1.paths.start[Int(node)]) }
        let whole = counts.reduce(0, +)
        for _ in 0..<paths {
          let meeting = meetings[random.position(weights: counts, whole: whole)]
          if meeting != UInt32(source), meeting != UInt32(target) { between.append(meeting) }
          walkBack(sides.0, from: meeting, lists, &random, into: &between)
          walkBack(sides.1, from: meeting, lists, &random, into: &between)
        }
      }
      clear()
    }
  }

  private static func start(
    _ side: inout Side, at node: Int, _ marks: UnsafeMutablePointer<UInt8>, _ lists: Adjacency.View
  ) {
    marks[node] |= side.mark(0) << side.shift
    side.paths.start[node] = 1
    side.met.append(UInt32(node))
    side.levels.append(0)
    side.rimEdges = lists[UInt32(node)].count
  }

  /// One step further from a side's start; `meetings` are the nodes that the other side knows.
  private static func advance(
    _ side: inout Side, _ marks: UnsafeMutablePointer<UInt8>, _ meetings: inout [UInt32], _ lists: Adjacency.View
  ) {
    let (first, end) = (side.levels[side.levels.count - 1], side.met.count)
    let further = side.mark(side.levels.count)
    let (shift, paths) = (side.shift, side.paths.start)
    let others = UInt8(15) & ~(3 << shift)
    side.levels.append(end)
    for place in first..<end {
      let node = side.met[place]
      let count = paths[Int(node)]
      for neighbour in lists[node] {
        let mark = marks[Int(neighbour)]
        let own = mark >> shift & 3
        if own == 0 {
          if mark & others != 0 {
            meetings.append(neighbour)
          } else if !meetings.isEmpty {
            continue
          }
          marks[Int(neighbour)] = mark | further << shift
          paths[Int(neighbour)] = count
          side.met.append(neighbour)
        } else if own == further {
          paths[Int(neighbour)] += count
        }
      }
    }
    side.rimEdges = 0
    if meetings.isEmpty { for node in side.met[end...] { side.rimEdges += lists[node].count } }
  }

  /// Steps back to a side's start, each time to a predecessor as likely as its paths are many.
  private func walkBack(
    _ side: Side, from node: UInt32, _ lists: Adjacency.View, _ random: inout SplitMix64, into between: inout [UInt32]
  ) {
    var node = node
    let paths = side.paths.start
    // Searches that touch for the first time touch with the last level of each.
    var distance = side.levels.count - 1
    while distance > 1 {
      distance -= 1
      let wanted = side.mark(distance)
      let whole = paths[Int(node)]
      var left = random.fraction() * whole
      var chosen = UInt32.max
      for neighbour in lists[node] where side.mark(in: marks.start[Int(neighbour)]) == wanted {
        chosen = neighbour
        left -= paths[Int(neighbour)]
        if left < 0 { break }
      }
      between.append(chosen)
      node = chosen
    }
  }

  private mutating func clear() {
    for node in sides.0.met { marks.start[Int(node)] = 0 }
    for node in sides.1.met { marks.start[Int(node)] = 0 }
    sides.0.met.removeAll(keepingCapacity: true)
    sides.1.met.removeAll(keepingCapacity: true)
    sides.0.levels.removeAll(keepingCapacity: true)
    sides.1.levels.removeAll(keepingCapacity: true)
  }
}

extension SplitMix64 {
  /// A position of `weights`, which add up to `whole`, each as likely as its weight says; there is at least one.
  mutating func position(weights: [Double], whole: Double) -> Int {
    var left = fraction() * whole
    for (position, weight) in weights.enumerated() {
      if left < weight { return position }
      left -= weight
    }
    return weights.count - 1
  }

  /// A position of `weights`, each as likely as its weight says; there is at least one.
  mutating func position(weights: [Double]) -> Int { position(weights: weights, whole: weights.reduce(0, +)) }
}

/// What one thread finds of paths: how often each node was met, and for the error, how unevenly. Whole numbers, which add
/// up to the same in any order.
final class PathTally {
  private var sampler: PathSampler
  /// Node → on how many paths it was.
  private(set) var found: [Int]
  /// Node → the sum over pairs of the square of how many of the pair's paths it was on.
  private(set) var squares: [Int]
  private var between: [UInt32] = []

  init(_ sampler: PathSampler, count: Int) {
    self.sampler = sampler
    found = Array(repeating: 0, count: count)
    squares = found
  }

  /// Draws so many of the shortest paths between two nodes.
  func add(from source: Int, to target: Int, paths: Int, _ random: inout SplitMix64) {
    between.removeAll(keepingCapacity: true)
    sampler.draw(from: source, to: target, paths: paths, &random, into: &between)
    if paths > 1 { between.sort() }
    var first = 0
    while first < between.count {
      var end = first + 1
      while end < between.count, between[end] == between[first] { end += 1 }
      found[Int(between[first])] += end - first
      squares[Int(between[first])] += (end - first) * (end - first)
      first = end
    }
  }

  /// Adds another thread's.
  func add(_ other: PathTally) {
    for node in found.indices {
      found[node] += other.found[node]
      squares[node] += other.squares[node]
    }
  }
}
