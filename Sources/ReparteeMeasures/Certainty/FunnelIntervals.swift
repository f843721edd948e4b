import ReparteeGraph

/// How far repliers, reciprocated and conversed would move with other conversations: the interval of `Jackknife` for
/// each of the three sets.
///
/// f_t counts the members of the set who are in it through conversation t alone, over the same T conversations as reply
/// reach; a conversation that brought nobody has f_t = 0. Members known from account-level replies are fixed, since
/// these belong to no conversation; exchanges of flat branches belong to their branch's. Nil below T = 10.
/// Complexity: O(posts + Σ k log k) for voices with k replies.
package struct FunnelIntervals: Sendable, Equatable {
  /// Voice → the interval of R1.
  package let repliers: [Jackknife.Interval?]
  /// Voice → the interval of M.
  package let reciprocated: [Jackknife.Interval?]
  /// Voice → the interval of C.
  package let conversed: [Jackknife.Interval?]

  /// The intervals of every voice.
  /// - Parameter conversations: each voice's T, from `ReplyReach`.
  package static func compute(in network: ScopedNetwork, conversations: [UInt32]) -> FunnelIntervals {
    FunnelIntervals(
      repliers: intervals(of: Repliers.encounters(in: network), conversations: conversations),
      reciprocated: intervals(of: Reciprocated.encounters(in: network), conversations: conversations),
      conversed: intervals(of: Conversed.encounters(in: network), conversations: conversations))
  }

  private static func intervals(of encounters: [Encounter], conversations: [UInt32]) -> [Jackknife.Interval?] {
    let needed = encounters.filter { conversations[Int($0.pair.voice)] >= UInt32(Jackknife.fewestConversations) }
    let (offsets, sorted) = Encounter.byVoice(needed, voiceCount: conversations.count)
    let blocks = Cores.blocks(of: conversations.count, size: 1024)
    let parts = Cores.map(count: blocks.count) { block in
      blocks[block].map { voice in
        interval(of: sorted[offsets[voice]..<offsets[voice + 1]], conversations: Int(conversations[voice]))
      }
    }
    return Array(parts.joined())
  }

  /// The interval of one voice's set, its encounters standing by conversation, then person.
  private static func interval(of encounters: ArraySlice<Encounter>, conversations: Int) -> Jackknife.Interval? {
    guard conversations >= Jackknife.fewestConversations else { return nil }
    var losses = Jackknife.Losses(conversations: conversations)
    var distinct: [Encounter] = []
    var met = 0
    for encounter in encounters where encounter != distinct.last {
      met = encounter.conversation == distinct.last?.conversation ? met + 1 : 1
      distinct.append(encounter)
      if encounter.conversation != ScopedNetwork.none { losses.largestMeeting = max(losses.largestMeeting, met) }
    }
    distinct.sort { $0.pair == $1.pair ? $0.conversation < $1.conversation : $0.pair.key < $1.pair.key }
    var people = 0
    var onlyThere: [UInt32] = []
    for index in distinct.indices {
      let isFirst = index == 0 || distinct[index - 1].pair != distinct[index].pair
      let isLast = index + 1 == distinct.count || distinct[index + 1].pair != distinct[index].pair
      if isFirst { people += 1 }
      if isFirst, isLast, distinct[index].conversation != ScopedNetwork.none {
        onlyThere.append(distinct[index].conversation)
      }
    }
    onlyThere.sort()
    var start = 0
    while start < onlyThere.count {
      let end = onlyThere[start...].firstIndex { $0 != onlyThere[start] } ?? onlyThere.count
      losses.add(end - start)
      start = end
    }
    return Jackknife.interval(of: people, losses: losses)
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

extension Reciprocated {
  /// Every pair that replied to each other, and where.
  static func encounters(in network: ScopedNetwork) -> [Encounter] {
    let conversations = network.network.conversations
    var found: [Encounter] = []
    for conversation in 0..<conversations.count {
      let pairs = conversations.posts(ofConversation: conversation).compactMap { post in
        network.target(ofReply: post).map { VoicePair(voice: $0, person: network.network.posts.authors[post]) }
      }
      guard pairs.count > 1 else { continue }
      found += mutual(pairs).map { Encounter(pair: $0, conversation: UInt32(conversation)) }
    }
    return found + network.branchEncounters
      + mutual(Repliers.fromAccountReplies(network)).map { Encounter(pair: $0, conversation: ScopedNetwork.none) }
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
  package func discrepancy(conversations: [UInt32], in network: ScopedNetwork) -> String? {
    let threads = PlainThreads(network)
    let funnel: [(name: String, intervals: [Jackknife.Interval?], sets: PlainSets)] = [
      ("R1", repliers, threads.repliers()), ("M", reciprocated, threads.reciprocated()),
      ("C", conversed, threads.conversed()),
    ]
    for (name, intervals, sets) in funnel {
      for voice in intervals.indices {
        let expected = Jackknife.leavingOneOut(
          Array(sets.byConversation[voice].values), fixed: sets.fixed[voice], conversations: Int(conversations[voice]))
        if !Jackknife.agree(intervals[voice], expected) {
          return "the interval of \(name) of voice \(voice) is \(String(describing: intervals[voice])), "
            + "by the definition \(String(describing: expected))"
        }
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
  /// Everyone's intervals of repliers, reciprocated and conversed.
  package var funnelIntervals: FunnelIntervals {
    remember("funnelIntervals") { FunnelIntervals.compute(in: scoped, conversations: replyReach.conversations) }
  }
}

extension Measure {
  static let repliersLow = end("repliers_low", "lower end of the 95% interval of repliers") { $0.repliers.map(\.?.low) }
  static let repliersHigh = end("repliers_high", "upper end of the 95% interval of repliers") {
    $0.repliers.map(\.?.high)
  }
  static let reciprocatedLow = end("reciprocated_low", "lower end of the 95% interval of reciprocated") {
    $0.reciprocated.map(\.?.low)
  }
  static let reciprocatedHigh = end("reciprocated_high", "upper end of the 95% interval of reciprocated") {
    $0.reciprocated.map(\.?.high)
  }
  static let conversedLow = end("conversed_low", "lower end of the 95% interval of conversed") {
    $0.conversed.map(\.?.low)
  }
  static let conversedHigh = end("conversed_high", "upper end of the 95% interval of conversed") {
    $0.conversed.map(\.?.high)
  }

  private static func end(
    _ name: String, _ summary: String, ends: @escaping @Sendable (FunnelIntervals) -> [Double?]
  ) -> Measure {
    Measure(
      name, of: .voice, summary, range: "people; empty below ten conversations",
      source: "delete-one-conversation jackknife, Efron & Stein 1981"
    ) { network in ends(network.funnelIntervals).map { .decimal($0, places: 2) } }
  }
}
