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
  func add(from source: Int, to target: Int, paths: Int, _ draws: inout Draws) {
    between.removeAll(keepingCapacity: true)
    sampler.draw(from: source, to: target, paths: paths, &draws, into: &between)
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
