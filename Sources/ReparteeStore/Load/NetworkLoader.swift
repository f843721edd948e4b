import GRDB
import ReparteeGraph

/// Turns a store into a network: row ids become dense ids, in the order of platform and id, so that the order of
/// imports never shows.
struct NetworkLoader {
  let database: Database
  private var builder = NetworkBuilder()
  /// Row id → voice; `Voices.none` where no account has that id.
  private var voiceOfAccount: [UInt32] = []
  /// Row id → place in the order of platform and id.
  private var placeOfAccount: [UInt32] = []

  init(_ database: Database) { self.database = database }

  /// What was read of accounts, and on what the posts depend: what keeps a network needs both.
  private(set) var accounts = AccountColumns()
  private(set) var circumstances = KeptNetwork.Circumstances()

  /// Reads everything: from what the store keeps of its network where that holds, else from rows.
  /// Complexity: O(accounts + posts + interactions + follow edges).
  /// - Parameter other: another connection that sees the same, to read with at the same time.
  mutating func load(
    quotes: NetworkBuilder.QuoteRule, window: Window, with other: Database?
  ) throws -> SocialNetwork {
    if try KeptNetwork.isCurrent(in: database) {
      if let network = try loadKept(quotes: quotes, window: window, with: other) { return network }
      builder = NetworkBuilder()
    }
    return try loadRows(quotes: quotes, window: window, with: other) {
      (try $0.loadFollows()?.all, try $0.loadCompleteFollows())
    }
  }

  /// The network of all rows, as it is kept: without its follows, and without packed reposts.
  mutating func loadToKeep(with other: Database?) throws -> SocialNetwork {
    try loadRows(quotes: .newConversations, window: .all, with: other, isToKeep: true) { _ in (nil, []) }
  }

  private mutating func loadRows(
    quotes: NetworkBuilder.QuoteRule, window: Window, with other: Database?, isToKeep: Bool = false,
    follows: (NetworkLoader) throws -> (Adjacency?, Set<String>)
  ) throws -> SocialNetwork {
    builder.quoteRule = quotes
    circumstances.hasReplies = try !InteractionLoader.isPacked(.reply, in: database)
    circumstances.hasReposts = try !InteractionLoader.isPacked(.repost, in: database)
    accounts = try AccountColumns(database, with: other)
    try numberVoices(window)
    // What is packed is not kept a second time; results are measured of replies.
    let hasReposts = circumstances.hasReposts
    func both(_ loader: InteractionLoader) throws -> (replies: AccountInteractions, reposts: AccountInteractions) {
      (
        try loader.load(.reply),
        isToKeep && !hasReposts ? AccountInteractions() : try loader.load(.repost)
      )
    }
    let interactions = interactions(from: other ?? database)
    (builder.replies, builder.reposts) = try Self.join({ try loadPosts() }, { try both(interactions) }, with: other)
      .there
    try loadMentions()
    try loadReplyCounts()
    (builder.followers, builder.completeFollows) = try follows(self)
    return builder.build()
  }

  /// The network from what is kept of it, or nil where that is one of other voices or of another rule of quotes.
  private mutating func loadKept(
    quotes: NetworkBuilder.QuoteRule, window: Window, with other: Database?
  ) throws -> SocialNetwork? {
    let reader = try ColumnReader(database)
    let (kept, quality) = try KeptNetwork.circumstances(reader)
    if quotes != .newConversations, kept.dependsOnQuotes { return nil }
    // Posts are read while accounts are; which voices they speak of is known when both are there.
    let source = other ?? database
    var columns = NetworkColumns()
    typealias Posts = (NetworkColumns, AccountInteractions?, reposts: (@Sendable () -> AccountInteractions)?)
    func loadPosts() throws -> Posts {
      let reader = try ColumnReader(source)
      return (
        try KeptNetwork.posts(reader, quality), kept.hasReplies ? try reader.interactions(.replies)() : nil,
        kept.hasReposts ? try reader.interactions(.reposts) : nil
      )
    }
    var loader = self
    func loadVoices() throws -> (FollowLists?, Set<String>)? {
      guard try loader.loadAccounts(reader, window: window, as: kept) else { return nil }
      return (try loader.loadFollows(), try loader.loadCompleteFollows())
    }
    let (voices, posts) = try Self.join(loadVoices, loadPosts, with: other)
    guard let (follows, completeFollows) = voices else { return nil }
    self = loader
    circumstances = kept
    columns = posts.0
    // Packed interactions are no part of what is kept: they are read as fast.
    let interactions = interactions(from: database)
    let reposts = try posts.reposts ?? interactions.prepare(.repost)
    guard
      let network = columns.network(
        voices: builder.voices, replies: try posts.1 ?? interactions.load(.reply),
        reposts: LazyInteractions(voiceCount: builder.voices.count, reposts), follows: follows,
        completeFollows: completeFollows)
    else { throw DamagedColumn() }
    return network
  }

  /// Reads two things: at the same time, the second one with `other`, or one after the other where there is no other connection.
  static func join<Here, There>(
    _ here: () throws -> Here, _ there: @escaping () throws -> There, with other: Database?
  ) throws -> (here: Here, there: There) {
    other == nil ? (try here(), try there()) : try Cores.join(here, there)
  }

  /// Reads the accounts that are kept and numbers the voices; false where the roster joins other accounts than it did when
  /// the posts were kept.
  mutating func loadAccounts(
    _ reader: ColumnReader, window: Window, as kept: KeptNetwork.Circumstances
  ) throws -> Bool {
    accounts = try reader.accounts()
    try numberVoices(window)
    return circumstances.joinedVoices == kept.joinedVoices
  }

  /// Everyone, once they are numbered.
  var voices: Voices { builder.voices }

  /// What reads interactions between the voices, once these are known.
  func interactions(from database: Database) -> InteractionLoader {
    InteractionLoader(database, voiceOfAccount: voiceOfAccount)
  }

  /// Numbers the voices: accounts in their order, those that the roster joins as one.
  private mutating func numberVoices(_ window: Window) throws {
    let roster = try RosterEntry.all(in: database, window: window)
    let attributes = AccountAttributes(accounts: accounts, roster: roster)
    voiceOfAccount = Array(repeating: Voices.none, count: Int(accounts.rows.max() ?? 0) + 1)
    builder.voices = Voices(
      platforms: accounts.platformNames, ids: accounts.ids, handles: accounts.handles, names: accounts.names,
      followerCounts: accounts.followers.map { $0.map { max(0, $0) } })
    var joined: [String: [Int]] = [:]
    for account in 0..<accounts.count {
      voiceOfAccount[Int(accounts.rows[account])] = UInt32(account)
      if roster.isEmpty { continue }
      guard let entry = attributes.entry(of: account) else { continue }
      if let voice = entry.voice { joined[voice, default: []].append(account) }
      builder.voices.describe(
        account, handle: entry.voice ?? attributes.handle(of: account), name: attributes.name(of: account),
        kind: attributes.kind(of: [account]), organisation: attributes.organisation(of: [account]),
        role: attributes.role(of: [account]), followers: attributes.followers(of: account))
    }
    placeOfAccount = voiceOfAccount
    circumstances.joinedVoices = 0
    if !joined.isEmpty { joinVoices(attributes, joined) }
  }

  /// Numbers the voices where the roster joins accounts.
  /// - Parameter joined: the accounts of each voice, ascending.
  private mutating func joinVoices(_ attributes: AccountAttributes, _ joined: [String: [Int]]) {
    let platforms = accounts.platformNames
    func row(_ account: Int) -> Int { Int(accounts.rows[account]) }
    builder.voices = Voices()
    for account in 0..<accounts.count { voiceOfAccount[row(account)] = Voices.none }
    for account in 0..<accounts.count where voiceOfAccount[row(account)] == Voices.none {
      let name = attributes.entry(of: account)?.voice
      let members = name.flatMap { joined[$0] } ?? [account]
      let voice = builder.voices.append(
        platform: platforms[account], id: accounts.ids[account], handle: name ?? attributes.handle(of: account),
        name: attributes.name(of: account), kind: attributes.kind(of: members),
        organisation: attributes.organisation(of: members), role: attributes.role(of: members),
        followers: attributes.followers(of: members))
      for member in members { voiceOfAccount[row(member)] = voice }
    }
    for account in 0..<accounts.count where attributes.entry(of: account)?.voice != nil {
      for name in [attributes.handle(of: account), "\(accounts.ids[account])"].compactMap(\.self) {
        builder.voices.addAlias(name, platform: platforms[account], of: voiceOfAccount[row(account)])
      }
    }
    let voices = accounts.rows.map { voiceOfAccount[Int($0)] }
    circumstances.joinedVoices = UInt64(bitPattern: voices.withUnsafeBytes(BlockChecksum.of))
  }

  private func voice(_ account: Int64?) throws -> UInt32? { try Voices.voice(account, in: voiceOfAccount) }

  /// Where an account stands among all; one that does not exist comes last, and is found out when the post is added.
  private func place(of account: Int64) -> UInt32 {
    placeOfAccount.indices.contains(Int(account)) ? placeOfAccount[Int(account)] : .max
  }

  /// The rows of one post are adjacent, so that they are merged as they come, with nothing to sort or to group.
  private mutating func loadPosts() throws {
    let platforms = try Row.fetchAll(database, sql: "SELECT platform, name FROM platform ORDER BY name")
    let hasConflicts = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM post_conflict)") == true
    let condition = hasConflicts ? "AND \(PostConflictRule.holds("post"))" : ""
    let statement = try BulkStatement(
      database, "SELECT \(StoredPost.columns) FROM post WHERE platform = ? \(condition) ORDER BY id, source")
    for row in platforms {
      let platform = builder.platform(named: row["name"])
      statement.bind(1, row["platform"] as Int64)
      var merged: StoredPost?
      try statement.forEachRow {
        guard let post = StoredPost(statement) else { return }
        if merged?.id == post.id {
          merged?.merge(post) { place(of: $0) < place(of: $1) }
        } else {
          try merged.map { try add($0, platform: platform) }
          merged = post
        }
      }
      try merged.map { try add($0, platform: platform) }
    }
  }

  private mutating func add(_ post: StoredPost, platform: UInt32) throws {
    guard let kind = PostKindCode(rawValue: post.kind)?.kind else { throw DamagedRow() }
    if kind == .quote, post.parent != nil || post.conversation != nil { circumstances.dependsOnQuotes = true }
    if post.parentsDiffer { builder.parentConflicts += 1 }
    builder.add(
      NetworkBuilder.Post(
        id: post.id, author: try voice(post.author), parent: post.parent, parentAuthor: try voice(post.parentAuthor),
        conversation: post.conversation, time: post.time.map(Timestamp.init(milliseconds:)), kind: kind),
      platform: platform)
  }

  /// Mentions matter in flat branches only, where they say whom a comment answers.
  private mutating func loadMentions() throws {
    let hasComments = try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM post WHERE kind = 2)") ?? false
    guard hasComments else { return }
    let statement = try BulkStatement(
      database,
      """
      SELECT DISTINCT platform.name, interaction.post, interaction.target FROM interaction
        JOIN account ON account.account = interaction.actor JOIN platform USING (platform)
        WHERE interaction.kind = 1 AND interaction.post <> ''
      """)
    try statement.forEachRow {
      guard let name = statement.text(0), let post = statement.id(1), let target = try voice(statement.integer(2))
      else {
        return
      }
      builder.addMention(of: target, inPost: post, platform: builder.platform(named: name))
    }
  }

  /// How many replies the platforms counted; of several sources the latest, since counts grow.
  private mutating func loadReplyCounts() throws {
    let platforms = try Row.fetchAll(database, sql: "SELECT platform, name FROM platform ORDER BY name")
    let statement = try BulkStatement(
      database, "SELECT post, replies, whole FROM reply_count WHERE platform = ? ORDER BY post")
    for row in platforms {
      let platform = builder.platform(named: row["name"])
      statement.bind(1, row["platform"] as Int64)
      try statement.forEachRow {
        guard let post = statement.id(0), let replies = statement.integer(1) else { return }
        builder.addReplyCount(Int(replies), isWhole: statement.integer(2) == 1, ofPost: post, platform: platform)
      }
    }
  }

  func loadCompleteFollows() throws -> Set<String> {
    try Set(
      String.fetchAll(database, sql: "SELECT DISTINCT name FROM complete_follow JOIN platform USING (platform)"))
  }

  /// Each voice's followers, found sound and unpacked when they are asked for; nil where no follow is held.
  func loadFollows() throws -> FollowLists? {
    let blocks = try FollowLoader.blocks(of: database)
    guard !blocks.isEmpty else { return nil }
    let count = builder.voices.count
    let isRowOrder =
      voiceOfAccount.count == count + 1 && voiceOfAccount.dropFirst().elementsEqual(0..<UInt32(count))
    let numbering: FollowLoader.Numbering =
      isRowOrder ? .rowOrder(count: count) : .table(voiceOfAccount, count: count)
    // The accounts of one voice may follow each other.
    let areJoined = voiceOfAccount.count(where: { $0 != Voices.none }) > count
    let nobody = [Bool](repeating: false, count: count)
    guard FollowLoader.followers(of: blocks, numbering: numbering, only: nobody) != nil else { throw DamagedFollows() }
    return FollowLists(nodeCount: count) { isAsked in
      guard let followers = FollowLoader.followers(of: blocks, numbering: numbering, only: isAsked) else {
        preconditionFailure("follow blocks that were sound stay so")
      }
      return areJoined ? FollowSort.distinct(followers).followers : followers
    }
  }
}
