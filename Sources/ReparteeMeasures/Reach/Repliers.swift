import ReparteeGraph

/// Repliers R1(a): the distinct others who replied directly to a post by a.
///
/// A high value means that many people speak *to* the voice; it says nothing of an answer, so a broadcaster has it too.
/// Range 0 to the number of voices less one, in people. Threads and account-level replies are united. One person's
/// thousand replies count once, replies to oneself never. Complexity: O(posts + replies).
package enum Repliers {
  /// The repliers of every voice.
  package static func compute(in network: ScopedNetwork) -> VoiceSets {
    VoiceSets(
      voiceCount: network.network.voices.count,
      pairs: inThreads(network) + fromAccountReplies(network) + network.branchExchanges.map(\.pair))
  }

  static func inThreads(_ network: ScopedNetwork) -> [VoicePair] {
    var pairs: [VoicePair] = []
    for post in 0..<network.network.posts.count {
      guard let target = network.target(ofReply: post) else { continue }
      pairs.append(VoicePair(voice: target, person: network.network.posts.authors[post]))
    }
    return pairs
  }

  static func fromAccountReplies(_ network: ScopedNetwork) -> [VoicePair] {
    let replies = network.network.replies
    var pairs: [VoicePair] = []
    for index in 0..<replies.count where network.isInWindow(milliseconds: replies.times[index]) {
      guard network.counts(replies.actors[index], for: replies.targets[index]) else { continue }
      pairs.append(VoicePair(voice: replies.targets[index], person: replies.actors[index]))
    }
    return pairs
  }
}

extension Repliers {
  /// The first place where `sets` is not R1, or nil: every reply put into a set of its target.
  package static func discrepancy(of sets: VoiceSets, in network: ScopedNetwork) -> String? {
    Verification.difference(of: "R1", sets, from: byDefinition(in: network))
  }

  /// R1 by another way than the kernel's, for verifiers.
  static func byDefinition(in network: ScopedNetwork) -> [Set<UInt32>] {
    var expected = [Set<UInt32>](repeating: [], count: network.network.voices.count)
    Verification.forEachReply(in: network) { _, person, voice in expected[Int(voice)].insert(person) }
    Verification.forEachAccountReply(in: network) { person, voice, _ in expected[Int(voice)].insert(person) }
    for exchange in Verification.flatExchanges(in: network) { expected[Int(exchange.voice)].insert(exchange.person) }
    return expected
  }
}

extension MeasuredNetwork {
  /// Everyone's repliers.
  package var repliers: VoiceSets { remember("repliers") { Repliers.compute(in: scoped) } }
}

extension Measure {
  static let repliers = Measure(
    "repliers", of: .voice, "how many distinct people replied directly (R1)",
    range: "0 to reply_reach, people", source: "this project (Measures guide)"
  ) { network in network.repliers.counts.map { .integer($0) } }
}
