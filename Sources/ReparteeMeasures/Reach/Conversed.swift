import ReparteeGraph

/// Conversed C(a): those who replied to a, were answered by a, and came back.
///
/// A chain of three replies: x by p ← y by a ← z by p, where x answers a post by a. It is the narrow end of the funnel,
/// C ⊆ M: a high value means that people stay in conversation with the voice. y and z lie in the window; x has any
/// age. Account-level replies: p→a, later a→p, later p→a; without times, M stands for C. Flat branches are read in
/// time order (`FlatBranch.exchanges`). Range 0 to M, in people.
/// Complexity: O(posts) for threads, O(r log r) for r account-level replies.
package enum Conversed {
  /// The returning partners of every voice.
  package static func compute(in network: ScopedNetwork) -> VoiceSets {
    VoiceSets(
      voiceCount: network.network.voices.count,
      pairs: inThreads(network).map(\.pair) + fromTimedReplies(network).map(\.pair) + fromUntimedReplies(network)
        + network.branchExchanges.map(\.pair))
  }

  static func inThreads(_ network: ScopedNetwork) -> [Exchange] {
    let posts = network.network.posts
    var exchanges: [Exchange] = []
    for closing in 0..<posts.count where network.isInWindow[closing] {
      let answer = posts.answered[closing]
      guard answer != ScopedNetwork.none, network.isInWindow[Int(answer)] else { continue }
      let opening = posts.answered[Int(answer)]
      guard opening != ScopedNetwork.none else { continue }
      let (voice, person) = (posts.authors[Int(answer)], posts.authors[closing])
      guard posts.authors[Int(opening)] == person, network.converse(person, voice),
        network.authorAnswered(by: Int(opening)) == voice
      else { continue }
      exchanges.append(
        Exchange(
          pair: VoicePair(voice: voice, person: person), time: posts.times[closing],
          conversation: network.network.conversations.conversation(of: closing)))
    }
    return exchanges
  }

  /// Chains in time between two voices: an opening of any age, the earliest answer after it, every return after that.
  static func fromTimedReplies(_ network: ScopedNetwork) -> [Exchange] {
    struct Timed {
      /// The lower voice and the higher one.
      var pair: VoicePair
      var time: Int64
      var actor: UInt32
    }
    let replies = network.network.replies
    var timed: [Timed] = []
    for index in 0..<replies.count where replies.times[index] != Posts.untimed {
      let (actor, target) = (replies.actors[index], replies.targets[index])
      guard network.converse(actor, target) else { continue }
      let pair = VoicePair(voice: min(actor, target), person: max(actor, target))
      timed.append(Timed(pair: pair, time: replies.times[index], actor: actor))
    }
    timed.sort { $0.pair == $1.pair ? $0.time < $1.time : $0.pair.key < $1.pair.key }

    var exchanges: [Exchange] = []
    var start = 0
    while start < timed.count {
      let group = timed[start...].prefix { $0.pair == timed[start].pair }
      start = group.endIndex
      guard group.count >= 3 else { continue }
      for pair in [timed[group.startIndex].pair, timed[group.startIndex].pair.reversed] {
        let voice = pair.voice
        guard let opening = group.first(where: { $0.actor != voice })?.time,
          let answer = group.first(where: {
            $0.actor == voice && $0.time > opening && network.isInWindow(milliseconds: $0.time)
          })?.time
        else { continue }
        for reply in group where reply.actor != voice && reply.time > answer {
          guard network.isInWindow(milliseconds: reply.time) else { continue }
          exchanges.append(Exchange(pair: pair, time: reply.time, conversation: ScopedNetwork.none))
        }
      }
    }
    return exchanges
  }

  static func fromUntimedReplies(_ network: ScopedNetwork) -> [VoicePair] {
    let replies = network.network.replies
    guard network.scope.window.isUnbounded else { return [] }
    var pairs: [VoicePair] = []
    for index in 0..<replies.count where replies.times[index] == Posts.untimed {
      guard network.converse(replies.actors[index], replies.targets[index]) else { continue }
      pairs.append(VoicePair(voice: replies.targets[index], person: replies.actors[index]))
    }
    return Reciprocated.mutual(pairs)
  }
}

extension MeasuredNetwork {
  /// Everyone's conversed.
  package var conversed: VoiceSets { remember("conversed") { Conversed.compute(in: scoped) } }
}

extension Measure {
  static let conversed = Measure(
    "conversed", of: .voice, "how many replied, were answered, and came back (C)",
    range: "0 to reciprocated, people", source: "the reach funnel"
  ) { network in network.conversed.counts.map { .integer($0) } }
}
