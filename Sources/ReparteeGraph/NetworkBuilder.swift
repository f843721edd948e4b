/// Puts a network together from posts, replies and follows, in any order, and applies the rules that hold before any
/// measure: missing parents become stubs, cycles are cut, quotes start conversations, mentions say whom a comment in
/// a flat branch answers.
package struct NetworkBuilder: Sendable {
  /// What a quote with a parent is.
  package enum QuoteRule: String, CaseIterable, Sendable {
    /// The start of a conversation of its own.
    case newConversations = "new-conversations"
    /// A reply to what it quotes.
    case asReplies = "as-replies"
  }

  /// One post as a file held it; voices are indices into `voices`.
  package struct Post: Sendable {
    /// The post's id.
    package var id: ExternalID
    /// Who wrote it, or nil where that is unknown.
    package var author: UInt32?
    /// The post that it answers.
    package var parent: ExternalID?
    /// Who wrote the parent, where this post says so.
    package var parentAuthor: UInt32?
    /// The root of its conversation, where the file says so.
    package var conversation: ExternalID?
    /// When it was published.
    package var time: Timestamp?
    /// What it is to its conversation.
    package var kind: PostKind

    /// A post as a file held it.
    package init(
      id: ExternalID, author: UInt32?, parent: ExternalID? = nil, parentAuthor: UInt32? = nil,
      conversation: ExternalID? = nil, time: Timestamp? = nil, kind: PostKind = .post
    ) {
      self.id = id
      self.author = author
      self.parent = parent
      self.parentAuthor = parentAuthor
      self.conversation = conversation
      self.time = time
      self.kind = kind
    }
  }

  /// The voices that posts and replies speak of.
  package var voices = Voices()
  /// Replies that name no post.
  package var replies = AccountInteractions()
  /// Reposts.
  package var reposts = AccountInteractions()
  /// What a quote with a parent is.
  package var quoteRule = QuoteRule.newConversations
  /// Posts of which several rows named different parents, counted where they were merged.
  package var parentConflicts = 0
  /// Each voice's followers, by voice.
  package var followers: Adjacency?
  /// The platforms whose follow lists the analyst declared complete.
  package var completeFollows: Set<String> = []

  /// What the numbers stand for by which posts were added, where these are the places of ids in their order: whoever has
  /// millions of long ids keeps them where they are, and a network asks for those that are shown. Nil where numbers are ids.
  package var postNames: (@Sendable (Int64) -> ExternalID)?

  var keys = PostKeys()
  // What posts say, in the order in which they are added.
  var ids: [Int64] = []
  var platforms: [UInt32] = []
  var authors: [UInt32] = []
  var parents: [Int64] = []
  // Empty as long as no post says any.
  var parentAuthors: [UInt32] = []
  var roots: [Int64] = []
  var times: [Int64] = []
  var kinds: [PostKind] = []
  var mentions: [(platform: UInt32, post: Int64, target: UInt32)] = []
  var counts: [AddedCount] = []

  /// A network of nobody.
  package init() {}

  /// The number of a platform, by which its posts are added.
  package mutating func platform(named name: String) -> UInt32 { keys.platform(named: name) }

  /// Adds a post. Each id is added once, or the last one holds; a store merges what several files say of a post before it
  /// comes here.
  package mutating func add(_ post: Post, platform: UInt32) {
    let startsConversation = post.kind == .quote && quoteRule == .newConversations
    ids.append(keys.key(of: post.id, platform: platform))
    platforms.append(platform)
    authors.append(post.author ?? Posts.none)
    parents.append(startsConversation ? PostKeys.none : keys.key(of: post.parent, platform: platform))
    NetworkBuilder.append(post.parentAuthor, to: &parentAuthors, after: kinds.count, absence: Posts.none)
    let root = !startsConversation && post.conversation != post.id ? post.conversation : nil
    NetworkBuilder.append(
      root.map { keys.key(of: $0, platform: platform) }, to: &roots, after: kinds.count, absence: PostKeys.none)
    times.append(post.time?.milliseconds ?? Posts.untimed)
    kinds.append(post.kind)
  }

  /// Adds the value of a post to a column that most builders leave empty.
  @inline(__always)
  private static func append<Value>(_ value: Value?, to column: inout [Value], after count: Int, absence: Value) {
    if column.isEmpty {
      guard let value else { return }
      column.append(contentsOf: repeatElement(absence, count: count))
      column.append(value)
    } else {
      column.append(value ?? absence)
    }
  }

  /// Who wrote the parent of a post, or `Posts.none`.
  func parentAuthor(of post: Int) -> UInt32 { parentAuthors.isEmpty ? Posts.none : parentAuthors[post] }

  /// The key of the root of a post's conversation, or `PostKeys.none`.
  func root(of post: Int) -> Int64 { roots.isEmpty ? PostKeys.none : roots[post] }

  /// Sets memory aside for so many posts, so that no column is held twice while it grows.
  package mutating func reservePosts(_ count: Int) {
    ids.reserveCapacity(count)
    platforms.reserveCapacity(count)
    authors.reserveCapacity(count)
    parents.reserveCapacity(count)
    times.reserveCapacity(count)
    kinds.reserveCapacity(count)
  }

  /// Says that a post mentions a voice. In a flat branch the mention says whom the comment answers.
  package mutating func addMention(of target: UInt32, inPost id: ExternalID, platform: UInt32) {
    mentions.append((platform, keys.key(of: id, platform: platform), target))
  }
}

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
    var (posts, parents, counts) = takePosts(&quality)
    let (times, flags) = (posts.times, posts.flags)
    let cut = Conversations.cutCycles(in: &parents) { left, right in
      // A place under a root that a record named is a guess, and is cut before what a post says itself.
      let (leftIsGuess, rightIsGuess) = (
        flags[left].contains(.isPlacedUnderRoot), flags[right].contains(.isPlacedUnderRoot)
      )
      if leftIsGuess != rightIsGuess { return leftIsGuess }
      return times[left] != Posts.untimed && (times[right] == Posts.untimed || times[left] < times[right])
    }
    quality.cyclesCut = cut.count

    let (forest, order) = Conversations.layout(parents: parents)
    parents = []
    posts.reorder(by: order, in: forest)
    posts.replyCounts = ReplyCounts(counts, reorderedBy: order)
    counts = []
    countReplies(of: posts, &quality)
    return SocialNetwork(
      voices: voices, posts: posts, conversations: forest, replies: replies,
      reposts: LazyInteractions(reposts), follows: followers.map(FollowLists.init),
      completeFollows: completeFollows, quality: quality)
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
    if !parentAuthors.isEmpty { parentAuthors.reorder(by: order) }
    if !roots.isEmpty { roots.reorder(by: order) }
    times.reorder(by: order)
    kinds.reorder(by: order)
  }

  /// The posts and stubs in the order of platform and id, and their parents in the tree. The columns are given up one by
  /// one, so that they are never held twice.
  private mutating func takePosts(
    _ quality: inout NetworkQuality
  ) -> (Posts, parents: [UInt32], counts: [ReplyCounts.Count]) {
    let directory = PostDirectory(keys: ids, platforms: platforms, in: keys)
    dropNobodies(directory)
    let links = PostLinks(self, directory)
    quality.posts = ids.count
    quality.undated = times.count { $0 == Posts.untimed }
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
    posts.ids.names = postNames
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
      posts.flags[Int(post)].insert(.isPlacedUnderRoot)
    }
    let found = takeCounts(links, directory)
    (counts, ids, platforms) = ([], [], [])
    return (posts, parents, found)
  }

  /// Takes parents and roots for none that stand for nothing (``NobodyID``), unless a post has that id.
  private mutating func dropNobodies(_ directory: PostDirectory) {
    let texts = Set(keys.texts.indices.filter { NobodyID.isOne(keys.texts[$0]) }.map { ~Int64($0) })
    func isNobody(_ key: Int64) -> Bool { key == 0 || (key < 0 && !texts.isEmpty && texts.contains(key)) }
    for post in parents.indices {
      if isNobody(parents[post]), directory.post(parents[post], platform: platforms[post]) == Posts.none {
        parents[post] = PostKeys.none
        if !parentAuthors.isEmpty { parentAuthors[post] = Posts.none }
      }
      if !roots.isEmpty, isNobody(roots[post]), directory.post(roots[post], platform: platforms[post]) == Posts.none {
        roots[post] = PostKeys.none
      }
    }
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

extension NetworkBuilder {
  /// In a flat branch, makes a comment that mentions someone an answer to that person's latest earlier post there.
  ///
  /// A branch is a top comment and everything under it. Of several people mentioned the one who spoke last counts. A
  /// mention of somebody who has not spoken in the branch changes nothing.
  func resolveMentions(
    in posts: inout Posts, parents: inout [UInt32], _ links: PostLinks, _ directory: PostDirectory,
    _ quality: inout NetworkQuality
  ) {
    guard !mentions.isEmpty, posts.flags.contains(where: { $0.contains(.comment) }) else { return }
    posts.answered = Posts.Answered(parents: parents, flags: posts.flags)
    defer { posts.answered = Posts.Answered(parents: [], flags: []) }
    var mentioned: [UInt32: Set<UInt32>] = [:]
    for mention in mentions {
      let post = links.place(directory.post(mention.post, platform: mention.platform))
      guard post != Posts.none, posts.flags[Int(post)].contains(.comment) else { continue }
      mentioned[post, default: []].insert(mention.target)
    }
    guard !mentioned.isEmpty else { return }
    for branch in FlatBranch.all(in: posts) {
      var latest: [UInt32: UInt32] = [branch.authorOfTop(in: posts): branch.top]
      for post in branch.comments {
        let candidates = (mentioned[post] ?? []).compactMap { latest[$0] }
        if let parent = candidates.max(by: { posts.isEarlier(Int($0), Int($1)) }) {
          parents[Int(post)] = parent
          posts.flags[Int(post)].insert(.answersMention)
          quality.answersByMention += 1
        }
        if posts.authors[Int(post)] != Posts.none { latest[posts.authors[Int(post)]] = post }
      }
    }
  }
}
