import GRDB
import ReparteeFormats

/// Writes what one source says of posts besides the posts themselves: hashtags, domains of links, counts of
/// replies, deletions.
final class PostDetailWriter {
  private let hashtag: BulkStatement
  private let domain: BulkStatement
  private let replyCount: BulkStatement
  private let deletion: BulkStatement
  private let alias: BulkStatement

  init(_ database: Database, source: Int64) throws {
    hashtag = try BulkStatement(
      database, "INSERT OR IGNORE INTO hashtag (platform, post, hashtag, source) VALUES (?, ?, ?, \(source))")
    domain = try BulkStatement(
      database, "INSERT OR IGNORE INTO link_domain (platform, post, domain, source) VALUES (?, ?, ?, \(source))")
    // Counts grow, so that the largest is the latest.
    replyCount = try BulkStatement(
      database,
      """
      INSERT INTO reply_count (platform, post, replies, whole, source) VALUES (?, ?, ?, ?, \(source))
        ON CONFLICT DO UPDATE SET replies = max(replies, excluded.replies), whole = max(whole, excluded.whole)
      """)
    alias = try BulkStatement(
      database, "INSERT OR IGNORE INTO post_alias (platform, alias, post, source) VALUES (?, ?, ?, \(source))")
    deletion = try BulkStatement(
      database, "INSERT OR IGNORE INTO deletion (platform, post, source) VALUES (?, ?, \(source))")
  }

  func write(_ records: RecordBatch.Platform, platform: Int64) throws {
    for record in records.hashtags {
      hashtag.bind(1, platform)
      hashtag.bind(2, record.post)
      hashtag.bind(3, record.hashtag)
      try hashtag.run()
    }
    for record in records.domains {
      domain.bind(1, platform)
      domain.bind(2, record.post)
      domain.bind(3, record.domain)
      try domain.run()
    }
    for record in records.replyCounts {
      replyCount.bind(1, platform)
      replyCount.bind(2, record.post)
      replyCount.bind(3, record.replies)
      replyCount.bind(4, record.isWhole ? 1 : 0)
      try replyCount.run()
    }
    for record in records.aliases where record.alias != record.post {
      alias.bind(1, platform)
      alias.bind(2, record.alias)
      alias.bind(3, record.post)
      try alias.run()
    }
    for post in records.deletions {
      deletion.bind(1, platform)
      deletion.bind(2, post)
      try deletion.run()
    }
  }
}

/// Gives posts the parents that they call by another address, whichever source has either and whichever came first.
///
/// This passes over all posts, so it is done once at the end of an import, not once a file. Until then it is marked as
/// pending, in the transaction that brought the posts: an import that was killed between leaves it to the next one.
/// Complexity: O(posts) once a post has another address.
enum PostAliases {
  private static let step = "pending post aliases"

  /// Marks it as pending where any post has another address.
  static func markPending(in database: Database) throws {
    try database.execute(
      sql: """
        INSERT OR REPLACE INTO step (step, key, result) SELECT ?, '', '' WHERE EXISTS (SELECT 1 FROM post_alias)
        """, arguments: [step])
  }

  static func isPending(_ database: Database) throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM step WHERE step = ?)", arguments: [step]) == true
  }

  static func apply(in database: Database) throws {
    for column in ["parent", "conversation"] {
      let isNamed = "post_alias.platform = post.platform AND post_alias.alias = post.\(column)"
      try database.execute(
        sql: """
          UPDATE post SET \(column) = (SELECT min(post_alias.post) FROM post_alias WHERE \(isNamed))
            WHERE \(column) IS NOT NULL AND EXISTS (SELECT 1 FROM post_alias WHERE \(isNamed))
          """)
    }
    try database.execute(sql: "DELETE FROM step WHERE step = ?", arguments: [step])
  }
}

/// Deletes from a store what its platform deleted, whichever source has it and whichever came first. What people did
/// towards a deleted post stays, as it does on the platform; undoing the source of a deletion restores nothing.
/// Complexity: O(posts + interactions) once anything is deleted.
enum Deletions {
  static func apply(in database: Database) throws {
    guard try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM deletion)") == true else { return }
    // By passes over the tables: a stream may delete by the million, and no list of that is held in memory.
    for (table, column) in [
      ("post", "id"), ("hashtag", "post"), ("link_domain", "post"), ("reply_count", "post"), ("post_alias", "post"),
    ] {
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
}
