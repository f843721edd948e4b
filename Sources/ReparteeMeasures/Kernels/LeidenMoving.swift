import ReparteeGraph

/// Leiden's first step: every node moves to the community that gains most, until none does. A node is looked at again
/// only when a neighbour has moved. Among equal gains the community of the smaller number is taken, so that the order of
/// a node's ties does not show.
///
/// On large levels groups of nodes move as wholes too, by the ties of their members, where a level of its own would have
/// nearly as many ties.
struct LeidenMoving {
  let level: LeidenLevel
  let ties: LeidenTies
  /// What moves where it is not single nodes: groups, and the weight that lies within each, both ends counted.
  let groups: LeidenGroups?
  let moverStrengths: UnsafePointer<Double>
  let moverCount: Int
  /// Node → community, below the number of nodes.
  let labels: UnsafeMutablePointer<UInt32>
  /// Community → the strength of its members, and how many they are.
  let strengths: UnsafeMutablePointer<Double>
  let members: UnsafeMutablePointer<Int32>
  /// Communities without members; some may have got members since.
  var free: [UInt32] = []
  /// How many moves there were.
  var moves = 0

  /// The communities after moving, from those that `labels` tells; how many moves that took.
  static func move(
    _ labels: inout [UInt32], on level: LeidenLevel, groups: LeidenGroups? = nil, _ draws: inout Draws
  ) -> Int {
    let strengths = LargePages<Double>(repeating: 0, count: level.count)
    let members = LargePages<Int32>(repeating: 0, count: level.count)
    defer { withExtendedLifetime((strengths, members)) {} }
    return labels.withUnsafeMutableBufferPointer { labels in
      (groups?.strengths ?? level.strengths).withUnsafeBufferPointer { moverStrengths in
        level.withTies { ties in
          guard let labels = labels.baseAddress, let first = moverStrengths.baseAddress else { return 0 }
          var moving = LeidenMoving(
            level: level, ties: ties, groups: groups, moverStrengths: first, moverCount: moverStrengths.count,
            labels: labels, strengths: strengths.start, members: members.start)
          moving.count()
          if level.isLarge { moving.runInBatches(&draws) } else { moving.run(&draws) }
          return moving.moves
        }
      }
    }
  }

  private mutating func count() {
    for mover in 0..<moverCount {
      let label = Int(self.label(of: mover))
      strengths[label] += moverStrengths[mover]
      members[label] += 1
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
          // Alone it is no better off among nobody.
          let target = best(of: node, counter) ?? emptyCommunity() ?? labels[node]
          guard target != labels[node] else { continue }
          put(node, in: target)
          ties.forEach(of: node) { neighbour, _ in
            guard !isWaiting[Int(neighbour)], labels[Int(neighbour)] != target else { return }
            isWaiting[Int(neighbour)] = true
            waiting[next + left < count ? next + left : next + left - count] = neighbour
            left += 1
          }
        }
      }
    }
  }

  /// Where a node or group gains most: a community among those it touches, its own, or nil for one of its own alone.
  @inline(__always)
  func best(of mover: Int, _ counter: TieCounter) -> UInt32? {
    if let groups {
      for node in groups.members[mover] { count(Int(node), counter) }
    } else {
      count(mover, counter)
    }
    let (old, strength) = (label(of: mover), moverStrengths[mover])
    let expected = strength / level.total
    // Less than this is rounding, not gain.
    let least = 1e-12 * (1 + strength)
    let within = groups?.inside[mover] ?? 0
    let own = counter.sums[Int(old)] - within - expected * (strengths[Int(old)] - strength)
    var (best, gain) = (old, own)
    for place in 0..<counter.count {
      let community = counter.touched[place]
      if community == old { continue }
      let other = counter.sums[Int(community)] - expected * strengths[Int(community)]
      if other > gain || other == gain && community < best { (best, gain) = (community, other) }
    }
    counter.clear()
    if gain <= own + least { (best, gain) = (old, own) }
    return gain < -least ? nil : best
  }

  /// Adds a node's ties to what they lead to.
  @inline(__always)
  private func count(_ node: Int, _ counter: TieCounter) {
    ties.forEach(of: node) { neighbour, weight in counter.add(weight, to: labels[Int(neighbour)]) }
  }

  /// The community of a node or group.
  @inline(__always)
  func label(of mover: Int) -> UInt32 { labels[groups?.first(mover) ?? mover] }

  mutating func emptyCommunity() -> UInt32? {
    while let community = free.last, members[Int(community)] > 0 { free.removeLast() }
    return free.popLast()
  }

  mutating func put(_ mover: Int, in community: UInt32) {
    let (old, strength) = (label(of: mover), moverStrengths[mover])
    guard community != old else { return }
    strengths[Int(old)] -= strength
    members[Int(old)] -= 1
    strengths[Int(community)] += strength
    members[Int(community)] += 1
    moves += 1
    if let groups {
      for node in groups.members[mover] { labels[Int(node)] = community }
    } else {
      labels[mover] = community
    }
    if members[Int(old)] == 0 { free.append(old) }
  }
}
