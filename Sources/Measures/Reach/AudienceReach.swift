import Parallel
import SocialGraph

/// Audience reach AR(a): everyone who took part below a's posts or could have seen it: R(a) united with the held
/// followers of a and of everybody in R(a), without a.
///
/// It is *potential* exposure: following is not seeing. It is only as whole as the follow lists held, so their coverage
/// stands beside it. Range R(a) to the number of voices less one, in people. Exact.
/// Complexity: O(Σ over R(a) of followers) a voice.
public enum AudienceReach {
  /// The audience of one voice.
  public struct Audience: Sendable, Equatable {
    /// AR.
    public var people: UInt32
    /// How many of {a} ∪ R(a) have a held follower.
    public var covered: UInt32
    /// AR less the held followers of a: whom the conversation adds.
    public var added: UInt32
  }

  /// The audience of every voice in `voices` (nil: all), in that order; nil where no follow edge is held for anyone in
  /// {a} ∪ R(a).
  public static func compute(in network: ScopedNetwork, of voices: [Int]? = nil) -> [Audience?] {
    let voiceCount = network.network.voices.count
    let chosen = voices ?? Array(0..<voiceCount)
    guard let followers = network.network.followers else { return chosen.map { _ in nil } }
    let ground = ReachGround(network)
    let blocks = Cores.blocks(of: chosen.count, size: 256)
    let parts = Cores.mapEach(
      count: blocks.count,
      state: {
        (walker: ReachWalker(voiceCount: voiceCount), seenBy: [UInt32](repeating: .max, count: voiceCount))
      }
    ) { state, block in
      blocks[block].map { index in
        let voice = chosen[index]
        state.walker.walk(voice, on: ground)
        return audience(
          of: voice, people: state.walker.people, followers: followers, seenBy: &state.seenBy, in: network)
      }
    }
    return Array(parts.joined())
  }

  /// The people of one voice's audience, ascending; empty where AR is not defined.
  /// - Parameter reach: the people in the voice's R.
  public static func people(of voice: Int, reach: [UInt32], in network: ScopedNetwork) -> [UInt32] {
    guard let followers = network.network.followers else { return [] }
    let lists = ([UInt32(voice)] + reach).map { followers[Int($0)] }
    if lists.allSatisfy(\.isEmpty) { return [] }
    let everybody = Set(reach).union(lists.joined())
    return everybody.filter { network.counts($0, for: UInt32(voice)) }.sorted()
  }

  private static func audience(
    of voice: Int, people: [UInt32], followers: Adjacency, seenBy: inout [UInt32], in network: ScopedNetwork
  ) -> Audience? {
    var audience = Audience(people: 0, covered: 0, added: 0)
    let mark = UInt32(voice)
    func see(_ person: UInt32) {
      if seenBy[Int(person)] == mark || !network.counts(person, for: mark) { return }
      seenBy[Int(person)] = mark
      audience.people += 1
    }
    for follower in followers[voice] { see(follower) }
    let own = audience.people
    for person in people { see(person) }
    if !followers[voice].isEmpty { audience.covered = 1 }
    for person in people where !followers[Int(person)].isEmpty {
      audience.covered += 1
      for follower in followers[Int(person)] { see(follower) }
    }
    audience.added = audience.people - own
    return audience.covered == 0 ? nil : audience
  }
}

extension MeasuredNetwork {
  /// Everyone's audience.
  public var audiences: [AudienceReach.Audience?] { remember("audiences") { AudienceReach.compute(in: scoped) } }
}

extension Measure {
  static let audienceReach = Measure(
    "audience_reach", of: .voice, "who took part or could have seen it: reply reach with the held followers (AR)",
    range: "reply_reach and up, people; potential exposure", source: "the reach funnel"
  ) { network in network.audiences.map { .integer($0?.people) } }

  static let audienceAdded = Measure(
    "audience_added", of: .voice, "audience reach less the voice's own held followers",
    range: "0 and up, people; potential exposure", source: "the reach funnel"
  ) { network in network.audiences.map { .integer($0?.added) } }
}
