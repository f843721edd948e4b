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

  /// The graph whose nodes are the groups; what lies inside a group lives on in its strength.
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
