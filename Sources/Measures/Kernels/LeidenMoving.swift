import Parallel

/// Leiden's first step: every node moves to the community that gains most, until none does. A node is looked at again
/// only when a neighbour has moved.
struct LeidenMoving {
  let level: LeidenLevel
  let ties: UnsafePointer<LeidenLevel.Tie>
  let offsets: UnsafePointer<Int>
  let nodeStrengths: UnsafePointer<Double>
  /// Node → community, below the number of nodes.
  let labels: UnsafeMutablePointer<UInt32>
  /// Community → the strength of its members, and how many they are.
  let strengths: UnsafeMutablePointer<Double>
  let members: UnsafeMutablePointer<Int32>
  /// Communities without members; some may have got members since.
  var free: [UInt32] = []

  /// The communities after moving, from those that `start` tells.
  static func moved(_ start: [UInt32], on level: LeidenLevel, _ draws: inout Draws) -> [UInt32] {
    var labels = start
    let strengths = LargePages<Double>(repeating: 0, count: level.count)
    let members = LargePages<Int32>(repeating: 0, count: level.count)
    labels.withUnsafeMutableBufferPointer { labels in
      level.offsets.withUnsafeBufferPointer { offsets in
        level.strengths.withUnsafeBufferPointer { nodeStrengths in
          guard let labels = labels.baseAddress, let offsets = offsets.baseAddress,
            let nodeStrengths = nodeStrengths.baseAddress
          else { return }
          var moving = LeidenMoving(
            level: level, ties: UnsafePointer(level.ties.start), offsets: offsets, nodeStrengths: nodeStrengths,
            labels: labels, strengths: strengths.start, members: members.start)
          moving.count()
          if level.isLarge { moving.runInBatches(&draws) } else { moving.run(&draws) }
        }
      }
    }
    withExtendedLifetime((strengths, members)) {}
    return labels
  }

  private mutating func count() {
    for node in 0..<level.count {
      strengths[Int(labels[node])] += nodeStrengths[node]
      members[Int(labels[node])] += 1
    }
    for community in 0..<level.count where members[community] == 0 { free.append(UInt32(community)) }
  }

  private mutating func run(_ draws: inout Draws) {
    let counter = TieCounter(level.count)
    let count = level.count
    var waiting = draws.order(of: count)
    var isWaiting = [Bool](repeating: true, count: count)
    waiting.withUnsafeMutableBufferPointer { waiting in
      isWaiting.withUnsafeMutableBufferPointer { isWaiting in
        // A ring: at most every node waits at once.
        var (next, left) = (0, count)
        while left > 0 {
          let node = Int(waiting[next])
          next = next + 1 == count ? 0 : next + 1
          left -= 1
          isWaiting[node] = false
          guard move(node, counter) else { continue }
          for index in offsets[node]..<offsets[node + 1] {
            let neighbour = Int(ties[index].node)
            guard !isWaiting[neighbour], labels[neighbour] != labels[node] else { continue }
            isWaiting[neighbour] = true
            waiting[next + left < count ? next + left : next + left - count] = UInt32(truncatingIfNeeded: neighbour)
            left += 1
          }
        }
      }
    }
  }

  /// Where a node gains most: a community among those it touches, its own, or nil for one of its own alone.
  @inline(__always)
  func best(of node: Int, _ counter: TieCounter) -> UInt32? {
    for index in offsets[node]..<offsets[node + 1] {
      counter.add(ties[index].weight, to: labels[Int(ties[index].node)])
    }
    let (old, strength) = (labels[node], nodeStrengths[node])
    let expected = strength / level.total
    // Less than this is rounding, not gain.
    let least = 1e-12 * (1 + strength)
    var best = old
    var gain = counter.sums[Int(old)] - expected * (strengths[Int(old)] - strength)
    for place in 0..<counter.count {
      let community = counter.touched[place]
      if community == old { continue }
      let other = counter.sums[Int(community)] - expected * strengths[Int(community)]
      if other > gain + least { (best, gain) = (community, other) }
    }
    counter.clear()
    return gain < -least ? nil : best
  }

  /// Moves a node where that gains; whether it moved.
  private mutating func move(_ node: Int, _ counter: TieCounter) -> Bool {
    let old = labels[node]
    // Alone it is no better off among nobody.
    let best = best(of: node, counter) ?? emptyCommunity() ?? old
    put(node, in: best)
    return best != old
  }

  mutating func emptyCommunity() -> UInt32? {
    while let community = free.last, members[Int(community)] > 0 { free.removeLast() }
    return free.popLast()
  }

  mutating func put(_ node: Int, in community: UInt32) {
    let (old, strength) = (labels[node], nodeStrengths[node])
    guard community != old else { return }
    strengths[Int(old)] -= strength
    members[Int(old)] -= 1
    strengths[Int(community)] += strength
    members[Int(community)] += 1
    labels[node] = community
    if members[Int(old)] == 0 { free.append(old) }
  }
}
