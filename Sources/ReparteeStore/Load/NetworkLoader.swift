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

  /// Reads everything. Complexity: O(accounts + posts + interactions + follow edges).
  /// - Parameter other: another connection that sees the same, to read interactions with while posts are read.
  mutating func load(
    quotes: NetworkBuilder.QuoteRule, window: Window, with other: Database?
  ) throws -> SocialNetwork {
    builder.quoteRule = quotes
    try loadVoices(window, with: other)
    if let other {
      let interactions = interactions(from: other)
      (builder.replies, builder.reposts) = try Cores.join({ try loadPosts() }, interactions.loadBoth).there
    } else {
      try loadPosts()
      (builder.replies, builder.reposts) = try interactions(from: database).loadBoth()
    }
    try loadMentions()
    try loadReplyCounts()
    try loadFollows()
    try loadCompleteFollows()
    return builder.build()
  }

  /// What reads interactions between the voices, once these are known.
  func interactions(from database: Database) -> InteractionLoader {
    InteractionLoader(database, voiceOfAccount: voiceOfAccount)
  }

  private mutating func loadVoices(_ window: Window, with other: Database?) throws {
    let (attributes, order) =
      if let other {
        try Cores.join({ try AccountAttributes(database, window: window) }, { try Self.order(in: other) })
      } else {
        (try AccountAttributes(database, window: window), try Self.order(in: database))
      }
    voiceOfAccount = Array(repeating: Voices.none, count: attributes.count)
    placeOfAccount = voiceOfAccount
    var joined: [String: [Int]] = [:]
    for (place, entry) in order.enumerated() {
      if let voice = attributes.roster[entry.account]?.voice { joined[voice, default: []].append(entry.account) }
      placeOfAccount[entry.account] = UInt32(place)
    }
    for (account, platform, id) in order where voiceOfAccount[account] == Voices.none {
      if attributes.roster[account] == nil {
        voiceOfAccount[account] = builder.voices.append(
          platform: platform, id: id, handle: attributes.handles[account], name: attributes.name(of: account),
          followers: attributes.followers(of: account))
        continue
      }
      let name = attributes.roster[account]?.voice
      let members = name.flatMap { joined[$0] } ?? [account]
      let voice = builder.voices.append(
        platform: platform, id: id, handle: name ?? attributes.handle(of: account), name: attributes.name(of: account),
        kind: attributes.kind(of: members),
        organisation: attributes.organisation(of: members), role: attributes.role(of: members),
        followers: attributes.followers(of: members))
      for member in members { voiceOfAccount[member] = voice }
    }
    if joined.isEmpty { return }
    for (account, platform, id) in order where attributes.roster[account]?.voice != nil {
      for name in [attributes.handle(of: account), "\(id)"].compactMap(\.self) {
        builder.voices.addAlias(name, platform: platform, of: voiceOfAccount[account])
      }
    }
  }

  /// All accounts by row id, in the order of platform and id.
  private static func order(in database: Database) throws -> [(account: Int, platform: String, id: ExternalID)] {
    let statement = try BulkStatement(
      database,
      "SELECT account, platform.name, id FROM account JOIN platform USING (platform) ORDER BY platform.name, id")
    var order: [(account: Int, platform: String, id: ExternalID)] = []
    try statement.forEachRow {
      if let account = statement.integer(0), let id = statement.id(2) {
        order.append((Int(account), statement.text(1) ?? "", id))
      }
    }
    return order
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

  private mutating func loadCompleteFollows() throws {
    builder.completeFollows = try Set(
      String.fetchAll(database, sql: "SELECT DISTINCT name FROM complete_follow JOIN platform USING (platform)"))
  }

  private mutating func loadFollows() throws {
    let blocks = try FollowLoader.blocks(of: database)
    guard !blocks.isEmpty else { return }
    let count = builder.voices.count
    let isRowOrder =
      voiceOfAccount.count == count + 1 && voiceOfAccount.dropFirst().elementsEqual(0..<UInt32(count))
    builder.followers = FollowLoader.followers(
      of: blocks, numbering: isRowOrder ? .rowOrder(count: count) : .table(voiceOfAccount, count: count))
    // The accounts of one voice may follow each other.
    if voiceOfAccount.count(where: { $0 != Voices.none }) > count {
      builder.followers = builder.followers.map { FollowSort.distinct($0).followers }
    }
    if builder.followers == nil { throw DamagedFollows() }
  }
}
