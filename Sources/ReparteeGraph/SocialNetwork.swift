/// Voices, what they posted, whom they answered and who follows them: what every measure is computed on.
public struct SocialNetwork: Sendable {
  /// Everyone in it.
  public let voices: Voices
  /// Everything published, and stubs for what is missing.
  public let posts: Posts
  /// The reply forest over `posts`.
  public let conversations: Conversations
  /// Replies between voices of which no post is known.
  public let replies: AccountInteractions
  /// Reposts: who passed on what whom had posted.
  public let reposts: AccountInteractions
  /// Each voice's followers, as far as follow edges are held; nil when none is.
  public let followers: Adjacency?
  /// What was found amiss.
  public let quality: NetworkQuality

  init(
    voices: Voices, posts: Posts, conversations: Conversations, replies: AccountInteractions,
    reposts: AccountInteractions, followers: Adjacency?, quality: NetworkQuality
  ) {
    self.voices = voices
    self.posts = posts
    self.conversations = conversations
    self.replies = replies
    self.reposts = reposts
    self.followers = followers
    self.quality = quality
  }
}

/// What was found amiss while the network was put together; every figure counts posts.
public struct NetworkQuality: Sendable, Equatable {
  /// Posts that a file held.
  public var posts = 0
  /// Posts that answer something: with a parent, held or not.
  public var replies = 0
  /// Answers whose parent no file held.
  public var orphans = 0
  /// Posts that no file held, made up as parents or roots.
  public var stubs = 0
  /// Parent links cut because they closed a cycle.
  public var cyclesCut = 0
  /// Answers to one's own post.
  public var selfReplies = 0
  /// Held posts without an author.
  public var unknownAuthors = 0
  /// Posts of which several rows name different parents.
  public var parentConflicts = 0
  /// Comments whose @-mention gave them another parent.
  public var answersByMention = 0

  /// Nothing amiss.
  public init() {}
}
