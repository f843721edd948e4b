import ReparteeGraph

/// Account conversation index: the largest h such that h posts of the voice each have at least h distinct others below.
///
/// An h-index over the voice's held posts in the window: it rewards a habit of starting talk, where one giant thread
/// does not help. Range 0 to the number of its posts.
/// Complexity: O(n log n) for n posts; O(Σ depth) where colleagues are left out.
/// Source: Hirsch, "An index to quantify an individual's scientific research output", PNAS 102 (2005),
/// https://doi.org/10.1073/pnas.0507655102.
package enum ConversationIndex {
  /// The index of every voice.
  package static func compute(in network: ScopedNetwork) -> [Int] {
    let posts = network.network.posts
    let people = PeopleWithin.compute(in: network)
    var counts = [[UInt32]](repeating: [], count: network.network.voices.count)
    for post in 0..<posts.count where network.isInWindow[post] && posts.authors[post] != Posts.none {
      let author = Int(posts.authors[post])
      let others = people[post] - (network.isPerson[author] ? 1 : 0)
      if others > 0 { counts[author].append(others) }
    }
    return counts.map { index(of: $0) }
  }

  /// The largest h such that h of the values are at least h.
  static func index(of values: [UInt32]) -> Int {
    let sorted = values.sorted(by: >)
    return sorted.indices.first { Int(sorted[$0]) < $0 + 1 } ?? sorted.count
  }
}

extension ConversationIndex {
  /// The first voice whose index is not what the definition demands, or nil: every post's author left with all posts
  /// above it, and every h tried. Complexity: O(Σ depth).
  package static func discrepancy(of indices: [Int], in network: ScopedNetwork) -> String? {
    let posts = network.network.posts
    var below = [Set<UInt32>](repeating: [], count: posts.count)
    for post in 0..<posts.count where network.isInWindow[post] {
      for above in Verification.ancestors(of: post, in: network) {
        let voice = posts.authors[above]
        if voice != Posts.none, network.counts(posts.authors[post], for: voice) {
          below[above].insert(posts.authors[post])
        }
      }
    }
    for voice in indices.indices {
      let own = (0..<posts.count).filter { network.isInWindow[$0] && posts.authors[$0] == UInt32(voice) }
      let expected = (0...own.count).last { h in own.count { below[$0].count >= h } >= h } ?? 0
      if indices[voice] != expected {
        return "voice \(voice) has the conversation index \(indices[voice]), by the definition \(expected)"
      }
    }
    return nil
  }
}

extension Measure {
  static let conversationIndex = Measure(
    "conversation_index", of: .voice, "the largest h such that h posts each have h distinct others below them",
    range: "0 to posts", source: "an h-index, Hirsch 2005"
  ) { network in ConversationIndex.compute(in: network.scoped).map { .integer($0) } }
}
