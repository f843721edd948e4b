import Parallel
import SocialGraph

/// A weighted graph whose nodes stand for one node or for a group: what one round of Leiden works on.
///
/// An end of a tie is its node and weight in 8 bytes, so that a list is one stretch of memory. Weights are whole
/// numbers, and so are all their sums, which come out the same in any order and on any number of threads.
struct LeidenLevel {
  /// One end of a tie: the node at the other end, and the weight.
  struct Tie: BitwiseCopyable {
    var node: UInt32
    var weight: UInt32
  }

  let offsets: [Int]
  let ties: LargePages<Tie>
  /// Node → the weight of all edge ends in its group.
  let strengths: [Double]
  /// The sum of the strengths: twice the weight of all edges.
  let total: Double

  var count: Int { strengths.count }
  /// Large levels move and refine their nodes in batches, on all threads.
  var isLarge: Bool { ties.count >= largeThreshold }

  /// From so many ends of ties on a level is large.
  static let largeFrom = 1 << 21
  private let largeThreshold: Int

  init(_ graph: Adjacency, weights: [Int]?, largeFrom: Int = LeidenLevel.largeFrom) {
    let ties = LargePages<Tie>(count: graph.edgeCount)
    let start = ties.start
    let blocks = Cores.blocks(of: graph.nodeCount, size: 1 << 12)
    let strengths = Cores.map(count: blocks.count) { block in
      blocks[block].map { node in
        var strength = 0.0
        for index in graph.offsets[node]..<graph.offsets[node + 1] {
          let weight = UInt32(clamping: weights?[index] ?? 1)
          start[index] = Tie(node: graph.neighbours[index], weight: weight)
          strength += Double(weight)
        }
        return strength
      }
    }
    self.init(offsets: graph.offsets, ties: ties, strengths: Array(strengths.joined()), largeFrom: largeFrom)
  }

  private init(offsets: [Int], ties: LargePages<Tie>, strengths: [Double], largeFrom: Int) {
    largeThreshold = largeFrom
    self.offsets = offsets
    self.ties = ties
    self.strengths = strengths
    total = max(1, strengths.reduce(0, +))
  }

  /// Rounds from single nodes on, each beginning with what the last one found, until one gains nothing.
  func communities(_ draws: inout Draws) -> [UInt32] {
    var labels = (0..<UInt32(count)).map { $0 }
    var quality = quality(of: labels)
    // Fewer for a large graph, whose later rounds gain next to nothing.
    for _ in 0..<(isLarge ? 3 : min(50, max(4, 4_000_000 / max(1, ties.count)))) {
      let next = improved(labels, &draws)
      let nextQuality = self.quality(of: next)
      if nextQuality <= quality + LeidenLevel.leastGain { break }
      (labels, quality) = (next, nextQuality)
    }
    return labels
  }

  /// A round that gains less modularity than this is the last.
  static let leastGain = 1e-9

  /// The modularity of communities.
  private func quality(of labels: [UInt32]) -> Double {
    var strengths = [Double](repeating: 0, count: count)
    for node in 0..<count { strengths[Int(labels[node])] += self.strengths[node] }
    let start = ties.start
    let blocks = Cores.blocks(of: count, size: 1 << 13)
    let inside = labels.withUnsafeBufferPointer { labels in
      offsets.withUnsafeBufferPointer { offsets in
        Cores.map(count: blocks.count) { block in
          var inside = 0
          for node in blocks[block] {
            for index in offsets[node]..<offsets[node + 1] where labels[Int(start[index].node)] == labels[node] {
              inside += Int(start[index].weight)
            }
          }
          return inside
        }
      }
    }
    return Double(inside.reduce(0, +)) / total - strengths.reduce(0) { $0 + ($1 / total) * ($1 / total) }
  }

  /// One round: move, refine, make groups nodes, and again, until each community is one node.
  private func improved(_ start: [UInt32], _ draws: inout Draws) -> [UInt32] {
    var level = self
    var places = (0..<UInt32(count)).map { $0 }
    var labels = start
    while true {
      labels = LeidenMoving.moved(labels, on: level, &draws)
      guard LeidenLevel.compact(labels).count < level.count else { break }
      let (groups, groupCount) = LeidenLevel.compact(LeidenRefinement.refined(labels, on: level, &draws))
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
    var parts = [UInt32](repeating: .max, count: count)
    var waiting: [UInt32] = []
    let ties = UnsafePointer(self.ties.start)
    defer { withExtendedLifetime(self.ties) {} }
    parts.withUnsafeMutableBufferPointer { parts in
      labels.withUnsafeBufferPointer { labels in
        offsets.withUnsafeBufferPointer { offsets in
          for root in 0..<count where parts[root] == .max {
            parts[root] = UInt32(root)
            waiting.append(UInt32(root))
            while let node = waiting.popLast().map(Int.init) {
              for index in offsets[node]..<offsets[node + 1] {
                let neighbour = Int(ties[index].node)
                if labels[neighbour] == labels[node], parts[neighbour] == .max {
                  parts[neighbour] = UInt32(truncatingIfNeeded: root)
                  waiting.append(UInt32(truncatingIfNeeded: neighbour))
                }
              }
            }
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
    var members = [UInt32](repeating: 0, count: count)
    var strengths = [Double](repeating: 0, count: groupCount)
    for node in 0..<count {
      let group = Int(groups[node])
      members[next[group]] = UInt32(node)
      next[group] += 1
      strengths[group] += self.strengths[node]
    }
    var ends = [Int](repeating: 0, count: groupCount + 1)
    for group in 0..<groupCount {
      ends[group + 1] = members[starts[group]..<starts[group + 1]].reduce(ends[group]) {
        $0 + self.offsets[Int($1) + 1] - self.offsets[Int($1)] + 1
      }
    }
    let blocks = Cores.blocks(of: ends, size: 1 << 16)
    let ties = UnsafePointer(self.ties.start)
    defer { withExtendedLifetime(self.ties) {} }
    let parts = groups.withUnsafeBufferPointer { groups in
      offsets.withUnsafeBufferPointer { offsets in
        Cores.mapEach(count: blocks.count, state: { TieCounter(groupCount) }) { counter, block in
          var (list, lengths) = ([Tie](), [Int]())
          list.reserveCapacity(ends[blocks[block].upperBound] - ends[blocks[block].lowerBound])
          for group in blocks[block] {
            for node in members[starts[group]..<starts[group + 1]] {
              for index in offsets[Int(node)]..<offsets[Int(node) + 1] {
                let other = groups[Int(ties[index].node)]
                if other != UInt32(truncatingIfNeeded: group) { counter.add(ties[index].weight, to: other) }
              }
            }
            for place in 0..<counter.count {
              let other = counter.touched[place]
              list.append(Tie(node: other, weight: UInt32(counter.sums[Int(other)])))
            }
            lengths.append(counter.count)
            counter.clear()
          }
          return (list: list, lengths: lengths)
        }
      }
    }
    var bounds = [0]
    bounds.reserveCapacity(groupCount + 1)
    for part in parts { for length in part.lengths { bounds.append((bounds.last ?? 0) + length) } }
    let list = LargePages<Tie>(count: bounds[groupCount])
    Cores.forEach(count: blocks.count) { block in
      parts[block].list.withUnsafeBufferPointer { from in
        let start = list.start + bounds[blocks[block].lowerBound]
        if let base = from.baseAddress { start.update(from: base, count: from.count) }
      }
    }
    return LeidenLevel(offsets: bounds, ties: list, strengths: strengths, largeFrom: largeThreshold)
  }
}
