import ReparteeGraph

/// Where a voice would rank if half of the conversations had not been seen.
///
/// Two hundred seeded half-samples of ⌊N / 2⌋ of all N conversations, without replacement; in each the pool, fixed by
/// the full data, is ranked by the half's value of what the ranking is by (competition ranks: 1, 2, 2, 4). The band runs
/// from the 5% to the 95% quantile (nearest rank: the 10th and the 190th of the 200), and is widened to hold the rank
/// itself: half-samples favour voices whose partners recur in every conversation. Beside it stand how often the voice is
/// among the top, and how often anybody came back to it at all. A narrow band says that the rank does not depend on a
/// few conversations. People known from account-level replies belong to no conversation and stay in every half; a voice
/// of which no post is known takes part with these, and has no band itself, nor has anybody where there are fewer than
/// two conversations, or where the ranking is by audience reach.
///
/// The trick: a mask says in which half-samples a conversation is, and the masks of a person's conversations are united,
/// so one walk over a voice's people serves all half-samples. The same for any number of threads.
/// Complexity: O(200 N + the walks of `ReplyReach` over the pool + 200 P) time, 800 bytes a voice of the pool.
/// Source: half-sampling, McCarthy, "Pseudo-Replication: Half Samples", Review of the International Statistical
/// Institute 37 (1969), https://doi.org/10.2307/1402116.
package enum RankBands {
  /// The band of one voice.
  package struct Band: Sendable, Equatable {
    /// The rank of which 5% of the half-samples are at or below, that is the good end; never worse than the rank.
    package var low: Int
    /// The rank of which 95% are at or below; never better than the rank.
    package var high: Int
    /// The share of half-samples in which the voice ranks among the top ones.
    package var topShare: Double
    /// The share of half-samples in which somebody came back to the voice.
    package var voiceShare: Double
  }

  /// The bands of the voices in `pool`, in that order.
  /// - Parameters:
  ///   - ranking: what voices are ranked by.
  ///   - seed: where the random numbers begin.
  ///   - top: how many ranks are the top.
  package static func compute(
    in network: ScopedNetwork, pool: [UInt32], by ranking: Ranking = .score, seed: UInt64, top: Int = 10
  ) -> [Band?] {
    compute(
      in: MeasuredNetwork(network, ranking: ranking, seed: seed), pool: pool, top: top,
      keys: { RankKey.keys(of: pool, in: network, by: ranking) })
  }

  /// The same by what a network is ranked by.
  /// - Parameter keys: the keys of the pool; nil where there are none.
  fileprivate static func compute(
    in measured: MeasuredNetwork, pool: [UInt32], top: Int = 10, keys: () -> [RankKey]?
  ) -> [Band?] {
    let (network, ranking, seed) = (measured.scoped, measured.ranking, measured.seed)
    let conversations = network.network.conversations.count
    guard conversations >= 2, !pool.isEmpty, let keys = keys() else { return pool.map { _ in nil } }
    let samples = HalfSamples(conversations: conversations, seed: seed)
    let returns = HalfSets(measured.conversedEncounters, voiceCount: network.network.voices.count)
    let values =
      ranking == .replyReach
      ? reaches(of: pool, in: network, samples: samples)
      : values(of: pool, sets: sets(of: ranking, returns: returns, in: measured), samples: samples)
    let ranks = ranks(of: values, voices: pool.count)
    let fullRanks = RankKey.ranks(of: keys)
    let hasPosts = hasPosts(in: network)
    return Cores.map(count: pool.count) { index in
      let voice = Int(pool[index])
      guard hasPosts[voice] else { return nil }
      let own = (0..<HalfSamples.count).map { ranks[$0 * pool.count + index] }
      let share = 1 / Double(HalfSamples.count)
      return Band(
        low: min(fullRanks[index], Int(smallest(quantile(5), of: own))),
        high: max(fullRanks[index], Int(~smallest(HalfSamples.count - 1 - quantile(95), of: own.map(~)))),
        topShare: Double(own.count { $0 <= UInt32(top) }) * share,
        voiceShare: Double(returns.samplesWithAny(of: voice, samples: samples)) * share)
    }
  }

  /// Voice → whether a post by it is known.
  private static func hasPosts(in network: ScopedNetwork) -> [Bool] {
    var hasPosts = [Bool](repeating: false, count: network.network.voices.count)
    for author in network.network.posts.authors where author != Posts.none { hasPosts[Int(author)] = true }
    return hasPosts
  }

  /// The sets whose sizes, added up, are what the ranking is by.
  private static func sets(of ranking: Ranking, returns: HalfSets, in measured: MeasuredNetwork) -> [HalfSets] {
    let voiceCount = measured.voices.count
    func answered() -> HalfSets { HalfSets(measured.reciprocatedEncounters, voiceCount: voiceCount) }
    return switch ranking {
    case .score: [answered(), returns]
    case .reciprocated: [answered()]
    case .conversed: [returns]
    case .repliers: [HalfSets(Repliers.encounters(in: measured.scoped), voiceCount: voiceCount)]
    case .replyReach, .audienceReach: []
    }
  }

  /// The place of a quantile among the sorted ranks: the nearest rank, ⌈p · 200⌉.
  private static func quantile(_ percent: Int) -> Int { (HalfSamples.count * percent + 99) / 100 - 1 }

  /// The value before which so many smaller or equal ones stand; few are near an end, so that no more need be sorted.
  private static func smallest(_ place: Int, of values: [UInt32]) -> UInt32 {
    var kept: [UInt32] = []
    kept.reserveCapacity(place + 2)
    for value in values where kept.count <= place || value < kept[place] {
      kept.insert(value, at: kept.partitioningIndex { $0 >= value })
      if kept.count > place + 1 { kept.removeLast() }
    }
    return kept[place]
  }

  /// Each half-sample's R of every voice, half-sample by half-sample.
  private static func reaches(of pool: [UInt32], in network: ScopedNetwork, samples: HalfSamples) -> [UInt32] {
    let reachIndex = ReachIndex(network)
    return table(of: pool, state: { HalfReach(voiceCount: network.network.voices.count) }) { half, voice in
      half.count(voice, on: reachIndex, samples: samples)
      return half.counters
    }
  }

  /// Each half-sample's sum of the sizes of every voice's sets, half-sample by half-sample.
  private static func values(of pool: [UInt32], sets: [HalfSets], samples: HalfSamples) -> [UInt32] {
    table(of: pool, state: { MaskCounters() }) { counters, voice in
      counters.clear()
      for set in sets { set.count(voice, samples: samples, into: &counters) }
      return counters
    }
  }

  /// One row a half-sample of the counters of every voice of the pool. In bounds: there is a place for each pair of them.
  private static func table<State>(
    of pool: [UInt32], state: @Sendable () -> State, count: @Sendable (inout State, Int) -> MaskCounters
  ) -> [UInt32] {
    var table = [UInt32](repeating: 0, count: HalfSamples.count * pool.count)
    let blocks = Cores.blocks(of: pool.count, size: 64)
    table.withUnsafeMutableBufferPointer { table in
      let table = table
      Cores.forEach(count: blocks.count, state: state) { state, block in
        for index in blocks[block] {
          let counters = count(&state, Int(pool[index]))
          for draw in 0..<HalfSamples.count { table[draw * pool.count + index] = counters.count(of: draw) }
        }
      }
    }
    return table
  }

  /// Turns each half-sample's values into competition ranks: 1 and those with more people.
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

/// A set of people for every voice with the conversations in which they entered it, for all half-samples at once.
private struct HalfSets {
  private let offsets: [Int]
  /// Voice by voice, each voice's by person.
  private let encounters: [Encounter]

  init(_ encounters: [Encounter], voiceCount: Int) {
    var (offsets, sorted) = Encounter.byVoice(encounters, voiceCount: voiceCount)
    for voice in 0..<voiceCount where offsets[voice + 1] - offsets[voice] > 1 {
      sorted[offsets[voice]..<offsets[voice + 1]].sort { $0.pair.key < $1.pair.key }
    }
    (self.offsets, self.encounters) = (offsets, sorted)
  }

  /// Adds 1 for each of the voice's people to the counters of the half-samples that hold one of their conversations.
  func count(_ voice: Int, samples: HalfSamples, into counters: inout MaskCounters) {
    var mask = SIMD4<UInt64>.zero
    let end = offsets[voice + 1]
    for index in offsets[voice]..<end {
      mask |= self.mask(of: encounters[index], samples)
      if index + 1 == end || encounters[index + 1].pair != encounters[index].pair {
        counters.add(mask)
        mask = .zero
      }
    }
  }

  /// How many half-samples hold anybody of the voice's set.
  func samplesWithAny(of voice: Int, samples: HalfSamples) -> Int {
    var counters = MaskCounters()
    let everybody = encounters[offsets[voice]..<offsets[voice + 1]].reduce(SIMD4<UInt64>.zero) {
      $0 | mask(of: $1, samples)
    }
    counters.add(everybody)
    return (0..<HalfSamples.count).count { counters.count(of: $0) > 0 }
  }

  /// Account-level replies have no conversation that could be missing.
  private func mask(of encounter: Encounter, _ samples: HalfSamples) -> SIMD4<UInt64> {
    encounter.conversation == ScopedNetwork.none ? ~.zero : samples.mask(of: Int(encounter.conversation))
  }
}

extension RankBands {
  /// A voice's set in plain dictionaries, for verifiers: its members by conversation, and those known without one.
  package struct PlainSet {
    /// Conversation → members who entered the set there.
    package var byConversation: [Int: Set<UInt32>] = [:]
    /// Members known from account-level replies.
    package var fixed: Set<UInt32> = []

    /// An empty set.
    package init() {}

    func count(holding conversations: [Int]) -> Int {
      conversations.reduce(fixed) { $0.union(byConversation[$1] ?? []) }.count
    }
  }

  /// The first voice of the pool whose band is not what the definition demands, or nil: every half-sample's sets united
  /// one by one.
  /// - Parameters:
  ///   - bands: the result for `pool`.
  ///   - ranks: each voice's rank in the full data, in the order of the pool.
  ///   - sets: for each voice the sets whose sizes, added up, rank it.
  ///   - returns: for each voice those who came back.
  package static func discrepancy(
    of bands: [Band?], pool: [UInt32], ranks fullRanks: [Int], seed: UInt64, top: Int = 10, sets: [[PlainSet]],
    returns: [PlainSet], in network: ScopedNetwork
  ) -> String? {
    let conversations = network.network.conversations.count
    let samples = HalfSamples(conversations: conversations, seed: seed)
    var ranks = [[Int]](repeating: [], count: pool.count)
    var returned = [Int](repeating: 0, count: pool.count)
    for draw in 0..<HalfSamples.count {
      let held = (0..<conversations).filter { samples.holds($0, draw: draw) }
      guard held.count == conversations / 2 else {
        return "half-sample \(draw) holds \(held.count) of \(conversations) conversations"
      }
      let values = pool.map(Int.init).map { voice in sets[voice].reduce(0) { $0 + $1.count(holding: held) } }
      for (index, value) in values.enumerated() {
        ranks[index].append(1 + values.count { $0 > value })
        if returns[Int(pool[index])].count(holding: held) > 0 { returned[index] += 1 }
      }
    }
    for (index, voice) in pool.enumerated() {
      let sorted = ranks[index].sorted()
      // 200 ranks: the 10th is the first with 5% at or below it, the 190th the first with 95%.
      let isBanded = conversations >= 2 && network.network.posts.authors.contains(voice)
      let expected =
        isBanded
        ? Band(
          low: min(sorted[9], fullRanks[index]), high: max(sorted[189], fullRanks[index]),
          topShare: Double(sorted.filter { $0 <= top }.count) / 200, voiceShare: Double(returned[index]) / 200) : nil
      let isEqual =
        switch (bands[index], expected) {
        case (nil, nil): true
        case (let band?, let expected?):
          band.low == expected.low && band.high == expected.high && abs(band.topShare - expected.topShare) < 1e-9
            && abs(band.voiceShare - expected.voiceShare) < 1e-9
        default: false
        }
      if !isEqual {
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
    remember("rankBands") { spread(RankBands.compute(in: self, pool: pool) { rankKeys(of: pool) }) }
  }

  /// What decides the ranks of the voices in `pool`; nil for audience reach.
  private func rankKeys(of pool: [UInt32]) -> [RankKey]? {
    let (reach, repliers) = (replyReach.reach, replierCounts)
    let values: [Int]
    switch ranking {
    case .audienceReach: return nil
    case .replyReach: values = reach.map(Int.init)
    case .repliers: values = repliers
    case .reciprocated: values = reciprocatedCounts
    case .conversed: values = returnCounts
    case .score: values = zip(reciprocatedCounts, returnCounts).map(+)
    }
    return pool.map { RankKey(value: values[Int($0)], reach: Int(reach[Int($0)]), repliers: repliers[Int($0)]) }
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
    "rank_low", of: .voice, "the better end of the 5-95% band of ranks in half-samples, by what the rank is ranked by",
    range: "1 and up; empty outside the ranked voices, for edge lists and where ranks are by audience reach",
    source: "half-sampling, McCarthy 1969"
  ) { network in network.rankBands.map { .integer($0?.low) } }

  static let rankHigh = Measure(
    "rank_high", of: .voice, "the worse end of the 5-95% band of ranks in half-samples, by what the rank is ranked by",
    range: "rank_low and up; empty outside the ranked voices, for edge lists and where ranks are by audience reach",
    source: "half-sampling, McCarthy 1969"
  ) { network in network.rankBands.map { .integer($0?.high) } }

  static let topTenShare = Measure(
    "top_ten_share", of: .voice, "the share of half-samples in which the voice ranks among the first ten",
    range: "0 to 1; empty outside the ranked voices, for edge lists and where ranks are by audience reach",
    source: "half-sampling, McCarthy 1969"
  ) { network in network.rankBands.map { .decimal($0?.topShare, places: 3) } }

  static let voiceShare = Measure(
    "voice_share", of: .voice, "the share of half-samples in which somebody came back to the voice",
    range: "0 to 1; empty outside the ranked voices, for edge lists and where ranks are by audience reach",
    source: "half-sampling, McCarthy 1969"
  ) { network in network.rankBands.map { .decimal($0?.voiceShare, places: 3) } }
}
