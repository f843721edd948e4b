/// Leiden's second step: each community is built up anew from single nodes, merging only what is well connected, at
/// random but rarely against the gain.
struct LeidenRefinement {
  /// θ: how far below the best gain a merge may still be drawn.
  static let randomness = 0.01

  private let level: LeidenLevel
  private let communities: [UInt32]
  /// Node → its refined community, named by a node.
  private(set) var labels: [UInt32]
  private var strengths: [Double]
  private var isSingle: [Bool]
  /// Community → its strength.
  private var whole: [Double]
  /// Refined community → the weight from it to the rest of its community.
  private var outward: [Double]

  init(_ level: LeidenLevel, communities: [UInt32]) {
    self.level = level
    self.communities = communities
    labels = (0..<UInt32(level.count)).map { $0 }
    strengths = level.strengths
    isSingle = Array(repeating: true, count: level.count)
    whole = Array(repeating: 0, count: level.count)
    outward = whole
    for node in 0..<level.count {
      whole[Int(communities[node])] += level.strengths[node]
      for index in level.offsets[node]..<level.offsets[node + 1]
      where communities[Int(level.neighbours[index])] == communities[node] {
        outward[node] += level.weights[index]
      }
    }
  }

  mutating func run(_ draws: inout Draws) {
    var ties = TieCounter(level.count)
    var candidates: [UInt32] = []
    var gains: [Double] = []
    for node in draws.order(of: level.count).lazy.map(Int.init)
    where isSingle[node] && isWellConnected(node, in: node) {
      for index in level.offsets[node]..<level.offsets[node + 1] {
        let neighbour = Int(level.neighbours[index])
        if communities[neighbour] == communities[node] { ties.add(level.weights[index], to: labels[neighbour]) }
      }
      candidates = [UInt32(node)]
      gains = [0]
      for other in ties.touched where isWellConnected(Int(other), in: node) {
        let gain = ties[other] - level.strengths[node] * strengths[Int(other)] / level.total
        if gain < 0 { continue }
        candidates.append(other)
        gains.append(gain)
      }
      let best = gains.max() ?? 0
      let chosen = candidates[draws.position(weights: gains.map { exponential(($0 - best) / Self.randomness) })]
      if chosen != UInt32(node) { merge(node, into: Int(chosen), tie: ties[chosen]) }
      ties.clear()
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
