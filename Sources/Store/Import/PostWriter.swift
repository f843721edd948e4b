import Formats
import GRDB
import SocialGraph

/// Writes the posts of one source and tells which rows are new.
final class PostWriter {
  private let insert: BulkStatement
  private let merge: BulkStatement
  private let heldElsewhere: BulkStatement?
  private let isRowHere: BulkStatement

  init(_ database: Database, source: Int64) throws {
    insert = try BulkStatement(
      database,
      """
      INSERT OR IGNORE INTO post
        (platform, id, source, author, parent, parent_author, conversation, time, kind, channel, is_row)
        VALUES (?1, ?2, \(source), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
      """)
    // The same rules as the `merged_post` view, which joins what several sources say.
    merge = try BulkStatement(
      database,
      """
      UPDATE post SET parents_differ = parents_differ OR coalesce(parent <> ?4, 0),
        author = \(Self.smaller("author", "?3")),
        parent = coalesce(min(parent, ?4), parent, ?4),
        parent_author = \(Self.smaller("parent_author", "?5")),
        conversation = coalesce(min(conversation, ?6), conversation, ?6), time = coalesce(max(time, ?7), time, ?7),
        kind = max(kind, ?8), channel = coalesce(min(channel, ?9), channel, ?9), is_row = max(is_row, ?10)
        WHERE platform = ?1 AND id = ?2 AND source = \(source)
      """)
    isRowHere = try BulkStatement(
      database, "SELECT is_row FROM post WHERE platform = ?1 AND id = ?2 AND source = \(source)")
    let any = try Int64.fetchOne(database, sql: "SELECT 1 FROM post LIMIT 1")
    heldElsewhere = try any.map { _ in
      try BulkStatement(
        database, "SELECT 1 FROM post WHERE platform = ?1 AND id = ?2 AND source <> \(source) AND is_row LIMIT 1")
    }
  }

  /// Of two accounts the one with the smaller id, whichever was known first and so has the smaller row id.
  private static func smaller(_ column: String, _ value: String) -> String {
    """
    CASE WHEN \(column) IS NULL THEN \(value) WHEN \(value) IS NULL OR \(column) = \(value) THEN \(column)
      ELSE (SELECT account FROM account WHERE account IN (\(column), \(value)) ORDER BY id LIMIT 1) END
    """
  }

  /// Writes a post; its author's row ids are given. Returns whether no row had been about this post before.
  func write(_ post: PostRecord, author: Int64?, parentAuthor: Int64?, platform: Int64) throws -> Bool {
    bind(insert, post, author, parentAuthor, platform)
    var isNew = true
    if try insert.run() == 0 {
      bind(isRowHere, id: post.id, platform)
      isNew = try isRowHere.firstNumber() == 0
      bind(merge, post, author, parentAuthor, platform)
      try merge.run()
    }
    if isNew, post.isRow, let heldElsewhere {
      bind(heldElsewhere, id: post.id, platform)
      isNew = try heldElsewhere.firstNumber() == nil
    }
    return isNew
  }

  private func bind(_ statement: BulkStatement, id: ExternalID, _ platform: Int64) {
    statement.bind(1, platform)
    statement.bind(2, id)
  }

  private func bind(
    _ statement: BulkStatement, _ post: PostRecord, _ author: Int64?, _ parentAuthor: Int64?, _ platform: Int64
  ) {
    bind(statement, id: post.id, platform)
    statement.bind(3, author)
    statement.bind(4, post.parent)
    statement.bind(5, parentAuthor)
    statement.bind(6, post.conversation)
    statement.bind(7, post.time?.milliseconds)
    statement.bind(8, PostKindCode(post.kind).rawValue)
    statement.bind(9, post.channel)
    statement.bind(10, post.isRow ? 1 : 0)
  }
}
