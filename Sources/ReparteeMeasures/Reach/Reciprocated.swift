import ReparteeGraph

/// Reciprocated M(a): those who replied to a and whom a answered in the same conversation.
///
/// A high value means that the voice answers; a single courtesy answer is enough. C ⊆ M ⊆ R1. Range 0 to R1, in people.
/// Account-level replies belong to no conversation: there both directions inside the window suffice.
/// Complexity: O(posts log posts).
package enum Reciprocated {
  /// The reciprocated partners of every voice.
  package static func compute(in network: ScopedNetwork) -> VoiceSets {
    var pairs = inThreads(network)
    pairs += mutual(Repliers.fromAccountReplies(network))
    pairs += network.branchExchanges.map(\.pair)
    return VoiceSets(voiceCount: network.network.voices.count, pairs: pairs)
  }

  static func inThreads(_ network: ScopedNetwork) -> [VoicePair] {
    let conversations = network.network.conversations
    let posts = network.network.posts
    var pairs: [VoicePair] = []
    var found: [VoicePair] = []
    for conversation in 0..<conversations.count {
      found.removeAll(keepingCapacity: true)
      for post in conversations.posts(ofConversation: conversation) {
        guard let target = network.target(ofReply: post) else { continue }
        found.append(VoicePair(voice: target, person: posts.authors[post]))
      }
      if found.count > 1 { pairs += mutual(found) }
    }
    return pairs
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

extension MeasuredNetwork {
  /// Everyone's reciprocated.
  package var reciprocated: VoiceSets { remember("reciprocated") { Reciprocated.compute(in: scoped) } }
}

extension Measure {
  static let reciprocated = Measure(
    "reciprocated", of: .voice, "how many of its repliers the voice answered in the same conversation (M)",
    range: "0 to repliers, people", source: "the reach funnel"
  ) { network in network.reciprocated.counts.map { .integer($0) } }
}
