import ReparteeGraph

/// Reciprocated M(a): those who replied to a and whom a answered in the same conversation.
///
/// A high value means that the voice answers; a single courtesy answer is enough. C ⊆ M ⊆ R1. Range 0 to R1, in people.
/// Account-level replies belong to no conversation: there both directions inside the window suffice.
/// Complexity: O(posts log posts).
package enum Reciprocated {
  /// The reciprocated partners of every voice.
  package static func compute(in network: ScopedNetwork) -> VoiceSets {
    VoiceSets(voiceCount: network.network.voices.count, pairs: encounters(in: network).map(\.pair))
  }

  /// Every pair that replied to each other, and where.
  static func encounters(in network: ScopedNetwork) -> [Encounter] {
    let conversations = network.network.conversations
    let posts = network.network.posts
    var encounters: [Encounter] = []
    var found: [VoicePair] = []
    for conversation in 0..<conversations.count {
      found.removeAll(keepingCapacity: true)
      for post in conversations.posts(ofConversation: conversation) {
        guard let target = network.target(ofReply: post) else { continue }
        found.append(VoicePair(voice: target, person: posts.authors[post]))
      }
      guard found.count > 1 else { continue }
      for pair in mutual(found) { encounters.append(Encounter(pair: pair, conversation: UInt32(conversation))) }
    }
    return encounters + network.branchEncounters
      + mutual(Repliers.fromAccountReplies(network)).map { Encounter(pair: $0, conversation: ScopedNetwork.none) }
  }

  /// The pairs whose reverse is among them too. Somebody who is no person replies to nobody here, so is never answered.
  static func mutual(_ pairs: [VoicePair]) -> [VoicePair] {
    var sorted = pairs
    radixSort(&sorted)
    return sorted.filter { [sorted] pair in
      let place = sorted.partitioningIndex { $0.key >= pair.reversed.key }
      return place < sorted.count && sorted[place] == pair.reversed
    }
  }
}

extension Reciprocated {
  /// The first place where `sets` is not M, or nil: both directions looked up in a set of (replier, target, root).
  package static func discrepancy(of sets: VoiceSets, in network: ScopedNetwork) -> String? {
    Verification.difference(of: "M", sets, from: byDefinition(in: network))
  }

  /// M by another way than the kernel's, for verifiers.
  static func byDefinition(in network: ScopedNetwork) -> [Set<UInt32>] {
    var spoken: Set<[Int]> = []
    let accountLevel = -1
    Verification.forEachReply(in: network) { post, person, voice in
      spoken.insert([Int(person), Int(voice), Verification.ancestors(of: post, in: network).last ?? post])
    }
    Verification.forEachAccountReply(in: network) { person, voice, _ in
      spoken.insert([Int(person), Int(voice), accountLevel])
    }
    var expected = [Set<UInt32>](repeating: [], count: network.network.voices.count)
    for arc in spoken where spoken.contains([arc[1], arc[0], arc[2]]) { expected[arc[1]].insert(UInt32(arc[0])) }
    for exchange in Verification.flatExchanges(in: network) { expected[Int(exchange.voice)].insert(exchange.person) }
    return expected
  }
}

extension MeasuredNetwork {
  /// Everyone's reciprocated.
  package var reciprocated: VoiceSets {
    remember("reciprocated") {
      VoiceSets(voiceCount: voices.count, pairs: reciprocatedEncounters.map(\.pair))
    }
  }

  /// Everyone's reciprocated, and where.
  var reciprocatedEncounters: [Encounter] {
    remember("reciprocatedEncounters") { Reciprocated.encounters(in: scoped) }
  }
}

extension Measure {
  static let reciprocated = Measure(
    "reciprocated", of: .voice,
    "how many of its repliers the voice replied to in the same conversation, whoever began (M)",
    range: "0 to repliers, people", source: "this project (Measures guide)"
  ) { network in network.reciprocated.counts.map { .integer($0) } }
}
