extension NetworkBuilder {
  /// The network; its posts' numbers do not depend on the order in which they were added.
  ///
  /// Stops where a row names a voice that was not added: kernels read voices without checks of bounds.
  /// Complexity: O(n) for posts added in id order, O(n log n) otherwise.
  package consuming func build() -> SocialNetwork {
    requireKnownVoices()
    var quality = NetworkQuality()
    quality.parentConflicts = parentConflicts
    sortPosts()
    var (posts, parents) = takePosts(&quality)
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

  /// The one place where voices' numbers are checked: everything that a network is made of comes by here.
  private func requireKnownVoices() {
    func require(_ voices: [UInt32], _ role: String, absence: UInt32? = nil) {
      requireIndices(voices, below: self.voices.count, role, of: "voices", absence: absence)
    }
    require(authors, "author", absence: Posts.none)
    require(parentAuthors, "parent author", absence: Posts.none)
    require(mentions.map(\.target), "mentioned voice")
    for (interactions, name) in [(replies, "reply"), (reposts, "repost")] {
      require(interactions.actors, "actor of a \(name)")
      require(interactions.targets, "target of a \(name)")
    }
    guard let followers else { return }
    precondition(
      followers.nodeCount == voices.count,
      "there is one list of followers a voice: there are \(followers.nodeCount) lists for \(voices.count) voices")
    require(followers.neighbours, "follower")
  }

  /// Puts what was added into the order of platform and id, one row an id.
  private mutating func sortPosts() {
    func row(_ index: Int) -> (UInt32, Int64) { (platforms[index], ids[index]) }
    if (1..<max(1, ids.count)).allSatisfy({ keys.precedes(row($0 - 1), row($0)) }) { return }
    let sorted = ids.indices.sorted { left, right in
      row(left) == row(right) ? left < right : keys.precedes(row(left), row(right))
    }
    let order = sorted.indices.filter { $0 + 1 == sorted.count || row(sorted[$0]) != row(sorted[$0 + 1]) }
      .map { UInt32(sorted[$0]) }
    ids.reorder(by: order)
    platforms.reorder(by: order)
    authors.reorder(by: order)
    parents.reorder(by: order)
    parentAuthors.reorder(by: order)
    roots.reorder(by: order)
    times.reorder(by: order)
    kinds.reorder(by: order)
  }

  /// The posts and stubs in the order of platform and id, and their parents in the tree. The columns are given up one by
  /// one, so that they are never held twice.
  private mutating func takePosts(_ quality: inout NetworkQuality) -> (Posts, parents: [UInt32]) {
    let directory = PostDirectory(keys: ids, platforms: platforms, in: keys)
    let links = PostLinks(self, directory)
    quality.posts = ids.count
    quality.unknownAuthors = authors.count { $0 == Posts.none }
    quality.orphans = links.orphans
    quality.stubs = links.stubs.count
    (parents, parentAuthors, roots) = ([], [], [])

    let isStub = ids.count
    for stub in links.stubs {
      ids.append(stub.key)
      platforms.append(stub.platform)
      authors.append(stub.author)
      times.append(Posts.untimed)
      kinds.append(.post)
    }
    var posts = Posts()
    posts.ids = ExternalIDs(keys: ids, texts: keys.texts)
    swap(&posts.authors, &authors)
    posts.times = PackedIntegers(times)
    times = []
    posts.flags = kinds.map { $0 == .comment ? .comment : [] }
    for stub in isStub..<ids.count { posts.flags[stub] = .stub }
    kinds = []
    let order = links.order
    var parents = links.parents
    if !links.stubs.isEmpty {
      posts.reorder(by: order)
      platforms.reorder(by: order)
    }
    posts.platforms = platformStarts()
    resolveMentions(in: &posts, parents: &parents, links, directory, &quality)
    for (post, root) in links.roots where parents[Int(post)] == Posts.none {
      parents[Int(post)] = root
      posts.flags[Int(post)].insert(.hangsUnderRoot)
    }
    return (posts, parents)
  }

  private func platformStarts() -> [(start: Int, name: String)] {
    platforms.indices.filter { $0 == 0 || platforms[$0] != platforms[$0 - 1] }
      .map { ($0, keys.platformNames[Int(platforms[$0])]) }
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
  fileprivate mutating func reorder(by order: [UInt32]) {
    ids.reorder(by: order)
    authors.reorder(by: order)
    times = times.reordered(by: order)
    flags.reorder(by: order)
  }

  /// Puts posts into the order of the forest, in which each platform's posts stay together.
  fileprivate mutating func reorder(by order: [UInt32], in forest: Conversations) {
    reorder(by: order)
    answered = Answered(parents: forest.parents, flags: flags)
  }
}
