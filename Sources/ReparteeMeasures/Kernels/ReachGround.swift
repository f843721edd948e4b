import ReparteeGraph

/// What the reach of every voice is computed from: who counts at which post, and repliers of whom no post is known.
struct ReachGround {
  let network: ScopedNetwork
  /// The posts of every voice: all of them, or as many as are asked for.
  let own: OwnPosts
  /// Post → its author if it lies in the window and is a person, else `none`.
  let people: [UInt32]
  /// Post → how many posts in the window stand before it; nil where every post does lie in it.
  let heldBefore: [UInt32]?
  /// Those who spoke to a voice without a place in a tree.
  let others: VoiceSets
  /// Voice → where its exchanges in flat branches begin in `exchanges`.
  let exchangeOffsets: [Int]
  /// The exchanges of flat branches by voice and conversation: the partner may have no post in the window below a post
  /// of the voice, yet was met there.
  let exchanges: [Encounter]

  init(_ network: ScopedNetwork) { self.init(network, own: OwnPosts(network.network)) }

  init(_ network: ScopedNetwork, own: OwnPosts) {
    self.network = network
    self.own = own
    let voiceCount = network.network.voices.count
    (people, heldBefore) = ReachGround.people(in: network)
    others = VoiceSets(voiceCount: voiceCount, pairs: Repliers.fromAccountReplies(network))
    (exchangeOffsets, exchanges) = Encounter.byVoice(network.branchEncounters, voiceCount: voiceCount)
  }

  /// Whether a post in the window stands at a post or below it.
  @inline(__always)
  func isHeld(from post: Int, to end: Int) -> Bool { heldBefore.map { $0[end] > $0[post] } ?? true }

  /// Whether a person has one of the own posts in the window in this stretch. Complexity: O(log k) for k of theirs.
  func holds(_ person: UInt32, from start: Int, to end: Int) -> Bool {
    let posts = own[Int(person)]
    return posts[posts.firstSorted(notBelow: UInt32(start))...].prefix { Int($0) < end }
      .contains { people[Int($0)] == person }
  }

  private static func people(in network: ScopedNetwork) -> ([UInt32], [UInt32]?) {
    let authors = network.network.posts.authors
    if !network.isInWindow.contains(false), !network.isPerson.contains(false) { return (authors, nil) }
    var people = authors
    var heldBefore = [UInt32](repeating: 0, count: authors.count + 1)
    for (post, author) in authors.enumerated() {
      let isHeld = network.isInWindow[post]
      if author != Posts.none, !isHeld || !network.isPerson[Int(author)] { people[post] = Posts.none }
      heldBefore[post + 1] = heldBefore[post] + (isHeld ? 1 : 0)
    }
    return (people, heldBefore)
  }
}
