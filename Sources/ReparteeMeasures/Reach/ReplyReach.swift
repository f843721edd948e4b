import ReparteeGraph

/// Reply reach R(a): the distinct others who posted anywhere below a post by a. The mission's measure.
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
  /// Voice → the jackknife's standard error and bounds.
  package internal(set) var intervals: SomeVoices<Jackknife.Interval>

  /// The reach of every voice.
  package static func compute(in network: ScopedNetwork) -> ReplyReach {
    compute(in: network, deep: DeepConversations.Rule())
  }

  /// The reach of every voice alone, without what its certainty needs.
  package static func counts(in network: ScopedNetwork) -> [UInt32] {
    compute(in: network, deep: DeepConversations.Rule(), keepsConversations: false).reach
  }

  /// The reach of every voice, with what is known beforehand of conversations that the rule calls deep.
  static func compute(
    in network: ScopedNetwork, deep rule: DeepConversations.Rule, keepsConversations: Bool = true
  ) -> ReplyReach {
    let deep = DeepConversations(network, rule: rule)
    let ground = ReachGround(network, own: deep.own)
    let pieces = ReachPieces(ground)
    let blocks = Cores.blocks(of: pieces.offsets, size: 4096)
    let voiceCount = network.network.voices.count
    var result = ReplyReach(
      reach: Array(hugePages: voiceCount, repeating: 0), conversations: pieces.conversations,
      largestLoss: Array(hugePages: voiceCount, repeating: 0), intervals: SomeVoices([]))
    pieces.withView(ground) { view in
      result.reach.withUnsafeMutableBufferPointer { reach in
        result.largestLoss.withUnsafeMutableBufferPointer { largestLoss in
          let (reach, largestLoss) = (reach, largestLoss)
          let intervals = Cores.mapEach(
            count: blocks.count,
            state: { ReachCounter(on: ground, view, deep, keepsConversations: keepsConversations) }
          ) { counter, block in
            blocks[block].compactMap { voice -> (voice: UInt32, value: Jackknife.Interval)? in
              let count = counter.count(voice)
              reach[voice] = UInt32(count.reach)
              largestLoss[voice] = UInt32(count.losses.largest)
              return Jackknife.interval(of: count.reach, losses: count.losses).map { (UInt32(voice), $0) }
            }
          }
          result.intervals = SomeVoices(intervals.joined())
        }
      }
    }
    return result
  }

  /// One-conversation dependence: the share of R that vanishes with the voice's most telling conversation; nil at R = 0.
  ///
  /// Above one half the reach hangs on a single conversation, and a reader should know.
  package func largestConversationShare(of voice: Int) -> Double? {
    reach[voice] == 0 ? nil : Double(largestLoss[voice]) / Double(reach[voice])
  }
}

extension MeasuredNetwork {
  /// Everyone's reply reach.
  package var replyReach: ReplyReach { remember("replyReach") { ReplyReach.compute(in: scoped) } }
}

extension Measure {
  static let replyReach = Measure(
    "reply_reach", of: .voice, "how many distinct people talk below what the voice posts (R)",
    range: "0 and up, people", source: "the mission's measure"
  ) { network in network.replyReach.reach.map { .integer($0) } }

  static let largestConversationShare = Measure(
    "largest_conversation_share", of: .voice, "the share of reply reach that one conversation alone brought",
    range: "0 to 1; above 0.5 the reach hangs on one conversation", source: "delete-one-conversation"
  ) { network in
    let reach = network.replyReach
    return reach.reach.indices.map { .decimal(reach.largestConversationShare(of: $0), places: 4) }
  }
}
