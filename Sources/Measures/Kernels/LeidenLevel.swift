import SocialGraph

/// A weighted graph whose nodes stand for one node or for a group: what one round of Leiden works on.
struct LeidenLevel {
  let offsets: [Int]
  let neighbours: [UInt32]
  let weights: [Double]
  /// Node → the weight of all edge ends in its group.
  let strengths: [Double]
  /// The sum of the strengths: twice the weight of all edges.
  let total: Double

  var count: Int { strengths.count }

  init(_ graph: Adjacency, weights: [Int]) {
    self.init(offsets: graph.offsets, neighbours: graph.neighbours, weights: weights.map(Double.init), strengths: nil)
  }

  private init(offsets: [Int], neighbours: [UInt32], weights: [Double], strengths: [Double]?) {
    self.offsets = offsets
    self.neighbours = neighbours
    self.weights = weights
    self.strengths =
      strengths ?? (0..<offsets.count - 1).map { weights[offsets[$0]..<offsets[$0 + 1]].reduce(0, +) }
    total = max(1, self.strengths.reduce(0, +))
  }

  /// Rounds from single nodes on, each beginning with what the last one found, until one gains nothing.
  func communities(_ draws: inout Draws) -> [UInt32] {
    var labels = (0..<UInt32(count)).map { $0 }
    var quality = quality(of: labels)
    // Fewer for a large graph, whose later rounds gain next to nothing.
    for _ in 0..<min(50, max(4, 4_000_000 / max(1, neighbours.count))) {
      let next = improved(labels, &draws)
      let nextQuality = self.quality(of: next)
      if nextQuality <= quality + LeidenLevel.leastGain { break }
      (labels, quality) = (next, nextQuality)
    }
    return labels
  }

  /// A round that gains less modularity than this is the last.
  static let leastGain = 1e-9

  /// The modularity of communities of single nodes.
  private func quality(of labels: [UInt32]) -> Double {
    var strengths = [Double](repeating: 0, count: count)
    var inside = 0.0
    for node in 0..<count {
      strengths[Int(labels[node])] += self.strengths[node]
      for index in offsets[node]..<offsets[node + 1] where labels[Int(neighbours[index])] == labels[node] {
        inside += weights[index]
      }
    }
    return inside / total - strengths.reduce(0) { $0 + ($1 / total) * ($1 / total) }
  }

  /// One round: move, refine, make groups nodes, and again, until each community is one node.
  private func improved(_ start: [UInt32], _ draws: inout Draws) -> [UInt32] {
    var level = self
    var places = (0..<UInt32(count)).map { $0 }
    var labels = start
    while true {
      var moving = LeidenMoving(level, labels: labels)
      moving.run(&draws)
      labels = moving.labels
      guard LeidenLevel.compact(labels).count < level.count else { break }
      var refinement = LeidenRefinement(level, communities: labels)
      refinement.run(&draws)
      let (groups, groupCount) = LeidenLevel.compact(refinement.labels)
      guard groupCount < level.count else { break }
      var groupLabels = [UInt32](repeating: 0, count: groupCount)
      for node in groups.indices { groupLabels[Int(groups[node])] = labels[node] }
      // Labels stay below the number of nodes.
      labels = LeidenLevel.compact(groupLabels).labels
      level = level.grouped(groups, count: groupCount)
      places = places.map { groups[Int($0)] }
    }
    return connected(places.map { labels[Int($0)] })
  }

  /// The labels numbered from 0 in the order in which they appear.
  private static func compact(_ labels: [UInt32]) -> (labels: [UInt32], count: Int) {
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
    var parts = [UInt32](repeating: .max, count: count)
    var waiting: [UInt32] = []
    for root in 0..<count where parts[root] == .max {
      parts[root] = UInt32(root)
      waiting.append(UInt32(root))
      while let node = waiting.popLast().map(Int.init) {
        for index in offsets[node]..<offsets[node + 1] {
          let neighbour = neighbours[index]
          if parts[Int(neighbour)] == .max, labels[Int(neighbour)] == labels[node] {
            parts[Int(neighbour)] = UInt32(root)
            waiting.append(neighbour)
          }
        }
      }
    }
    return LeidenLevel.compact(parts).labels
  }

  /// The graph whose nodes are the groups; what lies inside a group lives on in its strength.
  private func grouped(_ groups: [UInt32], count groupCount: Int) -> LeidenLevel {
    var starts = [Int](repeating: 0, count: groupCount + 1)
    for group in groups { starts[Int(group) + 1] += 1 }
    for group in 0..<groupCount { starts[group + 1] += starts[group] }
    var next = starts
    var members = [Int](repeating: 0, count: count)
    for node in 0..<count {
      members[next[Int(groups[node])]] = node
      next[Int(groups[node])] += 1
    }
    var ties = TieCounter(groupCount)
    var (offsets, neighbours, weights, strengths) = ([0], [UInt32](), [Double](), [Double]())
    for group in 0..<groupCount {
      var strength = 0.0
      for node in members[starts[group]..<starts[group + 1]] {
        strength += self.strengths[node]
        for index in self.offsets[node]..<self.offsets[node + 1] {
          let other = groups[Int(self.neighbours[index])]
          if other != UInt32(group) { ties.add(self.weights[index], to: other) }
        }
      }
      for other in ties.touched {
        neighbours.append(other)
        weights.append(ties[other])
      }
      ties.clear()
      offsets.append(neighbours.count)
      strengths.append(strength)
    }
    return LeidenLevel(offsets: offsets, neighbours: neighbours, weights: weights, strengths: strengths)
  }
}

/// The weight from one node to each community, for the communities it touches.
struct TieCounter {
  private var sums: [Double]
  private(set) var touched: [UInt32] = []

  init(_ count: Int) { sums = Array(repeating: 0, count: count) }

  /// The weight to a community.
  subscript(community: UInt32) -> Double { sums[Int(community)] }

  mutating func add(_ weight: Double, to community: UInt32) {
    if sums[Int(community)] == 0 { touched.append(community) }
    sums[Int(community)] += weight
  }

  mutating func clear() {
    for community in touched { sums[Int(community)] = 0 }
    touched.removeAll(keepingCapacity: true)
  }
}
