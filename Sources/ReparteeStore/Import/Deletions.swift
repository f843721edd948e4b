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
/// Complexity: O(posts + interactions) once anything is deleted, and O(follow edges) where an account is.
enum Deletions {
  /// - Parameter source: the source that was read last, whose follows may be a deleted account's; nil where none came in.
  static func apply(in database: Database, after source: Int64?) throws {
    try applyVersions(in: database)
    func holds(_ rows: String) throws -> Bool {
      try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM \(rows))") == true
    }
    if try holds("deletion") { try deletePosts(in: database) }
    guard try holds("account_deletion") else { return }
    try deleteActs(in: database)
    let gone = try Set(
      UInt32.fetchAll(database, sql: "SELECT account FROM account JOIN account_deletion USING (platform, id)"))
    if let source, !gone.isEmpty {
      let isNew = try holds("account_deletion WHERE source = \(source)")
      try FollowBlock.removeEdges(
        in: database, where: isNew ? "source IS NOT ?" : "source = ?", isNew ? nil : source,
        isFollowerGone: gone.contains)
    }
  }

  /// By the posts that have a newer version: they are few.
  private static func applyVersions(in database: Database) throws {
    try database.execute(
      sql: """
        UPDATE post SET parent = version.parent, parent_author = version.parent_author,
            conversation = version.conversation, time = version.time, kind = version.kind, parents_differ = 0
          FROM (SELECT *, row_number() OVER (PARTITION BY platform, post ORDER BY written DESC, parent, time) AS place
            FROM post_version) AS version
          WHERE version.place = 1 AND post.platform = version.platform AND post.id = version.post
        """)
  }

  /// By passes over the tables: a stream may delete by the million, and no list of that is held in memory.
  private static func deletePosts(in database: Database) throws {
    for (table, column) in Schema.detailsOfPosts.map({ ($0, "post") }) + [("post", "id")] {
      try database.execute(
        sql: """
          DELETE FROM \(table) WHERE EXISTS (
            SELECT 1 FROM deletion
              WHERE deletion.platform = \(table).platform AND deletion.post = \(table).\(column))
          """)
    }
    try PostConflictRule.dropUnheld(database)
    // A repost names the post that it spreads, everything else the post that it is part of.
    try database.execute(
      sql: """
        DELETE FROM interaction WHERE kind <> ? AND EXISTS (
          SELECT 1 FROM account JOIN deletion USING (platform)
            WHERE account.account = interaction.actor AND deletion.post = interaction.post)
        """, arguments: [InteractionKindCode(.repost).rawValue])
  }

  /// Deletes what deleted accounts did and were called before they were deleted.
  private static func deleteActs(in database: Database) throws {
    func isGone(_ account: String, at time: String) -> String {
      """
      EXISTS (SELECT 1 FROM account JOIN account_deletion AS gone USING (platform, id)
        WHERE account.account = \(account) AND (\(time) IS NULL OR \(time) < gone.time))
      """
    }
    for table in Schema.detailsOfPosts {
      try database.execute(
        sql: """
          DELETE FROM \(table) WHERE EXISTS (SELECT 1 FROM post
            WHERE post.platform = \(table).platform AND post.id = \(table).post
              AND \(isGone("post.author", at: "post.time")))
          """)
    }
    let untimed = Schema.untimed
    let seen = "nullif(max(handle_seen, name_seen, followers_seen), \(untimed))"
    try database.execute(
      sql: """
        DELETE FROM post WHERE \(isGone("post.author", at: "post.time"));
        DELETE FROM interaction WHERE \(isGone("interaction.actor", at: "nullif(interaction.time, \(untimed))"));
        DELETE FROM account_record WHERE \(isGone("account_record.account", at: seen));
        DELETE FROM account_handle WHERE \(isGone("account_handle.account", at: "nullif(handle_seen, \(untimed))"));
        """)
    if try InteractionBlock.areAny(in: database) {
      let gone = try Dictionary(
        uniqueKeysWithValues: Row.fetchAll(
          database,
          sql: "SELECT account, max(time) FROM account JOIN account_deletion USING (platform, id) GROUP BY account"
        ).map { ($0[0] as Int64, $0[1] as Int64) })
      try InteractionBlock.remove(in: database) { act in
        gone[act.actor].map { act.time == untimed || act.time < $0 } ?? false
      }
    }
    try PostConflictRule.dropUnheld(database)
  }
}
