import ReparteeGraph

/// Leiden's second step: each community is built up again from single nodes, merging only what is well connected, at
/// random but rarely against the gain.
///
/// A community looks at its own members alone, so communities are refined on all threads, each with random numbers of its
/// own. In bounds: neighbours and groups are nodes.
struct LeidenRefinement {
  /// θ: how far below the best gain a merge may still be drawn.
  private static let randomness = 0.01
  /// What gains so much less than the best, e⁻⁴⁰ times as likely, is not drawn.
  private static let span = 40 * randomness

  private let level: LeidenLevel
  private let ties: LeidenTies
  private let perTotal: Double
  private let communities: UnsafePointer<UInt32>
  /// Node → its refined group, named by a node.
  private let labels: UnsafeMutablePointer<UInt32>
  private let nodes: UnsafeMutablePointer<Node>

  /// What is known of a node, and of the group that bears its name.
  private struct Node: BitwiseCopyable {
    /// The group's strength, and the weight from it to the rest of its community.
    var strength: Double
    var outward: Double
    var isSingle: Bool
  }

  /// The refined groups, each named by a node, of the communities in `communities`.
  static func refined(_ communities: [UInt32], on level: LeidenLevel, _ random: inout SplitMix64) -> [UInt32] {
    var labels = (0..<UInt32(level.count)).map { $0 }
    let order = random.order(of: level.count)
    let seed = random.next()
    let members = LeidenMembers(of: communities, count: level.count, order: order)
    let shared = (0..<level.count).filter { members[$0].count > 1 }
    let memory = LargePages<Node>(count: level.count)
    let scratch = ScratchPool { TieCounter(level.count) }
    labels.withUnsafeMutableBufferPointer { labels in
      communities.withUnsafeBufferPointer { communities in
        level.withTies { ties in
          guard let labels = labels.baseAddress, let communities = communities.baseAddress else { return }
          let refinement = LeidenRefinement(
            level: level, ties: ties, perTotal: 1 / level.total, communities: communities, labels: labels,
            nodes: memory.start)
          if level.isLarge {
            Cores.forEach(count: shared.count, state: { scratch.take() }) { counter, index in
              refinement.refine(members[shared[index]], counter, SplitMix64(seed: seed, part: shared[index]))
            }
          } else {
            let counter = scratch.take()
            for community in shared {
              refinement.refine(members[community], counter, SplitMix64(seed: seed, part: community))
            }
          }
        }
      }
    }
    withExtendedLifetime(memory) {}
    return labels
  }

  private func refine(_ members: ArraySlice<UInt32>, _ counter: TieCounter, _ random: SplitMix64) {
    var random = random
    var whole = 0.0
    for node in members.lazy.map(Int.init) {
      var weight = 0
      let community = communities[node]
      ties.forEach(of: node) { weight += communities[Int($0)] == community ? Int($1) : 0 }
      nodes[node] = Node(strength: level.strengths[node], outward: Double(weight), isSingle: true)
      whole += level.strengths[node]
    }
    var candidates: [(group: UInt32, gain: Double)] = []
    for node in members.lazy.map(Int.init) where nodes[node].isSingle && isWellConnected(node, in: whole) {
      let community = communities[node]
      ties.forEach(of: node) { neighbour, weight in
        if communities[Int(neighbour)] == community { counter.add(weight, to: labels[Int(neighbour)]) }
      }
      // Staying alone gains nothing; what gains less than that is no candidate.
      var best = 0.0
      candidates.removeAll(keepingCapacity: true)
      candidates.append((UInt32(node), 0))
      let expected = level.strengths[node] * perTotal
      for place in 0..<counter.count {
        let group = Int(counter.touched[place])
        let gain = counter.sums[group] - expected * nodes[group].strength
        guard gain >= max(0, best - Self.span), isWellConnected(group, in: whole) else { continue }
        candidates.append((UInt32(truncatingIfNeeded: group), gain))
        best = max(best, gain)
      }
      candidates.removeAll { $0.gain < best - Self.span }
      let chosen = draw(from: &candidates, best: best, &random)
      if chosen != node { merge(node, into: chosen, tie: counter.sums[chosen]) }
      counter.clear()
    }
  }

  /// One of the candidates, as likely as e to the gain over θ; they are sorted, since they come in the order of ties.
  private func draw(
    from candidates: inout [(group: UInt32, gain: Double)], best: Double, _ random: inout SplitMix64
  ) -> Int {
    if candidates.count == 1 { return Int(candidates[0].group) }
    candidates.sort { $0.group < $1.group }
    let weights = candidates.map { exponential(($0.gain - best) / Self.randomness) }
    return Int(candidates[random.position(weights: weights)].group)
  }

  /// Whether a refined group is tied to the rest of its community no less than chance would have it.
  @inline(__always)
  private func isWellConnected(_ group: Int, in whole: Double) -> Bool {
    let strength = nodes[group].strength
    return nodes[group].outward >= strength * (whole - strength) * perTotal * (1 - 1e-12)
  }

  private func merge(_ node: Int, into group: Int, tie: Double) {
    labels[node] = UInt32(group)
    nodes[group].outward += nodes[node].outward - 2 * tie
    nodes[group].strength += nodes[node].strength
    nodes[node].isSingle = false
    nodes[group].isSingle = false
  }
}
