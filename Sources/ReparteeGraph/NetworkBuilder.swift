/// Puts a network together from posts, replies and follows, in any order, and applies the rules that hold before any
/// measure: missing parents become stubs, cycles are cut, quotes start conversations, mentions tell whom a comment in
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
    /// Who wrote it, or nil where nobody knows.
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

  var keys = PostKeys()
  // What posts say, in the order in which they are added.
  var ids: [Int64] = []
  var platforms: [UInt32] = []
  var authors: [UInt32] = []
  var parents: [Int64] = []
  var parentAuthors: [UInt32] = []
  var roots: [Int64] = []
  var times: [Int64] = []
  var kinds: [PostKind] = []
  var mentions: [(platform: UInt32, post: Int64, target: UInt32)] = []

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
    parentAuthors.append(post.parentAuthor ?? Posts.none)
    let hasRoot = !startsConversation && post.conversation != post.id
    roots.append(hasRoot ? keys.key(of: post.conversation, platform: platform) : PostKeys.none)
    times.append(post.time?.milliseconds ?? Posts.untimed)
    kinds.append(post.kind)
  }

  /// Says that a post mentions a voice. In a flat branch the mention tells whom the comment answers.
  package mutating func addMention(of target: UInt32, inPost id: ExternalID, platform: UInt32) {
    mentions.append((platform, keys.key(of: id, platform: platform), target))
  }
}
