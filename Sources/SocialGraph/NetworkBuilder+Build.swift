extension NetworkBuilder {
  /// The network; its posts' numbers do not depend on the order in which they were added.
  ///
  /// Complexity: O(n) for posts added in id order, O(n log n) otherwise.
  public consuming func build() -> SocialNetwork {
    var quality = NetworkQuality()
    quality.parentConflicts = parentConflicts
    let stubs = hangOrphans(&quality)
    var (posts, parents) = takePosts(stubs: stubs, &quality)
    let (times, flags) = (posts.times, posts.flags)
    let cut = Conversations.cutCycles(in: &parents) { left, right in
      // A place under a root that a record named is a guess, and goes before anybody's own word.
      let (leftIsGuess, rightIsGuess) = (flags[left].contains(.hangsUnderRoot), flags[right].contains(.hangsUnderRoot))
      if leftIsGuess != rightIsGuess { return leftIsGuess }
      return times[left] != Posts.untimed && (times[right] == Posts.untimed || times[left] < times[right])
    }
    quality.cyclesCut = cut.count

    let (forest, order) = Conversations.layout(parents: parents)
    parents = []
    posts.reorder(by: order, in: forest)
    countReplies(of: posts, &quality)
    return SocialNetwork(
      voices: voices, posts: posts, conversations: forest, replies: replies, reposts: reposts, followers: followers,
      quality: quality)
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

  /// The posts in the order of platform and id, and their parents in the tree. The columns of the entries are given up
  /// one by one, so that they are never held twice.
  private mutating func takePosts(stubs: [UInt32], _ quality: inout NetworkQuality) -> (Posts, parents: [UInt32]) {
    let order = sortedEntries(stubs: stubs)
    var place = [UInt32](repeating: Posts.none, count: index.count)
    for (post, entry) in order.enumerated() { place[Int(entry)] = UInt32(post) }
    func renumbered(_ entries: inout [UInt32]) -> [UInt32] {
      defer { entries = [] }
      return order.map { entries[Int($0)] == Posts.none ? Posts.none : place[Int(entries[Int($0)])] }
    }
    var posts = Posts()
    posts.platforms = index.platforms(of: order)
    posts.ids = index.takeIDs()
    posts.ids.reorder(by: order)
    swap(&posts.authors, &authors)
    posts.authors.reorder(by: order)
    swap(&posts.times, &times)
    posts.times.reorder(by: order)
    posts.flags = order.map { isHeld[Int($0)] ? (kinds[Int($0)] == .comment ? .comment : []) : .stub }
    (isHeld, kinds) = ([], [])
    var parents = renumbered(&self.parents)
    let roots = renumbered(&self.roots)
    resolveMentions(in: &posts, parents: &parents, place: place, &quality)
    for post in parents.indices where parents[post] == Posts.none && roots[post] != Posts.none {
      parents[post] = roots[post]
      posts.flags[post].insert(.hangsUnderRoot)
    }
    return (posts, parents)
  }

  private func countReplies(of posts: Posts, _ quality: inout NetworkQuality) {
    for post in 0..<posts.count where posts.answered[post] != Posts.none {
      quality.replies += 1
      let author = posts.authors[post]
      if author != Posts.none, author == posts.authors[Int(posts.answered[post])] { quality.selfReplies += 1 }
    }
  }
}

extension Posts {
  /// Puts posts into the order of the forest, in which each platform's posts stay together.
  fileprivate mutating func reorder(by order: [UInt32], in forest: Conversations) {
    ids.reorder(by: order)
    authors.reorder(by: order)
    times.reorder(by: order)
    flags.reorder(by: order)
    answered = Answered(parents: forest.parents, flags: flags)
  }
}
