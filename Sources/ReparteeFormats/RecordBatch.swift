import ReparteeGraph

/// The records of one block of a file, in the order in which they were read.
///
/// Every row of the file is counted exactly once: as a post or interaction with `isRow`, as a follow, as a roster line,
/// as ignored, or as rejected. Lines inside a batch are counted from the block's first line, which the driver adds.
package struct RecordBatch: Sendable {
  /// The records of one platform. Ids meet only within a platform.
  package struct Platform: Sendable {
    /// Its name, or nil for the platform that the command or the format gives.
    package var name: String?
    /// What the rows say of accounts, in the order of the file; an account comes as often as it is seen.
    package var accounts: [AccountRecord] = []
    /// What was published.
    package var posts: [PostRecord] = []
    /// The line on which the row of each post begins, or 0 where nobody says; by the place of the post.
    package var postLines: [Int32] = []
    /// Acts towards accounts.
    package var interactions: [InteractionRecord] = []
    /// Posts that are deleted, whichever file holds them.
    package var deletions: [ExternalID] = []
    /// Accounts that are deleted, whichever file holds what they did.
    package var accountDeletions: [AccountDeletionRecord] = []
    /// Newer versions of posts, which replace what any file says of them; each is among `posts` too.
    package var versions: [PostVersionRecord] = []
    /// Other addresses of posts, by which answers may name them, whichever file holds these.
    package var aliases: [PostAliasRecord] = []
    /// Reposts of posts whose authors the file does not name; the store may know them.
    package var reposts: [RepostRecord] = []
    /// How many replies the platform counted below posts.
    package var replyCounts: [ReplyCountRecord] = []
    /// Hashtags of the posts, where they are asked for.
    package var hashtags: [HashtagRecord] = []
    /// Domains that links of the posts lead to, where they are asked for.
    package var domains: [LinkDomainRecord] = []
    /// What is asked for.
    package let text: TextPolicy
    /// Who follows whom.
    package var follows = FollowColumns()
    /// Acts of which nothing is said but who acted towards whom, each a row of the file, of one kind: besides `interactions`.
    package var edges = InteractionColumns()

    /// No records yet, of the platform called `name`.
    package init(name: String?, text: TextPolicy = .none) {
      self.name = name
      self.text = text
    }

    /// Drops all records, and keeps their memory.
    mutating func removeAll() {
      accounts.removeAll(keepingCapacity: true)
      posts.removeAll(keepingCapacity: true)
      postLines.removeAll(keepingCapacity: true)
      interactions.removeAll(keepingCapacity: true)
      if !replyCounts.isEmpty { replyCounts.removeAll(keepingCapacity: true) }
      if !hashtags.isEmpty { hashtags.removeAll(keepingCapacity: true) }
      if !domains.isEmpty { domains.removeAll(keepingCapacity: true) }
      if follows.count > 0 { follows = FollowColumns() }
      if edges.count > 0 { edges = InteractionColumns() }
    }

    /// Appends the accounts, posts, interactions and follows of another platform.
    mutating func take(_ other: Platform) {
      accounts += other.accounts
      posts += other.posts
      interactions += other.interactions
      if !other.replyCounts.isEmpty { replyCounts += other.replyCounts }
      if text.contains(.hashtags) { hashtags += other.hashtags }
      if text.contains(.domains) { domains += other.domains }
      for index in 0..<other.follows.count {
        follows.append(follower: other.follows.followers[index], followed: other.follows.followed[index])
      }
    }

    /// Appends a post and the acts of its author that come with it: mentions, once an account, without the author and
    /// without whom the post answers; a quote; and a reply to `post.parentAuthor` where the post answers an account but
    /// no post that it names.
    mutating func append(_ post: PostRecord, quoting quoted: ExternalID? = nil, mentioning mentioned: [ExternalID]) {
      var post = post
      let answered = post.parentAuthor
      if post.parent == nil { post.parentAuthor = nil }
      posts.append(post)
      guard let author = post.author else { return }
      func append(_ kind: InteractionKind, to target: ExternalID) {
        interactions.append(
          InteractionRecord(kind: kind, actor: author, target: target, time: post.time, post: post.id, isRow: false))
      }
      if post.parent == nil, let answered, answered != author { append(.reply, to: answered) }
      if let quoted { append(.quote, to: quoted) }
      for (index, target) in mentioned.enumerated()
      where target != author && target != answered && !mentioned[..<index].contains(target) {
        append(.mention, to: target)
      }
    }

    /// Notes how many replies the platform counted below a post, where it did and there are some.
    /// - Parameter isWhole: whether all below it are counted, or only direct ones.
    mutating func append(replyCount: JSONValue?, of post: ExternalID, isWhole: Bool = false) {
      let count =
        replyCount?.integer ?? replyCount?.double.flatMap { Int64(exactly: $0) }
        ?? replyCount?.string.flatMap { Int64($0) }
      if let count, count > 0 { replyCounts.append(ReplyCountRecord(post: post, replies: count, isWhole: isWhole)) }
    }

    /// Notes a hashtag of a post, with or without its sign, where hashtags are asked for.
    package mutating func append(hashtag: String, of post: ExternalID) {
      guard text.contains(.hashtags) else { return }
      let word = hashtag.drop { $0 == "#" || $0 == "＃" }.lowercased()
      if !word.isEmpty { hashtags.append(HashtagRecord(post: post, hashtag: word)) }
    }

    /// Notes the hashtags of a list of JSON, which are under `key`.
    mutating func append(hashtags list: JSONValue?, key: StaticString, of post: ExternalID) {
      guard text.contains(.hashtags) else { return }
      list?.forEachElement { if let hashtag = $0[key]?.string { append(hashtag: hashtag, of: post) } }
    }

    /// Notes the domain of a link of a post, where domains are asked for.
    package mutating func append(link address: String?, of post: ExternalID) {
      guard text.contains(.domains), let domain = address.flatMap(LinkDomainRecord.domain) else { return }
      domains.append(LinkDomainRecord(post: post, domain: domain))
    }
  }

  /// The first one has no name of its own: most formats speak of one platform only.
  package var platforms: [Platform]
  private var platformIndex: [String: Int] = [:]
  /// Lines of the analyst's roster.
  package var roster: [RosterRecord] = []
  /// Places of a mapping at which some row had a value, for a ``BatchFinisher``.
  var foundPlaces: Set<Int> = []
  /// The nodes of a graph whose ids have yet to be read, one an account of the first platform, for a ``BatchFinisher``.
  var nodes: [GraphNodeRecord] = []
  /// Rows that could not be read.
  package var rejects: [Reject] = []
  /// Rows that were understood and left out on purpose (likes, private posts, deletion notices), by reason.
  package var ignored: [String: Int] = [:]
  /// What was noticed and costs no row (repaired ids, weights that were rounded), with how often.
  package var notes: [String: Int] = [:]
  /// Why the whole file is refused, where a part of it shows that it is damaged.
  var failure: FormatError?
  /// How many lines end in the block; the file's last one counts with or without a line end.
  package var lines = 0

  /// An empty batch, for files of which so much is kept.
  package init(text: TextPolicy = .none) {
    platforms = [Platform(name: nil, text: text)]
  }

  /// The index in `platforms` of the platform called `name` (nil: the default one), made where it is missing.
  package mutating func platform(named name: String?) -> Int {
    guard let name else { return 0 }
    if let index = platformIndex[name] { return index }
    platforms.append(Platform(name: name, text: platforms[0].text))
    platformIndex[name] = platforms.count - 1
    return platforms.count - 1
  }
}

extension RecordBatch {
  /// Says on which line the posts that were appended last began.
  @inline(__always)
  mutating func markPosts(_ line: () -> Int) {
    if platforms.count == 1, platforms[0].postLines.count == platforms[0].posts.count { return }
    markNewPosts(line)
  }

  private mutating func markNewPosts(_ line: () -> Int) {
    var found: Int32?
    for index in platforms.indices {
      let new = platforms[index].posts.count - platforms[index].postLines.count
      if new <= 0 { continue }
      let line = found ?? Int32(clamping: line())
      found = line
      for _ in 0..<new { platforms[index].postLines.append(line) }
    }
  }

  /// How many records of each kind a batch has on its first platform.
  struct Capacity {
    var accounts = 0
    var posts = 0
    var interactions = 0
  }

  var filled: Capacity {
    Capacity(
      accounts: platforms[0].accounts.count, posts: platforms[0].posts.count,
      interactions: platforms[0].interactions.count)
  }

  /// Reserves a little more than `capacity`: blocks of one file are much alike.
  mutating func reserveCapacity(_ capacity: Capacity) {
    platforms[0].accounts.reserveCapacity(capacity.accounts + capacity.accounts / 16)
    platforms[0].posts.reserveCapacity(capacity.posts + capacity.posts / 16)
    platforms[0].postLines.reserveCapacity(capacity.posts + capacity.posts / 16)
    platforms[0].interactions.reserveCapacity(capacity.interactions + capacity.interactions / 16)
  }
}

/// A node of a graph as its file has it.
struct GraphNodeRecord: Sendable {
  /// The file's own id.
  var id: ExternalID
  /// The platform that the node says.
  var platform: String?
  /// What the node says of the voice, where it says one of the words that Repartee has for it.
  var kind: VoiceKind?
  /// Whom it speaks for.
  var organisation: String?

  /// What a roster would say of the account; nil where the node says nothing of it.
  func roster(of id: ExternalID) -> RosterRecord? {
    guard kind != nil || organisation != nil else { return nil }
    var record = RosterRecord(platform: platform, id: id, line: 1)
    (record.kind, record.organisation, record.isRow) = (kind, organisation, false)
    return record
  }
}

/// Follow edges as two columns: they come by the hundred million, so no edge costs an object.
package struct FollowColumns: Sendable {
  /// Who follows.
  package private(set) var followers = IDColumn()
  /// Who is followed.
  package private(set) var followed = IDColumn()

  /// No edges yet.
  package init() {}

  /// How many edges there are.
  @inlinable package var count: Int { followers.count }

  /// Appends one edge: `follower` follows `followed`.
  package mutating func append(follower: ExternalID, followed: ExternalID) {
    followers.append(follower)
    self.followed.append(followed)
  }

  /// Appends one edge between two numbered accounts.
  @inline(__always)
  package mutating func append(follower: Int64, followed: Int64) {
    followers.append(number: follower)
    self.followed.append(number: followed)
  }

  /// Appends edges between numbered accounts, as many as both columns have.
  package mutating func append(followers: [Int64], followed: [Int64]) {
    precondition(followers.count == followed.count, "every edge has two ends")
    self.followers.append(numbers: followers)
    self.followed.append(numbers: followed)
  }

  /// Removes the edge at `index`.
  mutating func remove(at index: Int) {
    followers.remove(at: index)
    followed.remove(at: index)
  }

  /// Reserves memory for `capacity` edges.
  package mutating func reserveCapacity(_ capacity: Int) {
    followers.reserveCapacity(capacity)
    followed.reserveCapacity(capacity)
  }
}

/// Acts of one kind as two columns, of which nothing is said but who acted towards whom.
package struct InteractionColumns: Sendable {
  /// What was done; nil where there are none.
  package private(set) var kind: InteractionKind?
  /// Who acted.
  package private(set) var actors = IDColumn()
  /// Towards whom.
  package private(set) var targets = IDColumn()

  /// No acts yet.
  package init() {}

  /// How many acts there are.
  package var count: Int { actors.count }

  /// The act at each index, as a record.
  package var records: LazyMapSequence<Range<Int>, InteractionRecord> {
    let (kind, actors, targets) = (kind ?? .reply, actors, targets)
    return (0..<count).lazy.map { InteractionRecord(kind: kind, actor: actors[$0], target: targets[$0]) }
  }

  /// Appends acts of the kind of all between numbered accounts, as many as both columns have.
  mutating func append(_ kind: InteractionKind, actors: [Int64], targets: [Int64]) {
    precondition(actors.count == targets.count && (self.kind ?? kind) == kind, "acts of one kind have two sides")
    self.kind = kind
    self.actors.append(numbers: actors)
    self.targets.append(numbers: targets)
  }
}

/// Ids in a flat column: a number stands for itself, a text for the complement of its index in `texts`.
package struct IDColumn: Sendable {
  /// One entry an id: non-negative numbers are ids, a negative `v` is `texts[~v]`.
  package private(set) var values: [Int64] = []
  /// The ids that are not canonical numbers, in order of appearance, repeated as they repeat.
  package private(set) var texts: [String] = []

  /// No ids yet.
  package init() {}

  /// How many ids there are.
  @inlinable package var count: Int { values.count }

  /// The id at `index`.
  package subscript(index: Int) -> ExternalID {
    let value = values[index]
    return value >= 0 ? .number(value) : .text(texts[Int(~value)])
  }

  /// Appends an id.
  package mutating func append(_ id: ExternalID) {
    switch id {
    case .number(let number): values.append(number)
    case .text(let text):
      values.append(~Int64(texts.count))
      texts.append(text)
    }
  }

  /// Appends a canonical, non-negative number.
  @inline(__always)
  package mutating func append(number: Int64) { values.append(number) }

  /// Appends canonical, non-negative numbers; an empty column takes them over without a copy.
  package mutating func append(numbers: [Int64]) {
    if values.isEmpty { values = numbers } else { values.append(contentsOf: numbers) }
  }

  /// Removes the id at `index`; its text, if it has one, stays and stands for nothing.
  mutating func remove(at index: Int) { values.remove(at: index) }

  /// Reserves memory for `capacity` ids.
  package mutating func reserveCapacity(_ capacity: Int) { values.reserveCapacity(capacity) }
}
