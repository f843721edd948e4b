import ReparteeGraph

/// What a row of a file says of an account: attributes as they were when the row was written.
package struct AccountRecord: Equatable, Sendable {
  /// As its platform writes it.
  package var id: ExternalID
  /// The name people address it by, without `@`.
  package var handle: String?
  /// The display name.
  package var name: String?
  /// The platform's own count of its followers.
  package var followers: Int64?
  /// When this was so: of two records the later one counts.
  package var seen: Timestamp?

  /// An account; what is not known of it is nil.
  package init(
    id: ExternalID, handle: String? = nil, name: String? = nil, followers: Int64? = nil, seen: Timestamp? = nil
  ) {
    self.id = id
    self.handle = AccountRecord.shown(handle)
    self.name = AccountRecord.shown(name)
    self.followers = followers
    self.seen = seen
  }

  /// A name of nothing but blanks is none: nobody would see whom it stands for. Neither is what programs write for nothing.
  private static func shown(_ name: String?) -> String? {
    guard var name, name.utf8.contains(where: { $0 > UInt8(ascii: " ") }) else { return nil }
    return name.withUTF8 { WrittenID.isNobody($0) } ? nil : name
  }
}

/// Anything published: a tweet, a blog post, a video, a comment, a forum message.
package struct PostRecord: Equatable, Sendable {
  /// As its platform writes it.
  package var id: ExternalID
  /// The account that wrote it; nil where the platform has deleted or hidden it.
  package var author: ExternalID?
  /// The post it answers.
  package var parent: ExternalID?
  /// Who wrote the parent, where this record says so (`in_reply_to_user_id`): it names the author of a missing parent.
  package var parentAuthor: ExternalID?
  /// The root of its conversation, where the record says so.
  package var conversation: ExternalID?
  /// When it was published.
  package var time: Timestamp?
  /// What it is to its conversation.
  package var kind: PostKind
  /// Where it was published, when the platform has such places (a subreddit, a forum's category).
  package var channel: String?
  /// Whether this post is the subject of a row of the file, rather than something that the row carries with it.
  package var isRow: Bool

  /// A post; by default the start of a conversation, and a row of its own.
  package init(
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

/// An account that its platform has deleted or taken down.
package struct AccountDeletionRecord: Equatable, Sendable {
  /// The account.
  package var account: ExternalID
  /// When: what it did before is gone. Nil where nobody says, and all of it is.
  package var time: Timestamp?
}

/// A post as it is after a change.
package struct PostVersionRecord: Equatable, Sendable {
  /// The post.
  package var post: PostRecord
  /// When this version was written, in microseconds since 1970: of two the later one counts.
  package var written: Int64
}

/// How many replies a platform counted below a post.
package struct ReplyCountRecord: Equatable, Sendable {
  /// The post.
  package var post: ExternalID
  /// How many: 1 and up.
  package var replies: Int64
  /// Whether all posts below it are counted, or only its direct replies.
  package var isWhole: Bool

  /// A count of replies.
  package init(post: ExternalID, replies: Int64, isWhole: Bool = false) {
    self.post = post
    self.replies = replies
    self.isWhole = isWhole
  }
}

/// A row that reposts a post whose author is unknown.
package struct RepostRecord: Equatable, Sendable {
  /// Who reposts.
  package var actor: ExternalID
  /// What.
  package var post: ExternalID
  /// When.
  package var time: Timestamp?

  /// Why a repost is ignored whose target is not to be known.
  package static let ofUnknownAuthor = "retweets of a tweet whose author nobody names"
}

/// Another address of a post.
package struct PostAliasRecord: Equatable, Sendable {
  /// What answers may call it.
  package var alias: ExternalID
  /// Its id.
  package var post: ExternalID

  /// Another address of a post.
  package init(alias: ExternalID, post: ExternalID) {
    self.alias = alias
    self.post = post
  }
}

/// A hashtag of a post.
package struct HashtagRecord: Equatable, Sendable {
  /// The post.
  package var post: ExternalID
  /// The text after the sign, in lower case.
  package var hashtag: String

  /// A hashtag of a post.
  package init(post: ExternalID, hashtag: String) {
    self.post = post
    self.hashtag = hashtag
  }
}

/// A domain that a link of a post leads to.
package struct LinkDomainRecord: Equatable, Sendable {
  /// The post.
  package var post: ExternalID
  /// The domain, in lower case and without “www.”.
  package var domain: String

  /// A domain that a link of a post leads to.
  package init(post: ExternalID, domain: String) {
    self.post = post
    self.domain = domain
  }

  /// The domain of a web address, or nil of any other.
  static func domain(ofAddress address: some StringProtocol) -> String? {
    let lower = address.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return nil }
    let authority = lower.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    // A name and a password may stand before, a port behind.
    let host = (authority.split(separator: "@").last ?? "").prefix { $0 != ":" }
    let domain = host.hasPrefix("www.") ? host.dropFirst(4) : host
    return domain.contains(".") ? String(domain) : nil
  }
}

/// One act of an account towards another.
package struct InteractionRecord: Equatable, Sendable {
  /// What was done.
  package var kind: InteractionKind
  /// Who acts.
  package var actor: ExternalID
  /// Towards whom.
  package var target: ExternalID
  /// When.
  package var time: Timestamp?
  /// How many acts the row stands for: above 1 only for input that was counted before.
  package var count: Int64
  /// The post it belongs to: the mentioning, the quoting or the answering one; of a repost, the one that was reposted.
  package var post: ExternalID?
  /// Whether this act is the subject of a row of the file, rather than something that the row carries with it.
  package var isRow: Bool

  /// One act; by default a row of its own.
  package init(
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
package struct RosterRecord: Equatable, Sendable {
  /// The platform, or nil where the line holds for the only platform on which the account is found.
  package var platform: String?
  /// The account's id, which is matched first.
  package var id: ExternalID?
  /// Its handle, without `@`, matched in any case.
  package var handle: String?
  /// The name to show.
  package var name: String?
  /// What the voice is.
  package var kind: VoiceKind?
  /// Whom it speaks for.
  package var organisation: String?
  /// What it does there.
  package var role: String?
  /// The name that joins accounts of one person across platforms.
  package var voice: String?
  /// Its followers, where the platform does not say.
  package var followers: Int64?
  /// The role's first moment.
  package var from: Timestamp?
  /// The first moment after the role.
  package var to: Timestamp?
  /// Whatever else the analyst wrote.
  package var note: String?
  /// Where the analyst knows it from.
  package var source: String?
  /// The line of the file, counted from 1.
  package var line: Int
  /// Whether it is a row of the file, rather than something that a graph's node says.
  package var isRow = true

  /// A line that names an account, and nothing of it yet.
  package init(platform: String? = nil, id: ExternalID? = nil, handle: String? = nil, line: Int) {
    self.platform = platform
    self.id = id
    self.handle = handle
    self.line = line
  }
}

/// A row that could not be read, and why.
package struct Reject: Equatable, Sendable {
  /// The line, counted from 1, on which the row begins.
  package var line: Int
  /// What was expected and what was found, without e-mail and IP addresses that the row may hold.
  package let reason: String

  /// A reject of the row that begins on `line`.
  package init(line: Int, reason: String) {
    self.line = line
    self.reason = AddressMask.masked(reason, longest: 1000)
  }

  /// A reject whose reason holds nothing of the row but ids, which may look like addresses.
  package init(line: Int, aboutIDs reason: String) {
    self.line = line
    self.reason = reason
  }
}
