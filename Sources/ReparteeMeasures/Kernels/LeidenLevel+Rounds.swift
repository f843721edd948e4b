import ReparteeGraph

extension LeidenLevel {
  /// The communities of the best of several runs, of equal ones the first.
  func bestCommunities(runs: Int, seed: UInt64) -> (labels: [UInt32], quality: Double) {
    let results = Cores.map(count: runs) { run in
      var draws = Draws(seed: seed, piece: run)
      return communities(&draws)
    }
    var best = results[0]
    for result in results where result.quality > best.quality + LeidenLevel.leastDifference { best = result }
    return best
  }

  /// Qualities closer than this are equal.
  private static let leastDifference = 1e-12

  /// Rounds from single nodes on, each beginning with what the last one found, until one moves or gains nothing, or next to
  /// nothing in a graph of medium size; a large one takes a few, and moves its nodes once more.
  func communities(_ draws: inout Draws) -> (labels: [UInt32], quality: Double) {
    var labels = (0..<UInt32(count)).map { $0 }
    if isLarge {
      for round in 0..<LeidenLevel.largeRounds { labels = improved(labels, isFirst: round == 0, &draws) ?? labels }
      _ = LeidenMoving.move(&labels, on: self, &draws)
      labels = connected(labels)
      return (labels, quality(of: labels))
    }
    var quality = -Double.infinity
    for round in 0..<LeidenLevel.rounds {
      guard let next = improved(labels, isFirst: round == 0, &draws) else { break }
      let nextQuality = self.quality(of: next)
      let gain = nextQuality - quality
      if gain > 0 { (labels, quality) = (next, nextQuality) }
      if gain <= (tieEnds < LeidenLevel.mediumFrom ? LeidenLevel.leastGain : LeidenLevel.mediumGain) { break }
    }
    labels = connected(labels)
    return (labels, self.quality(of: labels))
  }

  private static let rounds = 50
  /// Later rounds of a large graph gain next to nothing.
  private static let largeRounds = 3
  /// A round that gains less modularity than this is the last.
  private static let leastGain = 1e-9
  /// From so many ends of ties on, one of less than `mediumGain`: without communities to find, rounds go on by the dozen,
  /// each for a little noise.
  private static let mediumFrom = 1 << 18
  private static let mediumGain = 5e-4

  /// One round: move, refine, make groups nodes, and again, until each community is one node. Nil where nothing is left
  /// to move.
  private func improved(_ start: [UInt32], isFirst: Bool, _ draws: inout Draws) -> [UInt32]? {
    var level = self
    var places = (0..<UInt32(count)).map { $0 }
    var labels = start
    while true {
      let moves = LeidenMoving.move(&labels, on: level, &draws)
      if moves == 0, !isFirst, level.count == count { return nil }
      let communities = LeidenLevel.compact(labels)
      guard communities.count < level.count else { break }
      if level.isLarge {
        // Groups would have nearly as many ties as their members, so they move by those. From single nodes on they gain
        // nothing: communities are still to find.
        var found = communities
        if !isFirst {
          let groups = LeidenLevel.compact(LeidenRefinement.refined(labels, on: level, &draws))
          let movers = LeidenGroups(groups.labels, count: groups.count, on: level)
          _ = LeidenMoving.move(&labels, on: level, groups: movers, &draws)
          found = LeidenLevel.compact(labels)
        }
        level = level.grouped(found.labels, count: found.count)
        places = places.map { found.labels[Int($0)] }
        labels = (0..<UInt32(found.count)).map { $0 }
        continue
      }
      let groups = LeidenLevel.compact(LeidenRefinement.refined(labels, on: level, &draws))
      guard groups.count < level.count else { break }
      var groupLabels = [UInt32](repeating: 0, count: groups.count)
      for node in groups.labels.indices { groupLabels[Int(groups.labels[node])] = labels[node] }
      // Labels stay below the number of nodes.
      labels = LeidenLevel.compact(groupLabels).labels
      level = level.grouped(groups.labels, count: groups.count)
      places = places.map { groups.labels[Int($0)] }
    }
    let found = places.map { labels[Int($0)] }
    return found
  }

  /// The labels numbered from 0 in the order in which they appear.
  static func compact(_ labels: [UInt32]) -> (labels: [UInt32], count: Int) {
    var found = [UInt32](repeating: .max, count: (labels.max().map(Int.init) ?? 0) + 1)
    var count = 0
    let compacted = labels.map { label in
      if found[Int(label)] == .max {
        found[Int(label)] = UInt32(count)
        count += 1
      }
      return found[Int(label)]
    }
    return (compacted, count)
  }

  /// Communities cut into their connected parts, which never lowers modularity.
  private func connected(_ labels: [UInt32]) -> [UInt32] {
    let members = LeidenMembers(of: labels, count: count)
    var parts = [UInt32](repeating: .max, count: count)
    let communities = (0..<count).filter { !members[$0].isEmpty }
    let pieces = Cores.blocks(of: communities.count, size: isLarge ? 1 : communities.count)
    parts.withUnsafeMutableBufferPointer { parts in
      labels.withUnsafeBufferPointer { labels in
        withTies { ties in
          Cores.forEach(count: pieces.count, state: { [UInt32]() }) { waiting, piece in
            for community in pieces[piece] {
              // A community is done with as soon as all have been met, which the first few lists mostly do.
              var left = members[communities[community]].count
              for root in members[communities[community]] where parts[Int(root)] == .max {
                parts[Int(root)] = root
                left -= 1
                waiting.append(root)
                while left > 0, let node = waiting.popLast() {
                  let label = labels[Int(node)]
                  ties.forEach(of: Int(node)) { neighbour, _ in
                    if labels[Int(neighbour)] == label, parts[Int(neighbour)] == .max {
                      parts[Int(neighbour)] = root
                      left -= 1
                      waiting.append(neighbour)
                    }
                  }
                }
                waiting.removeAll(keepingCapacity: true)
              }
            }
          }
        }
      }
    }
    return LeidenLevel.compact(parts).labels
  }

  /// Group → the strength of its members, and the weight between them, counted at both ends.
  func sums(of groups: [UInt32], members: LeidenMembers) -> (strengths: [Double], inside: [Double]) {
    let blocks = Cores.blocks(of: members.count, size: 1 << 10)
    let parts = groups.withUnsafeBufferPointer { groups in
      withTies { ties in
        Cores.map(count: blocks.count) { block in
          blocks[block].map { group in
            members[group].reduce(into: (strength: 0.0, inside: 0.0)) { sums, node in
              sums.strength += strengths[Int(node)]
              guard members[group].count > 1 else { return }
              var inside = 0
              let own = UInt32(truncatingIfNeeded: group)
              ties.forEach(of: Int(node)) { inside += groups[Int($0)] == own ? Int($1) : 0 }
              sums.inside += Double(inside)
            }
          }
        }
      }
    }
    return (parts.joined().map(\.strength), parts.joined().map(\.inside))
  }
}
