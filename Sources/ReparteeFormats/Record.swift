import ReparteeGraph

/// What a row of a file says of an account: attributes as they stood when the row was written.
public struct AccountRecord: Equatable, Sendable {
  /// As its platform writes it.
  public var id: ExternalID
  /// The name people address it by, without `@`.
  public var handle: String?
  /// The display name.
  public var name: String?
  /// The platform's own count of its followers.
  public var followers: Int64?
  /// When this was so: of two records the later one holds.
  public var seen: Timestamp?

  /// An account; what is not known of it is nil.
  public init(
    id: ExternalID, handle: String? = nil, name: String? = nil, followers: Int64? = nil, seen: Timestamp? = nil
  ) {
    self.id = id
    self.handle = handle
    self.name = name
    self.followers = followers
    self.seen = seen
  }
}

/// Anything published: a tweet, a blog post, a video, a comment, a forum message.
public struct PostRecord: Equatable, Sendable {
  /// As its platform writes it.
  public var id: ExternalID
  /// The account that wrote it; nil where the platform has deleted or hidden it.
  public var author: ExternalID?
  /// The post it answers.
  public var parent: ExternalID?
  /// Who wrote the parent, where this record says so (`in_reply_to_user_id`): it names the author of a missing parent.
  public var parentAuthor: ExternalID?
  /// The root of its conversation, where the record says so.
  public var conversation: ExternalID?
  /// When it was published.
  public var time: Timestamp?
  /// What it is to its conversation.
  public var kind: PostKind
  /// Where it was published, when the platform has such places (a subreddit, a forum's category).
  public var channel: String?
  /// Whether this post is the subject of a row of the file, rather than something that the row carries with it.
  public var isRow: Bool

  /// A post; by default the start of a conversation, and a row of its own.
  public init(
    id: ExternalID, author: ExternalID?, parent: ExternalID? = nil, parentAuthor: ExternalID? = nil,
    conversation: ExternalID? = nil, time: Timestamp? = nil, kind: PostKind = .post, channel: String? = nil,
    isRow: Bool = true
  ) {
    self.id = id
    self.author = author
    self.parent = parent
    self.parentAuthor = parentAuthor
    self.conversation = conversation
    self.time = time
    self.kind = kind
    self.channel = channel
    self.isRow = isRow
  }
}

/// How many replies a platform counted directly below a post.
public struct ReplyCountRecord: Equatable, Sendable {
  /// The post.
  public var post: ExternalID
  /// How many: 1 and up.
  public var replies: Int64

  /// A count of replies.
  public init(post: ExternalID, replies: Int64) {
    self.post = post
    self.replies = replies
  }
}

/// A hashtag of a post.
public struct HashtagRecord: Equatable, Sendable {
  /// The post.
  public var post: ExternalID
  /// The word behind the sign, in small letters.
  public var hashtag: String

  /// A hashtag of a post.
  public init(post: ExternalID, hashtag: String) {
    self.post = post
    self.hashtag = hashtag
  }
}

/// One act of an account towards another.
public struct InteractionRecord: Equatable, Sendable {
  /// What was done.
  public var kind: InteractionKind
  /// Who acts.
  public var actor: ExternalID
  /// Towards whom.
  public var target: ExternalID
  /// When.
  public var time: Timestamp?
  /// How many acts the row stands for: above 1 only for input that was counted before.
  public var count: Int64
  /// The post it belongs to: the mentioning, the quoting or the answering one; of a repost, the one that was reposted.
  public var post: ExternalID?
  /// Whether this act is the subject of a row of the file, rather than something that the row carries with it.
  public var isRow: Bool

  /// One act; by default a row of its own.
  public init(
    kind: InteractionKind, actor: ExternalID, target: ExternalID, time: Timestamp? = nil, count: Int64 = 1,
    post: ExternalID? = nil, isRow: Bool = true
  ) {
    self.kind = kind
    self.actor = actor
    self.target = target
    self.time = time
    self.count = count
    self.post = post
    self.isRow = isRow
  }
}

/// One line of the analyst's roster: what a person knows of an account and no export says.
public struct RosterRecord: Equatable, Sendable {
  /// The platform, or nil where the line holds for the only platform on which the account is found.
  public var platform: String?
  /// The account's id, which is matched first.
  public var id: ExternalID?
  /// Its handle, without `@`, matched in any case.
  public var handle: String?
  /// The name to show.
  public var name: String?
  /// What the voice is.
  public var kind: VoiceKind?
  /// Whom it speaks for.
  public var organisation: String?
  /// What it does there.
  public var role: String?
  /// The name that joins accounts of one person across platforms.
  public var voice: String?
  /// Its followers, where the platform does not say.
  public var followers: Int64?
  /// The role's first moment.
  public var from: Timestamp?
  /// The first moment after the role.
  public var to: Timestamp?
  /// Whatever else the analyst wrote.
  public var note: String?
  /// Where the analyst knows it from.
  public var source: String?
  /// The line of the file, counted from 1.
  public var line: Int

  /// A line that names an account, and nothing of it yet.
  public init(platform: String? = nil, id: ExternalID? = nil, handle: String? = nil, line: Int) {
    self.platform = platform
    self.id = id
    self.handle = handle
    self.line = line
  }
}

/// A row that could not be read, and why.
public struct Reject: Equatable, Sendable {
  /// The line, counted from 1, on which the row begins.
  public var line: Int
  /// What was expected and what stood there, in words for a person.
  public var reason: String

  /// A reject of the row that begins on `line`.
  public init(line: Int, reason: String) {
    self.line = line
    self.reason = reason
  }
}
