/// Voices, what they posted, whom they answered and who follows them: what every measure is computed on.
public struct SocialNetwork: Sendable {
  /// Everyone in it.
  public let voices: Voices
  /// Everything published, and stubs for what is missing.
  public let posts: Posts
  /// The reply forest over `posts`.
  public let conversations: Conversations
  /// Replies between voices of which no post is known.
  public let replies: AccountReplies
  /// Each voice's followers, as far as follow edges are held; nil when none is.
  public let followers: Adjacency?
  /// What was found amiss.
  public let quality: NetworkQuality

  init(
    voices: Voices, posts: Posts, conversations: Conversations, replies: AccountReplies, followers: Adjacency?,
    quality: NetworkQuality
  ) {
    self.voices = voices
    self.posts = posts
    self.conversations = conversations
    self.replies = replies
    self.followers = followers
    self.quality = quality
  }
}

/// Replies from one voice to another that name no post: edge lists, and posts that say only whom they answer.
public struct AccountReplies: Sendable {
  /// Who replied, as voices.
  public private(set) var actors: [UInt32] = []
  /// Whom they replied to, as voices.
  public private(set) var targets: [UInt32] = []
  /// Milliseconds since 1970, or `Posts.untimed`.
  public private(set) var times: [Int64] = []

  /// No replies.
  public init() {}

  /// How many replies there are.
  public var count: Int { actors.count }

  /// Adds one reply by `actor` to `target`.
  public mutating func append(actor: UInt32, target: UInt32, time: Timestamp?) {
    actors.append(actor)
    targets.append(target)
    times.append(time?.milliseconds ?? Posts.untimed)
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
