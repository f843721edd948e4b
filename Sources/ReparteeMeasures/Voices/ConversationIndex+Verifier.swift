import ReparteeGraph

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
