import ReparteeGraph

extension RankBands {
  /// The first voice of the pool whose band is not what the definition demands, or nil: every half-sample's sets united
  /// one by one.
  /// - Parameters:
  ///   - bands: the result for `pool`.
  ///   - people: each voice's people by conversation (its number in the network).
  ///   - others: each voice's people known from account-level replies.
  package static func discrepancy(
    of bands: [Band?], pool: [UInt32], seed: UInt64, top: Int = 10, people: [[Int: Set<UInt32>]],
    others: [Set<UInt32>], in network: ScopedNetwork
  ) -> String? {
    let conversations = network.network.conversations.count
    let samples = HalfSamples(conversations: conversations, seed: seed)
    var ranks = [[Int]](repeating: [], count: pool.count)
    for draw in 0..<HalfSamples.count {
      let held = (0..<conversations).filter { samples.holds($0, draw: draw) }
      guard held.count == conversations / 2 else {
        return "half-sample \(draw) holds \(held.count) of \(conversations) conversations"
      }
      let reaches = pool.map(Int.init).map { voice in
        held.reduce(others[voice]) { $0.union(people[voice][$1] ?? []) }.count
      }
      for (index, reach) in reaches.enumerated() { ranks[index].append(1 + reaches.count { $0 > reach }) }
    }
    for (index, voice) in pool.enumerated() {
      let sorted = ranks[index].sorted()
      // 200 ranks: the 10th is the first with 5% at or below it, the 190th the first with 95%.
      let isBanded = conversations >= 2 && network.network.posts.authors.contains(voice)
      let expected =
        isBanded
        ? Band(low: sorted[9], high: sorted[189], topShare: Double(sorted.filter { $0 <= top }.count) / 200) : nil
      if bands[index] != expected {
        return "the band of voice \(voice) is \(String(describing: bands[index])), by the definition "
          + "\(String(describing: expected))"
      }
    }
    return nil
  }
}
