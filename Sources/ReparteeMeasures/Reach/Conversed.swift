import ReparteeGraph

/// Conversed C(a): those who replied to a, were answered by a, and came back.
///
/// A chain of three replies: x by p ← y by a ← z by p, where x answers a post by a. It is the narrow end of the funnel,
/// C ⊆ M: a high value means that people stay in conversation with the voice. y and z lie in the window; x has any
/// age. Account-level replies: p→a, later a→p, later p→a; without times nothing says who came back. Flat branches are read in
/// time order (`FlatBranch.exchanges`). Range 0 to M, in people.
/// Complexity: O(posts) for threads, O(r log r) for r account-level replies.
package enum Conversed {
  /// The returning partners of every voice.
  package static func compute(in network: ScopedNetwork) -> VoiceSets {
    VoiceSets(
      voiceCount: network.network.voices.count,
      pairs: exchanges(in: network).map(\.pair))
  }

  /// Every return that counts: who came back to whom, when and where.
  package static func exchanges(in network: ScopedNetwork) -> [Exchange] {
    inThreads(network) + fromTimedReplies(network) + network.branchExchanges
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
}

extension Conversed {
  /// The first place where `sets` is not C, or nil.
  package static func discrepancy(of sets: VoiceSets, in network: ScopedNetwork) -> String? {
    Verification.difference(of: "C", sets, from: byDefinition(in: network))
  }

  /// C by other ways than the kernel's, for verifiers: chains walked down from the opening instead of up from the
  /// return, and every triple of account-level replies.
  static func byDefinition(in network: ScopedNetwork) -> [Set<UInt32>] {
    let posts = network.network.posts
    var answers: [Int: [Int]] = [:]
    for post in 0..<posts.count where posts.answered[post] != Posts.none {
      answers[Int(posts.answered[post]), default: []].append(post)
    }
    var expected = partnersByAccountReplies(in: network)
    for opening in 0..<posts.count where posts.answered[opening] != Posts.none {
      let (person, voice) = (posts.authors[opening], posts.authors[Int(posts.answered[opening])])
      guard person != Posts.none, network.converse(person, voice) else { continue }
      for answer in answers[opening] ?? [] where network.isInWindow[answer] && posts.authors[answer] == voice {
        let returns = answers[answer] ?? []
        if returns.contains(where: { network.isInWindow[$0] && posts.authors[$0] == person }) {
          expected[Int(voice)].insert(person)
        }
      }
    }
    for exchange in Verification.flatExchanges(in: network) { expected[Int(exchange.voice)].insert(exchange.person) }
    return expected
  }

  /// The members of C of whom account-level replies are proof, by every triple of them; for verifiers.
  static func partnersByAccountReplies(in network: ScopedNetwork) -> [Set<UInt32>] {
    var expected = [Set<UInt32>](repeating: [], count: network.network.voices.count)
    let replies = network.network.replies
    var moments: [VoicePair: [Int64]] = [:]
    for index in 0..<replies.count where network.converse(replies.actors[index], replies.targets[index]) {
      let arc = VoicePair(voice: replies.targets[index], person: replies.actors[index])
      moments[arc, default: []].append(replies.times[index])
    }
    for (arc, openings) in moments {
      let answers = moments[arc.reversed] ?? []
      let isTimed = openings.contains { opening in
        opening != Posts.untimed
          && answers.contains { answer in
            answer > opening && network.isInWindow(milliseconds: answer)
              && openings.contains { $0 > answer && network.isInWindow(milliseconds: $0) }
          }
      }
      if isTimed { expected[Int(arc.voice)].insert(arc.person) }
    }
    return expected
  }
}

extension MeasuredNetwork {
  /// Everyone's conversed.
  package var conversed: VoiceSets {
    remember("conversed") { VoiceSets(voiceCount: voices.count, pairs: conversedEncounters.map(\.pair)) }
  }

  /// Every partner who came back, and where.
  var conversedEncounters: [Encounter] {
    remember("conversedEncounters") {
      exchanges.map { Encounter(pair: $0.pair, conversation: $0.conversation) }
    }
  }
}

extension Measure {
  static let conversed = Measure(
    "conversed", of: .voice, "how many replied, were answered, and came back (C)",
    range: "0 to reciprocated, people; empty for replies between accounts without times",
    source: "this project (Measures guide)"
  ) { network in network.conversedCounts.map { .integer($0) } }
}
