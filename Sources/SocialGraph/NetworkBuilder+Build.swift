extension NetworkBuilder {
  /// The network: posts in the order of platform and id, whatever the order in which they were added.
  ///
  /// Complexity: O(n) for posts added in id order, O(n log n) otherwise.
  public consuming func build() -> SocialNetwork {
    var quality = NetworkQuality()
    quality.parentConflicts = parentConflicts
    let stubs = hangOrphans(&quality)
    let order = sortedEntries(stubs: stubs)
    var posts = makePosts(order, &quality)
    resolveMentions(in: &posts, order: order, &quality)

    var treeParents = posts.answered
    let place = places(order)
    for (post, entry) in order.enumerated() where treeParents[post] == Posts.none {
      let root = roots[Int(entry)]
      if root != Posts.none, place[Int(root)] != Posts.none { treeParents[post] = place[Int(root)] }
    }
    let times = posts.times
    let answered = posts.answered
    let cut = Conversations.cutCycles(in: &treeParents) { left, right in
      // A place under a root that a record named is a guess, and goes before anybody's own word.
      let (leftIsGuess, rightIsGuess) = (answered[left] == Posts.none, answered[right] == Posts.none)
      if leftIsGuess != rightIsGuess { return leftIsGuess }
      return times[left] != Posts.untimed && (times[right] == Posts.untimed || times[left] < times[right])
    }
    for post in cut { posts.answered[Int(post)] = Posts.none }
    quality.cyclesCut = cut.count
    countReplies(of: posts, &quality)

    return SocialNetwork(
      voices: voices, posts: posts, conversations: Conversations(parents: treeParents), replies: replies,
      reposts: reposts, followers: followers, quality: quality)
  }

  /// Finds the entries that no file held but that the forest needs: parents, and the roots they hang under.
  ///
  /// A missing parent hangs under the root that its child names. A held answer without a parent hangs there too. Roots
  /// that nothing hangs under are forgotten.
  private mutating func hangOrphans(_ quality: inout NetworkQuality) -> [UInt32] {
    var isStub = [Bool](repeating: false, count: index.count)
    var stubRoots = [UInt32](repeating: Posts.none, count: index.count)
    for entry in 0..<index.count where isHeld[entry] {
      quality.posts += 1
      if authors[entry] == Posts.none { quality.unknownAuthors += 1 }
      let parent = parents[entry]
      if parent == Posts.none {
        if kinds[entry] == .post || kinds[entry] == .quote { roots[entry] = Posts.none }
        continue
      }
      let root = roots[entry]
      roots[entry] = Posts.none
      guard !isHeld[Int(parent)] else { continue }
      quality.orphans += 1
      isStub[Int(parent)] = true
      guard root != Posts.none, root != parent else { continue }
      let known = stubRoots[Int(parent)]
      if known == Posts.none || index.precedes(root, known) { stubRoots[Int(parent)] = root }
    }
    for entry in 0..<index.count {
      if isStub[entry] { roots[entry] = stubRoots[entry] }
      let root = roots[entry]
      if root != Posts.none, !isHeld[Int(root)] { isStub[Int(root)] = true }
    }
    let stubs = (0..<UInt32(index.count)).filter { isStub[Int($0)] }
    quality.stubs = stubs.count
    return stubs
  }

  /// Held posts and stubs in the order of platform and id: two sorted runs, merged.
  private func sortedEntries(stubs: [UInt32]) -> [UInt32] {
    var held = (0..<UInt32(index.count)).filter { isHeld[Int($0)] }
    let isSorted = zip(held, held.dropFirst()).allSatisfy { index.precedes($0, $1) }
    if !isSorted { held.sort(by: index.precedes) }
    let stubs = stubs.sorted(by: index.precedes)
    var merged: [UInt32] = []
    merged.reserveCapacity(held.count + stubs.count)
    var next = 0
    for entry in held {
      while next < stubs.count, index.precedes(stubs[next], entry) {
        merged.append(stubs[next])
        next += 1
      }
      merged.append(entry)
    }
    merged.append(contentsOf: stubs[next...])
    return merged
  }

  /// Entry → post, or `none` for an entry that is no post.
  func places(_ order: [UInt32]) -> [UInt32] {
    var place = [UInt32](repeating: Posts.none, count: index.count)
    for (post, entry) in order.enumerated() { place[Int(entry)] = UInt32(post) }
    return place
  }

  private func makePosts(_ order: [UInt32], _ quality: inout NetworkQuality) -> Posts {
    let place = places(order)
    var posts = Posts()
    posts.platformNames = index.platformNames
    posts.authors = order.map { authors[Int($0)] }
    posts.answered = order.map { parents[Int($0)] == Posts.none ? Posts.none : place[Int(parents[Int($0)])] }
    posts.times = order.map { times[Int($0)] }
    posts.platforms = order.map { index.platforms[Int($0)] }
    posts.ids = order.map { index.ids[Int($0)] }
    posts.flags = order.map { entry in
      isHeld[Int(entry)] ? (kinds[Int(entry)] == .comment ? .comment : []) : .stub
    }
    return posts
  }

  private func countReplies(of posts: Posts, _ quality: inout NetworkQuality) {
    for post in 0..<posts.count where posts.answered[post] != Posts.none {
      quality.replies += 1
      let author = posts.authors[post]
      if author != Posts.none, author == posts.authors[Int(posts.answered[post])] { quality.selfReplies += 1 }
    }
  }
}
