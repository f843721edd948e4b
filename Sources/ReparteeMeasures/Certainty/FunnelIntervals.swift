import ReparteeGraph

/// How far a figure that counts people by conversation would move with other conversations.
///
/// f_t counts the members of the set who are in it through conversation t alone, over the same T conversations as reply
/// reach; a conversation that brought nobody has f_t = 0. Members known from account-level replies are fixed, since
/// these belong to no conversation; exchanges of flat branches belong to their branch's. Each interval is the wider, end
/// by end, of the studentised jackknife's (`Jackknife`) and of one calibrated by these data (`Calibration`), each figure by
/// quantiles of its own. Nil below T = 5. Complexity: O(m + Σ k log k) for m members by conversation and voices with k.
package struct SetIntervals: Sendable, Equatable {
  /// Voice → the interval.
  package let intervals: SparseVoiceValues<Jackknife.Interval>
  /// How such figures of few conversations stray in these data.
  package let calibration: Calibration

  /// The interval of a voice, or nil below five conversations.
  package subscript(voice: Int) -> Jackknife.Interval? { intervals[voice] }

  /// The intervals of a figure.
  /// - Parameter conversations: each voice's T.
  static func compute(
    _ points: PointsByVoice, conversations: [UInt32], seed: UInt64, rule: Calibration.Rule = Calibration.Rule()
  ) -> SetIntervals {
    struct Estimate {
      var voice: UInt32
      var interval: Jackknife.Interval
      var count: Int
      var fixed: Int
      var candidate: Calibration.Candidate?
    }
    let blocks = Cores.blocks(of: conversations.count, size: 1024)
    let parts = Cores.map(count: blocks.count) { block -> [Estimate] in
      var estimates: [Estimate] = []
      for voice in blocks[block] where conversations[voice] >= UInt32(Jackknife.fewestConversations) {
        let own = points[voice]
        var losses = Jackknife.Losses(conversations: Int(conversations[voice]))
        var tally = PointsByVoice.Tally()
        if !own.isEmpty {
          tally = points.tally(of: voice)
          add(tally, to: &losses)
        }
        guard let interval = Jackknife.interval(of: tally.count, losses: losses) else { continue }
        var estimate = Estimate(voice: UInt32(voice), interval: interval, count: tally.count, fixed: tally.fixed)
        let isLarge = Int(conversations[voice]) >= rule.timesConversations * Calibration.classes[0]
        if isLarge, tally.count > tally.fixed, let first = own.first {
          estimate.candidate = Calibration.Candidate(
            voice: voice, conversations: Int(conversations[voice]), first: first.conversation, items: own.count,
            seed: seed)
        }
        estimates.append(estimate)
      }
      return estimates
    }
    let estimates = Array(parts.joined())
    let calibration = Calibration.compute(estimates.compactMap(\.candidate), rule: rule) { candidate in
      Calibration.Conversations(
        count: candidate.conversations,
        found: points.moving(of: candidate.voice).map { ($0.conversation, $0.item) })
    }
    return SetIntervals(
      intervals: SparseVoiceValues(
        estimates.map { estimate in
          let wider = calibration.widening(
            estimate.interval, of: estimate.count, fixed: estimate.fixed,
            conversations: Int(conversations[Int(estimate.voice)]))
          return (estimate.voice, wider)
        }), calibration: calibration)
  }

  private static func add(_ tally: PointsByVoice.Tally, to losses: inout Jackknife.Losses) {
    losses.largestMeeting = tally.largestMeeting
    var start = 0
    let only = tally.onlyConversations
    while start < only.count {
      let end = only[start...].firstIndex { $0 != only[start] } ?? only.count
      losses.add(end - start)
      start = end
    }
  }
}

/// The intervals of repliers, reciprocated, conversed and the score.
///
/// The wider, end by end, of the delete-one-conversation jackknife's interval (see `Jackknife`) and of one calibrated by these data's
/// own voices (see `Calibration`): where the mean over windows with as many conversations would lie. Nil below five
/// conversations. Members who are known without a conversation are taken as fixed.
/// Sources: Efron & Stein, "The Jackknife Estimate of Variance", Annals of Statistics 9 (1981),
/// https://doi.org/10.1214/aos/1176345462; rarefaction, Hurlbert, "The Nonconcept of Species Diversity", Ecology 52 (1971),
/// https://doi.org/10.2307/1934145.
package struct FunnelIntervals: Sendable, Equatable {
  /// Of R1.
  package let repliers: SetIntervals
  /// Of M.
  package let reciprocated: SetIntervals
  /// Of C.
  package let conversed: SetIntervals
  /// Of the score M + C, whose f_t are the points seen only in conversation t.
  package let score: SetIntervals

  /// The intervals of every voice.
  /// - Parameters:
  ///   - conversations: each voice's T, from `ReplyReach`.
  ///   - seed: where the random numbers of the calibration begin.
  package static func compute(
    in network: ScopedNetwork, conversations: [UInt32], seed: UInt64 = 1
  ) -> FunnelIntervals {
    compute(in: network, conversations: conversations, seed: seed, calibrating: Calibration.Rule())
  }

  /// The same with another rule of calibration.
  static func compute(
    in network: ScopedNetwork, conversations: [UInt32], seed: UInt64, calibrating rule: Calibration.Rule
  ) -> FunnelIntervals {
    let (repliers, reciprocated, conversed) = (
      Repliers.encounters(in: network), Reciprocated.encounters(in: network), Conversed.encounters(in: network)
    )
    func intervals(_ sets: [[Encounter]]) -> SetIntervals {
      SetIntervals.compute(
        PointsByVoice(sets, conversations: conversations), conversations: conversations, seed: seed, rule: rule)
    }
    return FunnelIntervals(
      repliers: intervals([repliers]), reciprocated: intervals([reciprocated]), conversed: intervals([conversed]),
      score: intervals([reciprocated, conversed]))
  }
}

extension Repliers {
  /// Every reply that counts, and where it stands.
  static func encounters(in network: ScopedNetwork) -> [Encounter] {
    let posts = network.network.posts
    let inThreads = (0..<posts.count).compactMap { post in
      network.target(ofReply: post).map {
        Encounter(
          pair: VoicePair(voice: $0, person: posts.authors[post]),
          conversation: network.network.conversations.conversation(of: post))
      }
    }
    return inThreads + network.branchEncounters
      + fromAccountReplies(network).map { Encounter(pair: $0, conversation: ScopedNetwork.none) }
  }
}

extension Conversed {
  /// Every partner who came back, and where.
  static func encounters(in network: ScopedNetwork) -> [Encounter] {
    let exchanges = inThreads(network) + fromTimedReplies(network)
    return exchanges.map { Encounter(pair: $0.pair, conversation: $0.conversation) } + network.branchEncounters
  }
}

extension FunnelIntervals {
  /// The first voice with an interval that is not what the definition demands, or nil: each set conversation by
  /// conversation in dictionaries, and every conversation left out in turn.
  package func discrepancy(conversations: [UInt32], in network: ScopedNetwork, seed: UInt64 = 1) -> String? {
    discrepancy(conversations: conversations, in: network, seed: seed, calibrating: Calibration.Rule())
  }

  /// The same of a result with another rule of calibration.
  func discrepancy(
    conversations: [UInt32], in network: ScopedNetwork, seed: UInt64, calibrating rule: Calibration.Rule
  ) -> String? {
    let threads = PlainThreads(network)
    let (reciprocated, conversed) = (threads.reciprocated(), threads.conversed())
    let funnel: [(name: String, intervals: SetIntervals, sets: [PlainSets])] = [
      ("R1", repliers, [threads.repliers()]), ("M", self.reciprocated, [reciprocated]),
      ("C", self.conversed, [conversed]), ("the score", score, [reciprocated, conversed]),
    ]
    for (name, intervals, sets) in funnel {
      if let found = intervals.discrepancy(
        of: name, from: sets, conversations: conversations, in: network, seed: seed, calibrating: rule)
      {
        return found
      }
    }
    return nil
  }
}

extension SetIntervals {
  /// The first voice whose interval is not that of the sum of these sets.
  fileprivate func discrepancy(
    of name: String, from sets: [PlainSets], conversations: [UInt32], in network: ScopedNetwork, seed: UInt64,
    calibrating rule: Calibration.Rule
  ) -> String? {
    // A person of the first set is an even number, of the second an odd one.
    func points(_ people: Set<UInt32>, _ set: Int) -> Set<UInt64> { Set(people.map { UInt64($0) * 2 + UInt64(set) }) }
    let voices = conversations.indices.map { voice in
      var byRoot: [Int: Set<UInt64>] = [:]
      var fixed: Set<UInt64> = []
      for (index, set) in sets.enumerated() {
        for (root, people) in set.byConversation[voice] { byRoot[root, default: []].formUnion(points(people, index)) }
        fixed.formUnion(points(set.fixed[voice], index))
      }
      return (byRoot, fixed)
    }
    let expectedCalibration = Calibration.byDefinition(
      conversations.indices.map { voice in
        var brought: [Int: Set<UInt64>] = [:]
        for (root, people) in voices[voice].0 where !people.isSubset(of: voices[voice].1) {
          brought[Int(network.network.conversations.conversation(of: root))] = people.subtracting(voices[voice].1)
        }
        let known = voices[voice].0.filter { !$0.value.isEmpty }
        let first = known.keys.map { Int(network.network.conversations.conversation(of: $0)) }.min()
        return Calibration.PlainVoice(
          conversations: Int(conversations[voice]), brought: brought, first: first ?? Int(UInt32.max),
          items: known.values.reduce(voices[voice].1.count) { $0 + $1.count })
      }, seed: seed, rule: rule)
    guard Calibration.agree(calibration, expectedCalibration) else {
      return "the calibration of \(name) is \(calibration.quantiles), by the definition "
        + "\(expectedCalibration.quantiles)"
    }
    for voice in conversations.indices {
      let (groups, fixed) = (Array(voices[voice].0.values), voices[voice].1)
      let total = Int(conversations[voice])
      let expected = Jackknife.leavingOneOut(groups, fixed: fixed, conversations: total).map {
        expectedCalibration.widening(
          $0, of: groups.reduce(fixed) { $0.union($1) }.count, fixed: fixed.count, conversations: total)
      }
      if !Jackknife.agree(self[voice], expected) {
        return "the interval of \(name) of voice \(voice) is \(String(describing: self[voice])), "
          + "by the definition \(String(describing: expected))"
      }
    }
    return nil
  }
}

/// A set for every voice, by conversation (its root post), and its members without one.
private struct PlainSets {
  var byConversation: [[Int: Set<UInt32>]]
  var fixed: [Set<UInt32>]

  init(voiceCount: Int) {
    byConversation = Array(repeating: [:], count: voiceCount)
    fixed = Array(repeating: [], count: voiceCount)
  }
}

/// The funnel's sets, written straight from their definitions.
private struct PlainThreads {
  let network: ScopedNetwork

  init(_ network: ScopedNetwork) { self.network = network }

  private func root(of post: Int) -> Int { Verification.ancestors(of: post, in: network).last ?? post }

  /// Nobody yet but the partners of flat branches, who are members of all three sets.
  private func start() -> PlainSets {
    var sets = PlainSets(voiceCount: network.network.voices.count)
    for exchange in Verification.flatExchanges(in: network) {
      sets.byConversation[Int(exchange.voice)][root(of: exchange.closing), default: []].insert(exchange.person)
    }
    return sets
  }

  func repliers() -> PlainSets {
    var sets = start()
    Verification.forEachReply(in: network) { post, person, voice in
      sets.byConversation[Int(voice)][root(of: post), default: []].insert(person)
    }
    Verification.forEachAccountReply(in: network) { person, voice, _ in sets.fixed[Int(voice)].insert(person) }
    return sets
  }

  func reciprocated() -> PlainSets {
    var sets = start()
    let all = repliers()
    for voice in sets.fixed.indices {
      sets.fixed[voice] = all.fixed[voice].filter { all.fixed[Int($0)].contains(UInt32(voice)) }
    }
    var arcs: [Int: Set<VoicePair>] = [:]
    Verification.forEachReply(in: network) { post, person, voice in
      arcs[root(of: post), default: []].insert(VoicePair(voice: voice, person: person))
    }
    for (root, pairs) in arcs {
      for pair in pairs where pairs.contains(pair.reversed) {
        sets.byConversation[Int(pair.voice)][root, default: []].insert(pair.person)
      }
    }
    return sets
  }

  func conversed() -> PlainSets {
    var sets = start()
    let posts = network.network.posts
    var answers: [Int: [Int]] = [:]
    for post in 0..<posts.count where posts.answered[post] != Posts.none {
      answers[Int(posts.answered[post]), default: []].append(post)
    }
    for opening in 0..<posts.count where posts.answered[opening] != Posts.none {
      let (person, voice) = (posts.authors[opening], posts.authors[Int(posts.answered[opening])])
      guard person != Posts.none, network.converse(person, voice) else { continue }
      for answer in answers[opening] ?? [] where network.isInWindow[answer] && posts.authors[answer] == voice {
        let isReturned = (answers[answer] ?? []).contains { network.isInWindow[$0] && posts.authors[$0] == person }
        if isReturned { sets.byConversation[Int(voice)][root(of: opening), default: []].insert(person) }
      }
    }
    sets.fixed = Conversed.partnersByAccountReplies(in: network)
    return sets
  }
}

extension MeasuredNetwork {
  /// Everyone's intervals of repliers.
  package var repliersIntervals: SetIntervals {
    remember("repliersIntervals") { intervals(of: [Repliers.encounters(in: scoped)]) }
  }

  /// Everyone's intervals of reciprocated.
  package var reciprocatedIntervals: SetIntervals {
    remember("reciprocatedIntervals") { intervals(of: [reciprocatedEncounters]) }
  }

  /// Everyone's intervals of conversed.
  package var conversedIntervals: SetIntervals {
    remember("conversedIntervals") { intervals(of: [conversedEncounters]) }
  }

  /// Everyone's intervals of the score M + C.
  package var scoreIntervals: SetIntervals {
    remember("scoreIntervals") {
      SetIntervals.compute(scorePoints, conversations: replyReach.conversations, seed: seed)
    }
  }

  /// What everyone's score is made of, of voices with conversations enough for an interval.
  var scorePoints: PointsByVoice {
    remember("scorePoints") {
      PointsByVoice([reciprocatedEncounters, conversedEncounters], conversations: replyReach.conversations)
    }
  }

  /// Everyone's intervals of repliers, reciprocated, conversed and the score.
  package var funnelIntervals: FunnelIntervals {
    FunnelIntervals(
      repliers: repliersIntervals, reciprocated: reciprocatedIntervals, conversed: conversedIntervals,
      score: scoreIntervals)
  }

  private func intervals(of sets: [[Encounter]]) -> SetIntervals {
    let conversations = replyReach.conversations
    return SetIntervals.compute(
      PointsByVoice(sets, conversations: conversations), conversations: conversations, seed: seed)
  }
}

extension Measure {
  static let repliersLow = end("repliers_low", "lower end of the 95% interval of repliers", \.repliersIntervals, \.low)
  static let repliersHigh = end(
    "repliers_high", "upper end of the 95% interval of repliers", \.repliersIntervals, \.high)
  static let reciprocatedLow = end(
    "reciprocated_low", "lower end of the 95% interval of reciprocated", \.reciprocatedIntervals, \.low)
  static let reciprocatedHigh = end(
    "reciprocated_high", "upper end of the 95% interval of reciprocated", \.reciprocatedIntervals, \.high)
  static let conversedLow = end(
    "conversed_low", "lower end of the 95% interval of conversed", \.conversedIntervals, \.low)
  static let conversedHigh = end(
    "conversed_high", "upper end of the 95% interval of conversed", \.conversedIntervals, \.high)

  private static func end(
    _ name: String, _ summary: String, _ intervals: @escaping @Sendable (MeasuredNetwork) -> SetIntervals,
    _ end: @escaping @Sendable (Jackknife.Interval) -> Double
  ) -> Measure {
    Measure(
      name, of: .voice, summary, range: "people; empty below five conversations",
      source: "delete-one-conversation jackknife, Efron & Stein 1981; rarefaction, Hurlbert 1971"
    ) { network in
      let intervals = intervals(network)
      return network.voices.kinds.indices.map { .decimal(intervals[$0].map(end), places: 2) }
    }
  }
}
