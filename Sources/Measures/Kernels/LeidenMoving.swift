/// Leiden's first step: every node moves to the community that gains most, until none does. A node is looked at again
/// only when a neighbour has moved.
struct LeidenMoving {
  private let level: LeidenLevel
  /// Node → community, below the number of nodes.
  private(set) var labels: [UInt32]
  private var strengths: [Double]
  private var members: [Int]
  /// Communities without members; some may have got members since.
  private var free: [UInt32] = []
  private var ties: TieCounter

  init(_ level: LeidenLevel, labels: [UInt32]) {
    self.level = level
    self.labels = labels
    strengths = Array(repeating: 0, count: level.count)
    members = Array(repeating: 0, count: level.count)
    for node in 0..<level.count {
      strengths[Int(labels[node])] += level.strengths[node]
      members[Int(labels[node])] += 1
    }
    for community in 0..<level.count where members[community] == 0 { free.append(UInt32(community)) }
    ties = TieCounter(level.count)
  }

  mutating func run(_ draws: inout Draws) {
    var waiting = draws.order(of: level.count)
    var isWaiting = [Bool](repeating: true, count: level.count)
    // A ring: at most every node waits at once.
    var (next, left) = (0, level.count)
    while left > 0 {
      let node = Int(waiting[next])
      next = next + 1 == level.count ? 0 : next + 1
      left -= 1
      isWaiting[node] = false
      guard move(node) else { continue }
      for index in level.offsets[node]..<level.offsets[node + 1] {
        let neighbour = level.neighbours[index]
        guard !isWaiting[Int(neighbour)], labels[Int(neighbour)] != labels[node] else { continue }
        isWaiting[Int(neighbour)] = true
        waiting[(next + left) % level.count] = neighbour
        left += 1
      }
    }
  }

  /// Moves a node where that gains; whether it moved.
  private mutating func move(_ node: Int) -> Bool {
    for index in level.offsets[node]..<level.offsets[node + 1] {
      ties.add(level.weights[index], to: labels[Int(level.neighbours[index])])
    }
    let (old, strength) = (labels[node], level.strengths[node])
    strengths[Int(old)] -= strength
    members[Int(old)] -= 1
    let expected = strength / level.total
    // Less than this is rounding, not gain.
    let least = 1e-12 * (1 + strength)
    var best = old
    var gain = ties[old] - expected * strengths[Int(old)]
    for community in ties.touched {
      let other = ties[community] - expected * strengths[Int(community)]
      if other > gain + least { (best, gain) = (community, other) }
    }
    ties.clear()
    if gain < -least {
      while let community = free.last, members[Int(community)] > 0 { free.removeLast() }
      if let community = free.popLast() { best = community }
    }
    strengths[Int(best)] += strength
    members[Int(best)] += 1
    labels[node] = best
    if members[Int(old)] == 0 { free.append(old) }
    return best != old
  }
}
