import Parallel
import SocialGraph

/// Reply reach R(a): the distinct others who posted anywhere below a post by a. The mission's measure.
///
/// A high value means that much talk by many people grows from what the voice posts. It counts people, not posts, so
/// one person's thousand replies count once. Range 0 to the number of voices less one, in people. Repliers of whom no
/// post is known (edge lists) are united with those below the voice's posts: nothing says that two such replies belong
/// to one conversation, so there R = R1. Stubs and older posts of the voice pass reach on; bots below it do too.
///
/// Beside the count stands what the certainty of it needs (see `Jackknife`). Exact, and equal for any number of
/// threads. Complexity: O(Σ over posts of the distinct voices above it) time, 8 bytes a voice and thread.
public struct ReplyReach: Sendable, Equatable {
  /// Voice → R.
  public internal(set) var reach: [UInt32]
  /// Voice → T, the conversations with a post of the voice (stub or older included) that has a post in the window at
  /// or below it.
  public internal(set) var conversations: [UInt32]
  /// Voice → the most people whom one conversation alone brought.
  public internal(set) var largestLoss: [UInt32]
  /// Voice → the jackknife's standard error and bounds.
  public internal(set) var intervals: [Jackknife.Interval?]

  /// The reach of every voice.
  public static func compute(in network: ScopedNetwork) -> ReplyReach {
    compute(in: network, smallestToSkip: ReachCounter.usualSmallestToSkip)
  }

  /// The reach of every voice, with subtrees of so many posts skipped where their people are known.
  static func compute(in network: ScopedNetwork, smallestToSkip: Int) -> ReplyReach {
    let ground = ReachGround(network)
    let voiceCount = network.network.voices.count
    // Where it depends on the voice who counts, nothing is known beforehand.
    let within =
      network.scope.colleagues == .leaveOut
      ? [] : PeopleWithin.compute(in: network, fromSize: smallestToSkip)
    let blocks = Cores.blocks(of: ground.offsets, size: 4096)
    var parts: [[Row]] = []
    ground.withView { view in
      parts = Cores.mapEach(
        count: blocks.count, state: { ReachCounter(voiceCount: voiceCount, smallestToSkip: smallestToSkip) }
      ) { counter, block in
        blocks[block].map { Row(counter.count($0, on: ground, view, within: within)) }
      }
    }
    return ReplyReach(parts, voiceCount: voiceCount)
  }

  private struct Row {
    var reach: UInt32
    var conversations: UInt32
    var largestLoss: UInt32
    var interval: Jackknife.Interval?

    init(_ count: ReachCounter.Count) {
      reach = UInt32(count.reach)
      conversations = UInt32(count.losses.conversations)
      largestLoss = UInt32(count.losses.largest)
      interval = Jackknife.interval(of: count.reach, losses: count.losses)
    }
  }

  private init(_ parts: [[Row]], voiceCount: Int) {
    (reach, conversations, largestLoss, intervals) = ([], [], [], [])
    reach.reserveCapacity(voiceCount)
    conversations.reserveCapacity(voiceCount)
    largestLoss.reserveCapacity(voiceCount)
    intervals.reserveCapacity(voiceCount)
    for part in parts {
      for row in part {
        reach.append(row.reach)
        conversations.append(row.conversations)
        largestLoss.append(row.largestLoss)
        intervals.append(row.interval)
      }
    }
  }

  /// One-conversation dependence: the share of R that vanishes with the voice's most telling conversation; nil at R = 0.
  ///
  /// Above one half the reach hangs on a single conversation, and a reader should know.
  public func largestConversationShare(of voice: Int) -> Double? {
    reach[voice] == 0 ? nil : Double(largestLoss[voice]) / Double(reach[voice])
  }
}

extension MeasuredNetwork {
  /// Everyone's reply reach.
  public var replyReach: ReplyReach { remember("replyReach") { ReplyReach.compute(in: scoped) } }
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
