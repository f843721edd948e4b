extension AccountInteractions {
  /// The rows at the places that `isKept` says yes to, in order.
  package func keeping(_ isKept: (Int) -> Bool) -> AccountInteractions {
    var kept = AccountInteractions()
    for index in 0..<count where isKept(index) {
      kept.append(
        actor: actors[index], target: targets[index],
        time: times[index] == Posts.untimed ? nil : Timestamp(milliseconds: times[index]), count: counts[index])
    }
    return kept
  }
}

extension SocialNetwork {
  /// The same network without some of its account-level replies.
  package func keepingReplies(_ isKept: (Int) -> Bool) -> SocialNetwork {
    SocialNetwork(
      voices: voices, posts: posts, conversations: conversations, replies: replies.keeping(isKept), reposts: reposts,
      followers: followers, quality: quality)
  }
}
