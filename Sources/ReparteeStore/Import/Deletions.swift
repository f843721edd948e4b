import GRDB
import ReparteeGraph

/// Applies to a store what streams say of posts and accounts that other rows hold: that they are deleted, or that a post has a
/// newer version. It holds whichever source has either and whichever came first.
///
/// - What people did towards a deleted post or account stays, as it does on the platform.
/// - A deleted account loses what it did before that moment: posts, mentions, quotes and reposts, of which nobody says when
///   too, what it was called then, and all it followed, which has no time. An account that comes back brings nothing back.
/// - Undoing the source of a deletion or of a version restores nothing.
///
/// Complexity: of an import O(d log n) for d of its rows that deletions concern, as long as these are few (``DeletionChanges``), else
/// O(posts + interactions). An account that is newly deleted costs O(follow edges + packed interactions) besides.
enum Deletions {
  /// Applies what one import changes of it.
  /// - Parameter firstFollowBlock: the number of the first follow block that the import wrote for the source.
  static func apply(
    _ changes: DeletionChanges, in database: Database, source: Int64, firstFollowBlock: Int64
  ) throws {
    let accounts = changes.areMany ? nil : try AccountScope.all(of: changes, in: database)
    guard let accounts, try !arePostsCalledOtherwise(changes, in: database) else { return try apply(in: database) }
    for post in changes.versions { try applyVersions(in: database, of: post) }
    for (post, actors) in changes.posts { try deletePosts(in: database, PostScope(post, actors, database)) }
    for account in accounts { try deleteActs(in: database, account) }
    if !changes.posts.isEmpty || !accounts.isEmpty { try PostConflictRule.dropUnheld(database) }
    try changes.removeFollows(in: database, source: source, firstBlock: firstFollowBlock)
    // What earlier files hold of follows and packed interactions is found by no key.
    if !changes.accounts.isEmpty, !accounts.isEmpty { try deletePacked(in: database, of: accounts.map(\.account)) }
  }

  /// Whether posts that are deleted may have other addresses, by which details of them are held: these are passed over.
  private static func arePostsCalledOtherwise(_ changes: DeletionChanges, in database: Database) throws -> Bool {
    try Set(changes.posts.keys.map(\.platform) + changes.accounts.map(\.platform)).contains { platform in
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM post_alias WHERE platform = ?)", arguments: [platform]) == true
    }
  }

  /// Applies all of it, by passes over the tables: a stream may delete by the million, and no list of that is held in memory.
  static func apply(in database: Database) throws {
    func holds(_ rows: String) throws -> Bool {
      try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM \(rows))") == true
    }
    try applyVersions(in: database, of: nil)
    if try holds("deletion") {
      try deletePosts(in: database, nil)
      try PostConflictRule.dropUnheld(database)
    }
    guard try holds("account_deletion") else { return }
    try deleteActs(in: database, nil)
    try PostConflictRule.dropUnheld(database)
    try deletePacked(in: database)
  }

  /// - Parameter post: the only one that is looked at; nil is all, of which few have a newer version.
  private static func applyVersions(in database: Database, of post: DeletionChanges.Key?) throws {
    let scope = post == nil ? "" : "WHERE platform = :platform AND post = :post"
    try run(
      database,
      """
      UPDATE post SET parent = version.parent, parent_author = version.parent_author,
          conversation = version.conversation, time = version.time, kind = version.kind, parents_differ = 0
        FROM (SELECT *, row_number() OVER (PARTITION BY platform, post ORDER BY written DESC, parent, time) AS place
          FROM post_version \(scope)) AS version
        WHERE version.place = 1 AND post.platform = version.platform AND post.id = version.post
      """, post.map { ["platform": $0.platform.databaseValue, "post": $0.id.databaseValue] })
  }

  /// - Parameter scope: the only post that is looked at; nil is all.
  private static func deletePosts(in database: Database, _ scope: PostScope?) throws {
    for (table, column) in Schema.detailsOfPosts.map({ ($0, "post") }) + [("post", "id")] {
      try run(
        database,
        """
        DELETE FROM \(table) WHERE \(scope == nil ? "" : "platform = :platform AND \(column) = :post AND") EXISTS (
          SELECT 1 FROM deletion
            WHERE deletion.platform = \(table).platform AND deletion.post = \(table).\(column))
        """, scope?.values)
    }
    // A repost names the post that it spreads, everything else the post that it is part of.
    let kinds = InteractionKind.allCases.filter { $0 != .repost }.map { "\(InteractionKindCode($0).rawValue)" }
    func deleteInteractions(_ place: String, _ values: [String: DatabaseValue]?) throws {
      try run(
        database,
        """
        DELETE FROM interaction WHERE kind IN (\(kinds.joined(separator: ", "))) \(place) AND EXISTS (
          SELECT 1 FROM account JOIN deletion USING (platform)
            WHERE account.account = interaction.actor AND deletion.post = interaction.post)
        """, values)
    }
    guard let scope else { return try deleteInteractions("", nil) }
    for actor in scope.actors {
      try deleteInteractions(
        "AND actor = :actor AND post = :post",
        scope.values.merging(["actor": actor.databaseValue]) { $1 })
    }
  }

  /// Deletes what deleted accounts did and were called before they were deleted.
  /// - Parameter scope: the only account that is looked at; nil is all.
  private static func deleteActs(in database: Database, _ scope: AccountScope?) throws {
    func isGone(_ account: String, at time: String) -> String {
      """
      EXISTS (SELECT 1 FROM account JOIN account_deletion AS gone USING (platform, id)
        WHERE account.account = \(account) AND (\(time) IS NULL OR \(time) < gone.time))
      """
    }
    func delete(from table: String, in place: String, where condition: String) throws {
      try run(
        database, "DELETE FROM \(table) WHERE \(scope == nil ? "" : "\(place) AND") \(condition)", scope?.values)
    }
    func posts(_ column: String) -> String { "platform = :platform AND \(column) >= :from AND \(column) < :to" }
    for table in Schema.detailsOfPosts {
      try delete(
        from: table, in: posts("post"),
        where: """
          EXISTS (SELECT 1 FROM post WHERE post.platform = \(table).platform AND post.id = \(table).post
            AND \(isGone("post.author", at: "post.time")))
          """)
    }
    let untimed = Schema.untimed
    let kinds = InteractionKind.allCases.map { "\(InteractionKindCode($0).rawValue)" }.joined(separator: ", ")
    let seen = "nullif(max(handle_seen, name_seen, followers_seen), \(untimed))"
    try delete(from: "post", in: posts("id"), where: isGone("post.author", at: "post.time"))
    try delete(
      from: "interaction", in: "kind IN (\(kinds)) AND actor = :account",
      where: isGone("interaction.actor", at: "nullif(interaction.time, \(untimed))"))
    try delete(from: "account_record", in: "account = :account", where: isGone("account_record.account", at: seen))
    try delete(
      from: "account_handle", in: "account = :account",
      where: isGone("account_handle.account", at: "nullif(handle_seen, \(untimed))"))
  }

  /// Takes the follows and packed interactions of deleted accounts out.
  /// - Parameter accounts: whose; nil is all that are deleted.
  private static func deletePacked(in database: Database, of accounts: [Int64]? = nil) throws {
    let asked = accounts.map { "WHERE account IN (\($0.map { "\($0)" }.joined(separator: ", ")))" } ?? ""
    let gone = try Dictionary(
      uniqueKeysWithValues: Row.fetchAll(
        database,
        sql: """
          SELECT account, max(time) FROM account JOIN account_deletion USING (platform, id) \(asked) GROUP BY account
          """
      ).map { ($0[0] as Int64, $0[1] as Int64) })
    if gone.isEmpty { return }
    if try InteractionBlock.areAny(in: database) {
      try InteractionBlock.remove(in: database) { act in
        gone[act.actor].map { act.time == Schema.untimed || act.time < $0 } ?? false
      }
    }
    try FollowBlock.removeEdges(in: database, isFollowerGone: { gone[Int64($0)] != nil })
  }

  private static func run(_ database: Database, _ sql: String, _ values: [String: DatabaseValue]?) throws {
    guard let values else { return try database.execute(sql: sql) }
    // Few statements, run for each of many keys.
    let statement = try database.cachedStatement(sql: sql)
    let names = values.filter { sql.contains(":" + $0.key) }
    try statement.execute(arguments: StatementArguments(names.mapValues { $0 as (any DatabaseValueConvertible)? }))
  }

  /// One post, and who may have acted by it: whoever wrote it, and whoever acted by it in the file that is imported.
  private struct PostScope {
    let values: [String: DatabaseValue]
    let actors: Set<Int64>

    init(_ post: DeletionChanges.Key, _ actors: Set<Int64>, _ database: Database) throws {
      values = ["platform": post.platform.databaseValue, "post": post.id.databaseValue]
      var actors = actors
      actors.formUnion(
        try Int64.fetchAll(
          database.cachedStatement(
            sql: "SELECT author FROM post WHERE platform = ? AND id = ? AND author IS NOT NULL"),
          arguments: [post.platform, post.id.databaseValue]))
      // Its address names its author.
      if case .text(let id) = post.id, id.hasPrefix("at://"), let author = id.split(separator: "/").dropFirst().first {
        actors.formUnion(
          try Int64.fetchAll(
            database.cachedStatement(sql: "SELECT account FROM account WHERE platform = ? AND id = ?"),
            arguments: [post.platform, ExternalID(String(author)).databaseValue]))
      }
      self.actors = actors
    }
  }

  /// One account, and where its posts stand, whose addresses begin with its id.
  private struct AccountScope {
    let account: Int64
    let values: [String: DatabaseValue]

    private init(_ account: Int64, _ platform: Int64, _ id: String) {
      self.account = account
      values = [
        "account": account.databaseValue, "platform": platform.databaseValue, "from": "at://\(id)/".databaseValue,
        // The sign after the slash.
        "to": "at://\(id)0".databaseValue,
      ]
    }

    /// The accounts of an import that are deleted and held; nil where posts of theirs may have other addresses.
    static func all(of changes: DeletionChanges, in database: Database) throws -> [AccountScope]? {
      var found: [Int64: (platform: Int64, id: ExternalID)] = [:]
      for key in changes.accounts {
        let account = try Int64.fetchOne(
          database.cachedStatement(sql: "SELECT account FROM account WHERE platform = ? AND id = ?"),
          arguments: [key.platform, key.id.databaseValue])
        if let account { found[account] = (key.platform, key.id) }
      }
      for account in changes.returning {
        let row = try Row.fetchOne(
          database, sql: "SELECT platform, id FROM account WHERE account = ?", arguments: [account])
        if let row { found[account] = (row["platform"], ExternalID(database: row["id"])) }
      }
      for platform in Set(found.values.map(\.platform)) {
        let hasOthers = try Bool.fetchOne(
          database,
          sql: """
            SELECT EXISTS (SELECT 1 FROM post WHERE platform = ?1 AND id < 'at://')
              OR EXISTS (SELECT 1 FROM post WHERE platform = ?1 AND id >= 'at:/0')
            """, arguments: [platform])
        if hasOthers == true { return nil }
      }
      var scopes: [AccountScope] = []
      for (account, place) in found {
        guard case .text(let id) = place.id else { return nil }
        scopes.append(AccountScope(account, place.platform, id))
      }
      return scopes
    }
  }
}
