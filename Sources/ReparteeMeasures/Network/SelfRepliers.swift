import ReparteeGraph

/// Who replied to themselves: threads of one's own, or between two accounts of one voice.
///
/// Such replies are never arcs and count in no set; published figures of reply networks often keep them as loops, so
/// their number is reported. Only people, and only replies in the window. Complexity: O(posts + replies).
package enum SelfRepliers {
  /// The voices, ascending.
  package static func compute(in network: ScopedNetwork) -> [UInt32] {
    let (posts, replies) = (network.network.posts, network.network.replies)
    var isFound = [Bool](repeating: false, count: network.network.voices.count)
    for post in 0..<posts.count where network.isInWindow[post] {
      let author = posts.authors[post]
      if author != ScopedNetwork.none, network.authorAnswered(by: post) == author { isFound[Int(author)] = true }
    }
    for index in 0..<replies.count where network.isInWindow(milliseconds: replies.times[index]) {
      if replies.actors[index] == replies.targets[index] { isFound[Int(replies.actors[index])] = true }
    }
    return isFound.indices.filter { isFound[$0] && network.isPerson[$0] }.map { UInt32($0) }
  }
}

extension MeasuredNetwork {
  /// The voices that replied to themselves.
  package var selfRepliers: [UInt32] { remember("selfRepliers") { SelfRepliers.compute(in: scoped) } }
}
