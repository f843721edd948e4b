import Repartee

extension SocialNetwork {
  /// Post → whether it is one of so many percent of the replies, drawn at random.
  func replies(percent: Int, with random: inout SplitMix64) -> [Bool] {
    var isDrawn = [Bool](repeating: false, count: posts.count)
    for post in posts.orderedByID.map(Int.init) where !posts.flags[post].contains(.stub) {
      if posts.answered[post] != Posts.none, random.below(100) < percent { isDrawn[post] = true }
    }
    return isDrawn
  }

  /// The same conversations without some of the replies, and with the counts of direct replies that they had.
  func losing(_ isLost: [Bool]) -> SocialNetwork {
    var builder = NetworkBuilder()
    for voice in voices.kinds.indices {
      builder.voices.append(platform: voices.platforms[voice], id: voices.ids[voice])
    }
    var direct = [Int](repeating: 0, count: posts.count)
    for post in 0..<posts.count where posts.answered[post] != Posts.none && !posts.flags[post].contains(.stub) {
      direct[Int(posts.answered[post])] += 1
    }
    for post in posts.orderedByID.map(Int.init) where !posts.flags[post].contains(.stub) && !isLost[post] {
      let (answered, author) = (posts.answered[post], posts.authors[post])
      let platform = builder.platform(named: posts.platform(of: post))
      let parentAuthor = answered == Posts.none ? Posts.none : posts.authors[Int(answered)]
      let root = conversations.root(of: Int(conversations.conversation(of: post)))
      builder.add(
        .init(
          id: posts.ids[post], author: author == Posts.none ? nil : author,
          parent: answered == Posts.none ? nil : posts.ids[Int(answered)],
          parentAuthor: parentAuthor == Posts.none ? nil : parentAuthor, conversation: posts.ids[root],
          time: posts.time(of: post), kind: answered == Posts.none ? .post : .reply), platform: platform)
      builder.addReplyCount(direct[post], isWhole: false, ofPost: posts.ids[post], platform: platform)
    }
    return builder.build()
  }
}
