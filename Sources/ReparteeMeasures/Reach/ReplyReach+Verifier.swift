import ReparteeGraph

extension ReplyReach {
  /// The first voice whose figures are not what the definitions demand, or nil.
  ///
  /// From every post in the window the walk goes up, and leaves its author with every voice that it passes: the
  /// opposite direction of the kernel's. Complexity: O(Σ depth).
  package func discrepancy(in network: ScopedNetwork) -> String? {
    let posts = network.network.posts
    let voiceCount = network.network.voices.count
    var byConversation = [[Int: Set<UInt32>]](repeating: [:], count: voiceCount)
    for post in 0..<posts.count where network.isInWindow[post] {
      let above = Verification.ancestors(of: post, in: network)
      let root = above.last ?? post
      let author = posts.authors[post]
      if author != Posts.none { byConversation[Int(author)][root, default: []].formUnion([]) }
      for voice in above.map({ posts.authors[$0] }) where voice != Posts.none {
        byConversation[Int(voice)][root, default: []].formUnion(network.counts(author, for: voice) ? [author] : [])
      }
    }
    var others = [Set<UInt32>](repeating: [], count: voiceCount)
    Verification.forEachAccountReply(in: network) { person, voice, _ in others[Int(voice)].insert(person) }
    for exchange in Verification.flatExchanges(in: network) {
      // Partners of a flat branch were met in its conversation, wherever in the tree their comments are.
      let root = Verification.ancestors(of: exchange.closing, in: network).last ?? exchange.closing
      byConversation[Int(exchange.voice)][root, default: []].insert(exchange.person)
    }

    for voice in 0..<voiceCount {
      let groups = Array(byConversation[voice].values)
      let everybody = groups.reduce(others[voice]) { $0.union($1) }
      // Taking one conversation out must leave what the others still hold.
      let losses = groups.indices.map { left in
        let rest = groups.indices.reduce(others[voice]) { $1 == left ? $0 : $0.union(groups[$1]) }
        return everybody.count - rest.count
      }
      guard Int(reach[voice]) == everybody.count else {
        return "R of voice \(voice) is \(reach[voice]), by the definition \(everybody.count)"
      }
      guard Int(conversations[voice]) == groups.count, Int(largestLoss[voice]) == losses.max() ?? 0 else {
        return "voice \(voice) has T = \(conversations[voice]) and a largest loss of \(largestLoss[voice]), "
          + "by the definition \(groups.count) and \(losses.max() ?? 0)"
      }
      let expected = Jackknife.leavingOneOut(groups, fixed: others[voice], conversations: groups.count)
      if !Jackknife.agree(intervals[voice], expected) {
        return "the interval of voice \(voice) is \(String(describing: intervals[voice])), by the definition "
          + "\(String(describing: expected))"
      }
    }
    return nil
  }
}
