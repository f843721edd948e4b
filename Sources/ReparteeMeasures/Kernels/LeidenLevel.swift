import ReparteeGraph

/// A weighted graph whose nodes stand for one node or for a group: what one round of Leiden works on.
///
/// Weights are whole numbers, and so are all their sums, which come out the same in any order and on any number of
/// threads; nor does anything depend on the order of a list. Weights that are all 1 are not kept.
struct LeidenLevel {
  /// Where each node's list begins; one more than nodes.
  let offsets: [Int]
  /// The lists: the nodes at the other ends of ties.
  let neighbours: LargePages<UInt32>
  /// Parallel to `neighbours`; nil where all are 1.
  let weights: LargePages<UInt32>?
  /// Node → the weight of all edge ends in its group.
  let strengths: [Double]
  /// The sum of the strengths: twice the weight of all edges.
  let total: Double
  private let largeThreshold: Int

  var count: Int { strengths.count }
  var tieEnds: Int { neighbours.count }
  /// Large levels move and refine their nodes in batches, on all threads.
  var isLarge: Bool { tieEnds >= largeThreshold }

  /// From so many ends of ties on a level is large.
  static let largeFrom = 1 << 21

  /// The graph with every node at its place in the order.
  init(_ graph: Adjacency, weights: [Int]?, order: StructuralOrder, largeFrom: Int = LeidenLevel.largeFrom) {
    let ordered = order.unsortedLists(of: graph, weights: weights)
    let strengths: [Double]
    if let kept = ordered.weights {
      strengths = (0..<graph.nodeCount).map { node in
        (ordered.offsets[node]..<ordered.offsets[node + 1]).reduce(0) { $0 + Double(kept.start[$1]) }
      }
    } else {
      strengths = (0..<graph.nodeCount).map { Double(ordered.offsets[$0 + 1] - ordered.offsets[$0]) }
    }
    self.init(
      offsets: ordered.offsets, neighbours: ordered.neighbours, weights: ordered.weights, strengths: strengths,
      largeFrom: largeFrom)
  }

  init(
    offsets: [Int], neighbours: LargePages<UInt32>, weights: LargePages<UInt32>?, strengths: [Double], largeFrom: Int
  ) {
    (self.offsets, self.neighbours, self.weights, self.strengths) = (offsets, neighbours, weights, strengths)
    largeThreshold = largeFrom
    total = max(1, strengths.reduce(0, +))
  }

  /// Calls `body` with the lists for a kernel, without checks of bounds.
  func withTies<Result>(_ body: (LeidenTies) -> Result) -> Result {
    defer { withExtendedLifetime((neighbours, weights)) {} }
    return offsets.withUnsafeBufferPointer { offsets in
      guard let first = offsets.baseAddress else { preconditionFailure("a level has a last offset") }
      return body(
        LeidenTies(
          offsets: first, neighbours: UnsafePointer(neighbours.start),
          weights: weights.map { UnsafePointer($0.start) }))
    }
  }

  /// The modularity of communities.
  func quality(of labels: [UInt32]) -> Double {
    var strengths = [Double](repeating: 0, count: count)
    for node in 0..<count { strengths[Int(labels[node])] += self.strengths[node] }
    let blocks = Cores.blocks(of: offsets, size: 1 << 17)
    let inside = labels.withUnsafeBufferPointer { labels in
      withTies { ties in
        Cores.map(count: blocks.count) { block in
          var inside = 0
          for node in blocks[block] {
            let label = labels[node]
            ties.forEach(of: node) { inside += labels[Int($0)] == label ? Int($1) : 0 }
          }
          return inside
        }
      }
    }
    return Double(inside.reduce(0, +)) / total - strengths.reduce(0) { $0 + ($1 / total) * ($1 / total) }
  }

  /// The graph whose nodes are the groups; the edges inside a group are kept in its strength.
  func grouped(_ groups: [UInt32], count groupCount: Int) -> LeidenLevel {
    let members = LeidenMembers(of: groups, count: groupCount)
    var strengths = [Double](repeating: 0, count: groupCount)
    for node in 0..<count { strengths[Int(groups[node])] += self.strengths[node] }
    var ends = [Int](repeating: 0, count: groupCount + 1)
    for group in 0..<groupCount {
      ends[group + 1] = members[group].reduce(ends[group]) { $0 + offsets[Int($1) + 1] - offsets[Int($1)] + 1 }
    }
    let blocks = Cores.blocks(of: ends, size: 1 << 16)
    typealias Part = (neighbours: [UInt32], weights: [UInt32], lengths: [Int])
    let parts: [Part] = groups.withUnsafeBufferPointer { groups in
      withTies { ties in
        Cores.mapEach(count: blocks.count, state: { TieCounter(groupCount) }) { counter, block in
          var part: Part = ([], [], [])
          for group in blocks[block] {
            for node in members[group] {
              ties.forEach(of: Int(node)) { neighbour, weight in counter.add(weight, to: groups[Int(neighbour)]) }
            }
            let before = part.neighbours.count
            for place in 0..<counter.count where counter.touched[place] != UInt32(truncatingIfNeeded: group) {
              part.neighbours.append(counter.touched[place])
              part.weights.append(UInt32(counter.sums[Int(counter.touched[place])]))
            }
            part.lengths.append(part.neighbours.count - before)
            counter.clear()
          }
          return part
        }
      }
    }
    var bounds = [0]
    bounds.reserveCapacity(groupCount + 1)
    for part in parts { for length in part.lengths { bounds.append((bounds.last ?? 0) + length) } }
    let neighbours = LargePages<UInt32>(count: bounds[groupCount])
    let weights = LargePages<UInt32>(count: bounds[groupCount])
    for (part, block) in zip(parts, blocks) {
      for (index, neighbour) in part.neighbours.enumerated() {
        neighbours.start[bounds[block.lowerBound] + index] = neighbour
        weights.start[bounds[block.lowerBound] + index] = part.weights[index]
      }
    }
    return LeidenLevel(
      offsets: bounds, neighbours: neighbours, weights: weights, strengths: strengths, largeFrom: largeThreshold)
  }
}

extension LeidenLevel {
  /// The communities of the best of several runs, of equal ones the first.
  func bestCommunities(runs: Int, seed: UInt64) -> (labels: [UInt32], quality: Double) {
    let results = Cores.map(count: runs) { run in
      var random = SplitMix64(seed: seed, part: run)
      return communities(&random)
    }
    var best = results[0]
    for result in results where result.quality > best.quality + LeidenLevel.leastDifference { best = result }
    return best
  }

  /// Qualities closer than this are equal.
  private static let leastDifference = 1e-12

  /// Rounds from single nodes on, each beginning with what the last one found, until one moves or gains nothing, or almost
  /// nothing in a graph of medium size; a large one takes a few, and moves its nodes once more.
  func communities(_ random: inout SplitMix64) -> (labels: [UInt32], quality: Double) {
    var labels = (0..<UInt32(count)).map { $0 }
    if isLarge {
      for round in 0..<LeidenLevel.largeRounds { labels = improved(labels, isFirst: round == 0, &random) ?? labels }
      _ = LeidenMoving<LeidenNodes>.move(&labels, on: self, &random)
      labels = connected(labels)
      return (labels, quality(of: labels))
    }
    var quality = -Double.infinity
    for round in 0..<LeidenLevel.rounds {
      guard let next = improved(labels, isFirst: round == 0, &random) else { break }
      let nextQuality = self.quality(of: next)
      let gain = nextQuality - quality
      if gain > 0 { (labels, quality) = (next, nextQuality) }
      if gain <= (tieEnds < LeidenLevel.mediumFrom ? LeidenLevel.leastGain : LeidenLevel.mediumGain) { break }
    }
    labels = connected(labels)
    return (labels, self.quality(of: labels))
  }

  private static let rounds = 50
  /// Later rounds of a large graph gain almost nothing.
  private static let largeRounds = 3
  /// A round that gains less modularity than this is the last.
  private static let leastGain = 1e-9
  /// From so many ends of ties on, one of less than `mediumGain`: without communities to find, rounds go on by the dozen,
  /// each for a little noise.
  private static let mediumFrom = 1 << 18
  private static let mediumGain = 5e-4

  /// One round: move, refine, make groups nodes, and again, until each community is one node. Nil where nothing is left
  /// to move.
  private func improved(_ start: [UInt32], isFirst: Bool, _ random: inout SplitMix64) -> [UInt32]? {
    var stage = Stage(level: self, places: (0..<UInt32(count)).map { $0 }, labels: start)
    while true {
      let moves = LeidenMoving<LeidenNodes>.move(&stage.labels, on: stage.level, &random)
      if moves == 0, !isFirst, stage.level.count == count { return nil }
      guard LeidenLevel.compact(stage.labels).count < stage.level.count else { break }
      if stage.level.isLarge {
        // From single nodes on groups gain nothing: communities are still to find.
        if !isFirst { stage.moveGroups(&random) }
        stage.mergeCommunities()
      } else if !stage.mergeRefinedGroups(&random) {
        break
      }
    }
    return stage.places.map { stage.labels[Int($0)] }
  }

  /// A level of a round, and where the nodes that the round began with are in it.
  private struct Stage {
    var level: LeidenLevel
    /// Node of the first level → its node here.
    var places: [UInt32]
    /// Node here → its community, below the number of nodes here.
    var labels: [UInt32]

    /// Moves refined groups as wholes. Groups of a large level would have nearly as many ties as their members, so they
    /// move by those instead of being nodes of a level of their own.
    mutating func moveGroups(_ random: inout SplitMix64) {
      let refined = LeidenLevel.compact(LeidenRefinement.refined(labels, on: level, &random))
      let groups = LeidenGroups(refined.labels, count: refined.count, on: level)
      _ = LeidenMoving<LeidenGroups>.move(groups, in: &labels, on: level, &random)
    }

    /// Makes each community a node.
    mutating func mergeCommunities() {
      let communities = LeidenLevel.compact(labels)
      merge(communities.labels, count: communities.count, labels: (0..<UInt32(communities.count)).map { $0 })
    }

    /// Makes each refined group a node, in the community that it was part of; false where every group is one node.
    mutating func mergeRefinedGroups(_ random: inout SplitMix64) -> Bool {
      let groups = LeidenLevel.compact(LeidenRefinement.refined(labels, on: level, &random))
      guard groups.count < level.count else { return false }
      var communities = [UInt32](repeating: 0, count: groups.count)
      for node in groups.labels.indices { communities[Int(groups.labels[node])] = labels[node] }
      // Labels stay below the number of nodes.
      merge(groups.labels, count: groups.count, labels: LeidenLevel.compact(communities).labels)
      return true
    }

    private mutating func merge(_ groups: [UInt32], count: Int, labels: [UInt32]) {
      level = level.grouped(groups, count: count)
      places = places.map { groups[Int($0)] }
      self.labels = labels
    }
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
    let blocks = Cores.blocks(of: communities.count, size: isLarge ? 1 : communities.count)
    parts.withUnsafeMutableBufferPointer { parts in
      labels.withUnsafeBufferPointer { labels in
        withTies { ties in
          Cores.forEach(count: blocks.count, state: { [UInt32]() }) { waiting, block in
            for community in blocks[block] {
              LeidenLevel.connect(members[communities[community]], labels, ties, &waiting, to: parts)
            }
          }
        }
      }
    }
    return LeidenLevel.compact(parts).labels
  }

  /// Names the connected parts of one community by a node of each. In bounds: neighbours are nodes.
  private static func connect(
    _ members: ArraySlice<UInt32>, _ labels: UnsafeBufferPointer<UInt32>, _ ties: LeidenTies,
    _ waiting: inout [UInt32], to parts: UnsafeMutableBufferPointer<UInt32>
  ) {
    // A community is done as soon as all have been met, which the first few lists mostly do.
    var left = members.count
    for root in members where parts[Int(root)] == .max {
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

/// The lists of a level without checks of bounds, valid as long as `withTies` runs. In bounds: offsets are those of the
/// lists, and neighbours are nodes.
struct LeidenTies {
  let offsets: UnsafePointer<Int>
  let neighbours: UnsafePointer<UInt32>
  let weights: UnsafePointer<UInt32>?

  @inline(__always) func degree(of node: Int) -> Int { offsets[node + 1] - offsets[node] }

  /// Calls `body` with the node at the other end of each tie of `node`, and the weight.
  @inline(__always)
  func forEach(of node: Int, _ body: (UInt32, UInt32) -> Void) {
    if let weights {
      for index in offsets[node]..<offsets[node + 1] { body(neighbours[index], weights[index]) }
    } else {
      for index in offsets[node]..<offsets[node + 1] { body(neighbours[index], 1) }
    }
  }
}

/// Which nodes each group has.
struct LeidenMembers {
  private let starts: [Int]
  private let nodes: [UInt32]

  /// Groups are numbered from 0; each lists its members in the given order, or ascending.
  init(of groups: [UInt32], count: Int, order: [UInt32]? = nil) {
    let buckets = Buckets(count: count, keys: groups)
    nodes = [UInt32](unsafeUninitializedCapacity: groups.count) { nodes, initialized in
      buckets.withNextPlaces { next in
        for index in groups.indices {
          let node = order?[index] ?? UInt32(truncatingIfNeeded: index)
          let group = Int(groups[Int(node)])
          nodes[next[group]] = node
          next[group] += 1
        }
      }
      initialized = groups.count
    }
    starts = buckets.offsets
  }

  var count: Int { starts.count - 1 }
  func first(_ group: Int) -> UInt32 { nodes[starts[group]] }
  subscript(group: Int) -> ArraySlice<UInt32> { nodes[starts[group]..<starts[group + 1]] }
}
