import ReparteeGraph

/// Where a voice would rank if half of the conversations had not been seen.
///
/// Two hundred seeded half-samples of ⌊N / 2⌋ of all N conversations, without replacement; in each the pool, fixed by
/// the full data, is ranked by the half's R (competition ranks: 1, 2, 2, 4). The band runs from the 5% to the 95%
/// quantile (nearest rank: the 10th and the 190th of the 200), beside it stands how often the voice is among the top.
/// A narrow band says that the rank does not depend on a few conversations. People known from account-level replies
/// belong to no conversation and stay in every half; a voice of which no post is known takes part with these, and has no
/// band itself, nor has anybody where there are fewer than two conversations.
///
/// The trick: a mask says in which half-samples a conversation is, and the masks of a person's conversations are united,
/// so one walk over a voice's people serves all half-samples. The same for any number of threads.
/// Complexity: O(200 N + the walks of `ReplyReach` over the pool + 200 P) time, 800 bytes a voice of the pool.
/// Source: half-sampling, McCarthy, "Pseudo-Replication: Half Samples", Review of the International Statistical
/// Institute 37 (1969), https://doi.org/10.2307/1402116.
package enum RankBands {
  /// The band of one voice.
  package struct Band: Sendable, Equatable {
    /// The rank of which 5% of the half-samples are at or below, that is the good end.
    package var low: Int
    /// The rank of which 95% are at or below.
    package var high: Int
    /// The share of half-samples in which the voice ranks among the top ones.
    package var topShare: Double
  }

  /// The bands of the voices in `pool`, in that order.
  /// - Parameters:
  ///   - seed: where the random numbers begin.
  ///   - top: how many ranks are the top.
  package static func compute(in network: ScopedNetwork, pool: [UInt32], seed: UInt64, top: Int = 10) -> [Band?] {
    let conversations = network.network.conversations.count
    guard conversations >= 2, !pool.isEmpty else { return pool.map { _ in nil } }
    let samples = HalfSamples(conversations: conversations, seed: seed)
    let reachIndex = ReachIndex(network)
    let ranks = ranks(of: reaches(of: pool, on: reachIndex, samples: samples), voices: pool.count)
    return Cores.map(count: pool.count) { index in
      let voice = Int(pool[index])
      guard !reachIndex.own[voice].isEmpty else { return nil }
      let own = (0..<HalfSamples.count).map { ranks[$0 * pool.count + index] }.sorted()
      return Band(
        low: Int(own[quantile(5)]), high: Int(own[quantile(95)]),
        topShare: Double(own.count { $0 <= UInt32(top) }) / Double(HalfSamples.count))
    }
  }

  /// The place of a quantile among the sorted ranks: the nearest rank, ⌈p · 200⌉.
  private static func quantile(_ percent: Int) -> Int { (HalfSamples.count * percent + 99) / 100 - 1 }

  /// Each half-sample's R of every voice, half-sample by half-sample. In bounds: there is a place for each pair of them.
  private static func reaches(of pool: [UInt32], on reachIndex: ReachIndex, samples: HalfSamples) -> [UInt32] {
    let voiceCount = reachIndex.network.network.voices.count
    var reaches = [UInt32](repeating: 0, count: HalfSamples.count * pool.count)
    let blocks = Cores.blocks(of: pool.count, size: 64)
    reaches.withUnsafeMutableBufferPointer { reaches in
      Cores.forEach(count: blocks.count, state: { HalfReach(voiceCount: voiceCount) }) { half, block in
        for index in blocks[block] {
          half.count(Int(pool[index]), on: reachIndex, samples: samples)
          for draw in 0..<HalfSamples.count { reaches[draw * pool.count + index] = half.counters.count(of: draw) }
        }
      }
    }
    return reaches
  }

  /// Turns each half-sample's counts into competition ranks: 1 and those with more people.
  private static func ranks(of reaches: consuming [UInt32], voices: Int) -> [UInt32] {
    reaches.withUnsafeMutableBufferPointer { reaches in
      Cores.forEach(count: HalfSamples.count) { draw in
        let row = UnsafeMutableBufferPointer(rebasing: reaches[(draw * voices)..<((draw + 1) * voices)])
        var above = [UInt32](repeating: 0, count: Int(row.max() ?? 0) + 2)
        for reach in row { above[Int(reach)] += 1 }
        for reach in above.indices.dropLast().reversed() { above[reach] += above[reach + 1] }
        for index in row.indices { row[index] = 1 + above[Int(row[index]) + 1] }
      }
    }
    return reaches
  }
}

/// The reach of one voice after the other in all half-samples at once.
private struct HalfReach {
  private var walker: ReachWalker
  /// In which half-samples the voice meets the person.
  private var masks: [SIMD4<UInt64>]
  /// R in every half-sample.
  private(set) var counters = MaskCounters()

  init(voiceCount: Int) {
    walker = ReachWalker(voiceCount: voiceCount)
    masks = Array(repeating: .zero, count: voiceCount)
  }

  mutating func count(_ voice: Int, on reachIndex: ReachIndex, samples: HalfSamples) {
    walker.walk(voice, on: reachIndex)
    for person in walker.people { masks[Int(person)] = .zero }
    for person in reachIndex.others[voice] { masks[Int(person)] = ~.zero }
    var start = 0
    for (conversation, met) in zip(walker.conversations, walker.met) {
      let mask = samples.mask(of: Int(conversation))
      for visitor in walker.visitors[start..<(start + met)] { masks[Int(visitor)] |= mask }
      start += met
    }
    counters.clear()
    for person in walker.people { counters.add(masks[Int(person)]) }
  }
}

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

extension MeasuredNetwork {
  /// The rank band of every voice; nil outside the pool.
  package var rankBands: [RankBands.Band?] {
    remember("rankBands") { spread(RankBands.compute(in: scoped, pool: pool, seed: seed)) }
  }

  /// What was computed for the pool, as one value for every voice.
  func spread<Value>(_ values: [Value?]) -> [Value?] {
    var all = [Value?](repeating: nil, count: voices.count)
    for (voice, value) in zip(pool, values) { all[Int(voice)] = value }
    return all
  }
}

extension Measure {
  static let rankLow = Measure(
    "rank_low", of: .voice, "the better end of the 5-95% band of ranks by reply reach in half-samples",
    range: "1 and up; empty outside the ranked voices and for edge lists", source: "half-sampling, McCarthy 1969"
  ) { network in network.rankBands.map { .integer($0?.low) } }

  static let rankHigh = Measure(
    "rank_high", of: .voice, "the worse end of the 5-95% band of ranks by reply reach in half-samples",
    range: "rank_low and up; empty likewise", source: "half-sampling, McCarthy 1969"
  ) { network in network.rankBands.map { .integer($0?.high) } }

  static let topTenShare = Measure(
    "top_10_share", of: .voice, "the share of half-samples in which the voice ranks among the first ten",
    range: "0 to 1; empty likewise", source: "half-sampling, McCarthy 1969"
  ) { network in network.rankBands.map { .decimal($0?.topShare, places: 3) } }
}
