import ReparteeGraph

/// Reply reach R(a): the distinct others who posted anywhere below a post by a. The measure that the project is named after.
///
/// A high value means that much talk by many people grows from what the voice posts. It counts people, not posts, so
/// one person's thousand replies count once. Range 0 to the number of voices less one, in people. Repliers of whom no
/// post is known (edge lists) are united with those below the voice's posts: nothing says that two such replies belong
/// to one conversation, so there R = R1. Stubs and older posts of the voice pass reach on; bots below it do too.
///
/// Beside the count stands what the certainty of it needs (see `Jackknife`). Exact, and equal for any number of
/// threads. Complexity: O(Σ over posts of the distinct voices above it) time, 8 bytes a voice and thread.
package struct ReplyReach: Sendable, Equatable {
  /// Voice → R.
  package internal(set) var reach: [UInt32]
  /// Voice → T, the conversations with a post of the voice (stub or older included) that has a post in the window at
  /// or below it.
  package internal(set) var conversations: [UInt32]
  /// Voice → the most people whom one conversation alone brought.
  package internal(set) var largestLoss: [UInt32]
  /// Voice → the standard error and the interval: of the jackknife and of the calibration by these data the wider, end by end.
  package internal(set) var intervals: SparseVoiceValues<Jackknife.Interval>
  /// How figures of few conversations stray in these data.
  package internal(set) var calibration = Calibration.none

  /// The reach of every voice.
  /// - Parameter seed: where the random numbers of the calibration begin.
  package static func compute(in network: ScopedNetwork, seed: UInt64 = 1) -> ReplyReach {
    compute(in: network, deep: DeepConversations.Rule(), seed: seed)
  }

  /// The reach of every voice alone, without what its certainty needs.
  package static func counts(in network: ScopedNetwork) -> [UInt32] {
    compute(in: network, deep: DeepConversations.Rule(), keepsConversations: false).reach
  }

  /// The reach of every voice, with what is known beforehand of conversations that the rule calls deep. In bounds: blocks
  /// are ranges of voices.
  static func compute(
    in network: ScopedNetwork, deep rule: DeepConversations.Rule, keepsConversations: Bool = true, seed: UInt64 = 1,
    calibrating: Calibration.Rule = Calibration.Rule()
  ) -> ReplyReach {
    let deep = DeepConversations(network, rule: rule)
    let reachIndex = ReachIndex(network, own: deep.own)
    let subtrees = SubtreeRanges(reachIndex)
    let blocks = Cores.blocks(of: subtrees.offsets, size: 4096)
    let voiceCount = network.network.voices.count
    var result = ReplyReach(
      reach: Array(hugePages: voiceCount, repeating: 0), conversations: subtrees.conversations,
      largestLoss: Array(hugePages: voiceCount, repeating: 0), intervals: SparseVoiceValues([]))
    subtrees.withView(reachIndex) { view in
      result.reach.withUnsafeMutableBufferPointer { reach in
        result.largestLoss.withUnsafeMutableBufferPointer { largestLoss in
          let (reach, largestLoss) = (reach, largestLoss)
          let studentised = Cores.mapEach(
            count: blocks.count,
            state: { ReachCounter(on: reachIndex, view, deep, keepsConversations: keepsConversations) }
          ) { counter, block in
            blocks[block].compactMap { voice -> (voice: UInt32, value: Jackknife.Interval)? in
              let count = counter.count(voice)
              reach[voice] = UInt32(count.reach)
              largestLoss[voice] = UInt32(count.losses.largest)
              return Jackknife.interval(of: count.reach, losses: count.losses).map { (UInt32(voice), $0) }
            }
          }
          guard keepsConversations else { return }
          let calibration = Calibration.ofReach(
            on: reachIndex, view, reach: reach, seed: seed, rule: calibrating)
          result.calibration = calibration
          result.intervals = SparseVoiceValues(
            studentised.joined().map { voice, interval in
              let conversations = Int(view.conversations[Int(voice)])
              let wider = calibration.widening(
                interval, of: Int(reach[Int(voice)]), fixed: reachIndex.others.count(of: Int(voice)),
                conversations: conversations)
              return (voice, wider)
            })
        }
      }
    }
    return result
  }

  /// One-conversation dependence: the share of R that vanishes with the conversation that brought most of it; nil at R = 0.
  ///
  /// Above one half the reach depends on a single conversation, and a reader should know.
  package func largestConversationShare(of voice: Int) -> Double? {
    reach[voice] == 0 ? nil : Double(largestLoss[voice]) / Double(reach[voice])
  }
}

extension Calibration {
  /// The calibration of reply reach.
  static func ofReach(
    on reachIndex: ReachIndex, _ view: SubtreeRanges.View, reach: UnsafeMutableBufferPointer<UInt32>, seed: UInt64,
    rule: Rule
  ) -> Calibration {
    let fewest = classes[0] * rule.timesConversations
    let dropsColleagues = reachIndex.network.scope.colleagues == .leaveOut
    func subtrees(_ voice: Int) -> Slice<UnsafeBufferPointer<SubtreeRanges.Subtree>> {
      view.subtrees[view.offsets[voice]..<view.offsets[voice + 1]]
    }
    func exchanges(_ voice: Int) -> ArraySlice<Encounter> {
      reachIndex.exchanges[reachIndex.exchangeOffsets[voice]..<reachIndex.exchangeOffsets[voice + 1]]
    }
    /// Calls `body` with everybody met in a conversation, once for every post.
    func forEachMeeting(of voice: Int, _ body: (_ conversation: UInt32, _ person: UInt32) -> Void) {
      for subtree in subtrees(voice) {
        for person in view.people[subtree.posts] where person != ScopedNetwork.none && person != UInt32(voice) {
          body(subtree.conversation, person)
        }
      }
      for exchange in exchanges(voice) { body(exchange.conversation, exchange.pair.person) }
    }
    func moves(_ person: UInt32, of voice: Int) -> Bool {
      if dropsColleagues, !reachIndex.network.counts(person, for: UInt32(voice)) { return false }
      let others = reachIndex.others[voice]
      return others.isEmpty || others[others.firstSorted(notBelow: person)...].first != person
    }
    let candidates = reach.indices.compactMap { voice -> Candidate? in
      guard Int(view.conversations[voice]) >= fewest, Int(reach[voice]) > reachIndex.others.count(of: voice) else {
        return nil
      }
      let (own, talk) = (subtrees(voice), exchanges(voice))
      let first = min(own.first?.conversation ?? .max, talk.first?.conversation ?? .max)
      return Candidate(
        voice: voice, conversations: Int(view.conversations[voice]), first: first,
        items: own.reduce(talk.count) { $0 + $1.count }, seed: seed)
    }
    return compute(candidates, rule: rule) { candidate in
      var found: [(conversation: UInt32, item: UInt64)] = []
      forEachMeeting(of: candidate.voice) { conversation, person in
        if moves(person, of: candidate.voice) { found.append((conversation, UInt64(person))) }
      }
      return Conversations(count: candidate.conversations, found: found)
    }
  }
}

extension ReplyReach {
  /// The first voice whose figures are not what the definitions demand, or nil.
  ///
  /// From every post in the window the walk goes up, and leaves its author with every voice that it passes: the
  /// opposite direction of the kernel's. Complexity: O(Σ depth).
  package func discrepancy(in network: ScopedNetwork, seed: UInt64 = 1) -> String? {
    discrepancy(in: network, seed: seed, calibrating: Calibration.Rule())
  }

  /// The same of a result with another rule of calibration.
  func discrepancy(in network: ScopedNetwork, seed: UInt64, calibrating rule: Calibration.Rule) -> String? {
    let posts = network.network.posts
    let voiceCount = network.network.voices.count
    var byConversation = [[Int: Set<UInt32>]](repeating: [:], count: voiceCount)
    for post in 0..<posts.count where network.isInWindow[post] {
      let above = Verification.ancestors(of: post, in: network)
      let root = above.last ?? post
      let author = posts.authors[post]
      if author != Posts.none { byConversation[Int(author)][root, default: []].formUnion([]) }
      for voice in above.map({ posts.authors[$0] }) where voice != Posts.none {
        byConversation[Int(voice)][root, default: []].formUnion(network.counts(author, for: voice) ? [author] : [])
      }
    }
    var others = [Set<UInt32>](repeating: [], count: voiceCount)
    Verification.forEachAccountReply(in: network) { person, voice, _ in others[Int(voice)].insert(person) }
    for exchange in Verification.flatExchanges(in: network) {
      // Partners of a flat branch were met in its conversation, wherever in the tree their comments are.
      let root = Verification.ancestors(of: exchange.closing, in: network).last ?? exchange.closing
      byConversation[Int(exchange.voice)][root, default: []].insert(exchange.person)
    }

    let expectedCalibration = Calibration.byDefinition(
      Self.plainVoices(byConversation, others: others, in: network), seed: seed, rule: rule)
    guard Calibration.agree(calibration, expectedCalibration) else {
      return "the calibration is \(calibration.quantiles), by the definition \(expectedCalibration.quantiles)"
    }

    for voice in 0..<voiceCount {
      let groups = Array(byConversation[voice].values)
      let everybody = groups.reduce(others[voice]) { $0.union($1) }
      // Taking one conversation out must leave what the others still hold.
      let losses = groups.indices.map { left in
        let rest = groups.indices.reduce(others[voice]) { $1 == left ? $0 : $0.union(groups[$1]) }
        return everybody.count - rest.count
      }
      guard Int(reach[voice]) == everybody.count else {
        return "R of voice \(voice) is \(reach[voice]), by the definition \(everybody.count)"
      }
      guard Int(conversations[voice]) == groups.count, Int(largestLoss[voice]) == losses.max() ?? 0 else {
        return "voice \(voice) has T = \(conversations[voice]) and a largest loss of \(largestLoss[voice]), "
          + "by the definition \(groups.count) and \(losses.max() ?? 0)"
      }
      let studentised = Jackknife.leavingOneOut(groups, fixed: others[voice], conversations: groups.count)
      let expected = studentised.map {
        expectedCalibration.widening(
          $0, of: everybody.count, fixed: others[voice].count, conversations: groups.count)
      }
      if !Jackknife.agree(intervals[voice], expected) {
        return "the interval of voice \(voice) is \(String(describing: intervals[voice])), by the definition "
          + "\(String(describing: expected))"
      }
    }
    return nil
  }
}

extension ReplyReach {
  /// Every voice as sets, for the verifier.
  private static func plainVoices(
    _ byConversation: [[Int: Set<UInt32>]], others: [Set<UInt32>], in network: ScopedNetwork
  ) -> [Calibration.PlainVoice] {
    let (posts, forest) = (network.network.posts, network.network.conversations)
    // Posts at or below which something lies in the window.
    var isActive = [Bool](repeating: false, count: posts.count)
    for post in 0..<posts.count where network.isInWindow[post] {
      isActive[post] = true
      for above in Verification.ancestors(of: post, in: network) { isActive[above] = true }
    }
    var first = [Int](repeating: Int(UInt32.max), count: others.count)
    var items = [Int](repeating: 0, count: others.count)
    for post in 0..<posts.count {
      let voices = Verification.ancestors(of: post, in: network).filter { isActive[$0] }.map { posts.authors[$0] }
      for voice in Set(voices) where voice != Posts.none {
        items[Int(voice)] += 1
        first[Int(voice)] = min(first[Int(voice)], Int(forest.conversation(of: post)))
      }
    }
    for exchange in Verification.flatExchanges(in: network) {
      items[Int(exchange.voice)] += 1
      first[Int(exchange.voice)] = min(first[Int(exchange.voice)], Int(forest.conversation(of: exchange.closing)))
    }
    return others.indices.map { voice in
      var brought: [Int: Set<UInt64>] = [:]
      for (root, people) in byConversation[voice] {
        let moving = people.subtracting(others[voice])
        if !moving.isEmpty { brought[Int(forest.conversation(of: root))] = Set(moving.map { UInt64($0) }) }
      }
      return Calibration.PlainVoice(
        conversations: byConversation[voice].count, brought: brought, first: first[voice], items: items[voice])
    }
  }
}

extension ReplyReach {
  /// Above this share of R that one conversation alone brought, the reach is flagged as depending on it.
  package static let dependentAboveShare = 0.5

  /// R less its largest f_t: the people who would remain without the conversation that brought most of it.
  ///
  /// Range 0 to R, in people; nil for a voice without a conversation. Complexity: O(1).
  package func withoutLargest(of voice: Int) -> Int? {
    conversations[voice] == 0 ? nil : Int(reach[voice]) - Int(largestLoss[voice])
  }

  /// Whether more than half of R depends on one conversation, so that a reader should know before anything else.
  package func dependsOnOneConversation(_ voice: Int) -> Bool {
    largestConversationShare(of: voice).map { $0 > Self.dependentAboveShare } ?? false
  }
}

extension Measure {
  static let reachWithoutLargest = Measure(
    "reach_without_largest", of: .voice, "reply reach without the conversation that brought most people alone",
    range: "0 to reply_reach, people; empty without a conversation", source: "delete-one-conversation"
  ) { network in
    let reach = network.replyReach
    return reach.reach.indices.map { .integer(reach.withoutLargest(of: $0)) }
  }
}

extension MeasuredNetwork {
  /// Everyone's reply reach.
  package var replyReach: ReplyReach { remember("replyReach") { ReplyReach.compute(in: scoped, seed: seed) } }
}

extension Measure {
  static let replyReach = Measure(
    "reply_reach", of: .voice, "how many distinct people talk below what the voice posts (R)",
    range: "0 and up, people", source: "this project (Measures guide)"
  ) { network in network.replyReach.reach.map { .integer($0) } }

  static let largestConversationShare = Measure(
    "largest_conversation_share", of: .voice, "the share of reply reach that one conversation alone brought",
    range: "0 to 1; above 0.5 the reach depends on one conversation; empty where nobody replied",
    source: "delete-one-conversation"
  ) { network in
    let reach = network.replyReach
    return reach.reach.indices.map { .decimal(reach.largestConversationShare(of: $0), places: 4) }
  }
}
