import Parallel

/// Leiden's second step: each community is built up anew from single nodes, merging only what is well connected, at
/// random but rarely against the gain.
///
/// Scratch space is made once a level; a node's candidates are weighed without making any list.
struct LeidenRefinement {
  /// θ: how far below the best gain a merge may still be drawn.
  static let randomness = 0.01

  private let level: LeidenLevel
  private let communities: [UInt32]
  /// Node → its refined community, named by a node.
  private var labels: [UInt32]
  private var strengths: [Double]
  private var isSingle: [Bool]
  /// Community → its strength.
  private var whole: [Double]
  /// Refined community → the weight from it to the rest of its community.
  private var outward: [Double]

  /// The refined communities, each named by a node, of those that `communities` tells.
  static func refined(_ communities: [UInt32], on level: LeidenLevel, _ draws: inout Draws) -> [UInt32] {
    var refinement = LeidenRefinement(level, communities: communities)
    refinement.run(&draws)
    return refinement.labels
  }

  private init(_ level: LeidenLevel, communities: [UInt32]) {
    self.level = level
    self.communities = communities
    labels = (0..<UInt32(level.count)).map { $0 }
    strengths = level.strengths
    isSingle = Array(repeating: true, count: level.count)
    whole = Array(repeating: 0, count: level.count)
    for node in 0..<level.count { whole[Int(communities[node])] += level.strengths[node] }
    let blocks = Cores.blocks(of: level.count, size: 1 << 13)
    let ties = UnsafePointer(level.ties.start)
    outward = Array(
      communities.withUnsafeBufferPointer { communities in
        level.offsets.withUnsafeBufferPointer { offsets in
          Cores.map(count: blocks.count) { block in
            blocks[block].map { node in
              var weight = 0
              for index in offsets[node]..<offsets[node + 1]
              where communities[Int(ties[index].node)] == communities[node] {
                weight += Int(ties[index].weight)
              }
              return Double(weight)
            }
          }
        }
      }.joined())
    withExtendedLifetime(level.ties) {}
  }

  private mutating func run(_ draws: inout Draws) {
    let counter = TieCounter(level.count)
    let ties = UnsafePointer(level.ties.start)
    defer { withExtendedLifetime(level.ties) {} }
    var candidates: [UInt32] = []
    var gains: [Double] = []
    for node in draws.order(of: level.count).lazy.map(Int.init)
    where isSingle[node] && isWellConnected(node, in: node) {
      level.offsets.withUnsafeBufferPointer { offsets in
        communities.withUnsafeBufferPointer { communities in
          labels.withUnsafeBufferPointer { labels in
            let community = communities[node]
            for index in offsets[node]..<offsets[node + 1] {
              let tie = ties[index]
              if communities[Int(tie.node)] == community { counter.add(tie.weight, to: labels[Int(tie.node)]) }
            }
          }
        }
      }
      candidates.removeAll(keepingCapacity: true)
      gains.removeAll(keepingCapacity: true)
      candidates.append(UInt32(node))
      gains.append(0)
      var best = 0.0
      for place in 0..<counter.count {
        let other = counter.touched[place]
        guard isWellConnected(Int(other), in: node) else { continue }
        let gain = counter.sums[Int(other)] - level.strengths[node] * strengths[Int(other)] / level.total
        if gain < 0 { continue }
        candidates.append(other)
        gains.append(gain)
        best = max(best, gain)
      }
      for place in gains.indices { gains[place] = exponential((gains[place] - best) / Self.randomness) }
      let chosen = candidates[draws.position(weights: gains)]
      if chosen != UInt32(node) { merge(node, into: Int(chosen), tie: counter.sums[Int(chosen)]) }
      counter.clear()
    }
  }

  /// Whether a refined community is tied to the rest of its community no less than chance would have it.
  private func isWellConnected(_ part: Int, in node: Int) -> Bool {
    let rest = whole[Int(communities[node])] - strengths[part]
    return outward[part] >= strengths[part] * rest / level.total * (1 - 1e-12)
  }

  private mutating func merge(_ node: Int, into part: Int, tie: Double) {
    labels[node] = UInt32(part)
    outward[part] += outward[node] - 2 * tie
    strengths[part] += level.strengths[node]
    isSingle[node] = false
    isSingle[part] = false
  }
}
