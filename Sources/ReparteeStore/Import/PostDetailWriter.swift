import GRDB
import ReparteeFormats

/// Writes what one source says of posts besides the posts themselves: hashtags, domains of links, counts of
/// replies, deletions, newer versions.
final class PostDetailWriter {
  private let hashtag: BulkStatement
  private let domain: BulkStatement
  private let replyCount: BulkStatement
  private let deletion: BulkStatement
  private let accountDeletion: BulkStatement
  private let version: BulkStatement
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
    accountDeletion = try BulkStatement(
      database,
      """
      INSERT INTO account_deletion (platform, id, source, time) VALUES (?, ?, \(source), ?)
        ON CONFLICT DO UPDATE SET time = max(time, excluded.time)
      """)
    version = try BulkStatement(
      database,
      """
      INSERT INTO post_version (platform, post, source, written, parent, parent_author, conversation, time, kind)
        VALUES (?, ?, \(source), ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET written = excluded.written, parent = excluded.parent,
          parent_author = excluded.parent_author, conversation = excluded.conversation, time = excluded.time,
          kind = excluded.kind WHERE excluded.written >= written
      """)
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
    for record in records.accountDeletions {
      accountDeletion.bind(1, platform)
      accountDeletion.bind(2, record.account)
      accountDeletion.bind(3, record.time?.milliseconds ?? Int64.max)
      try accountDeletion.run()
    }
  }

  /// Writes a version of a post; the row id of its parent's author is given.
  func write(_ record: PostVersionRecord, parentAuthor: Int64?, platform: Int64) throws {
    version.bind(1, platform)
    version.bind(2, record.post.id)
    version.bind(3, record.written)
    version.bind(4, record.post.parent)
    version.bind(5, parentAuthor)
    version.bind(6, record.post.conversation)
    version.bind(7, record.post.time?.milliseconds)
    version.bind(8, PostKindCode(record.post.kind).rawValue)
    try version.run()
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
