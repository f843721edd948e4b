import GRDB
import ReparteeFormats
import ReparteeGraph

/// Writes the posts of one source and counts which rows are new.
///
/// A statement of many rows costs half as much a row as one of one row. So posts are written by the handful; where one
/// of a handful was known before, nothing of the handful is written at once, and they follow one by one.
final class PostWriter {
  /// How many posts are written at once.
  private static let handful = 32

  private struct Waiting {
    var post: PostRecord
    var author: Int64?
    var parentAuthor: Int64?
    var platform: Int64
  }

  private var waiting: [Waiting] = []
  private var rows = (new: 0, known: 0)
  private let insertHandful: BulkStatement
  private let insert: BulkStatement
  private let merge: BulkStatement
  private let heldElsewhere: BulkStatement?
  private let isRowHere: BulkStatement

  init(_ database: Database, source: Int64) throws {
    let columns = """
      (platform, id, source, author, parent, parent_author, conversation, time, kind, channel, is_row)
      """
    let values = "(?, ?, \(source), ?, ?, ?, ?, ?, ?, ?, ?)"
    insert = try BulkStatement(database, "INSERT OR IGNORE INTO post \(columns) VALUES \(values)")
    insertHandful = try BulkStatement(
      database,
      """
      INSERT INTO post \(columns)
        VALUES \(repeatElement(values, count: Self.handful).joined(separator: ", "))
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

  /// Takes a post; its author's row ids are given. `finish` has to follow the last one.
  func write(_ post: PostRecord, author: Int64?, parentAuthor: Int64?, platform: Int64) throws {
    waiting.append(Waiting(post: post, author: author, parentAuthor: parentAuthor, platform: platform))
    if waiting.count < Self.handful { return }
    for (place, post) in waiting.enumerated() { bind(insertHandful, post, behind: Int32(place) * Self.values) }
    if try insertHandful.runUnlessHeld() {
      for post in waiting { try count(post, isNew: true) }
      waiting.removeAll(keepingCapacity: true)
    } else {
      try writeOneByOne()
    }
  }

  /// Writes what is waiting.
  /// - Returns: how many rows of the file were new, and how many were about posts that rows had been about before.
  func finish() throws -> (kept: Int, duplicates: Int) {
    try writeOneByOne()
    return (rows.new, rows.known)
  }

  private func writeOneByOne() throws {
    for post in waiting {
      bind(insert, post)
      var isNew = true
      if try insert.run() == 0 {
        bind(isRowHere, id: post)
        isNew = try isRowHere.firstNumber() == 0
        bind(merge, post)
        try merge.run()
      }
      try count(post, isNew: isNew)
    }
    waiting.removeAll(keepingCapacity: true)
  }

  /// Counts a row that is new to this source, or is not; it may be held by another.
  private func count(_ post: Waiting, isNew: Bool) throws {
    guard post.post.isRow else { return }
    var isNew = isNew
    if isNew, let heldElsewhere {
      bind(heldElsewhere, id: post)
      isNew = try heldElsewhere.firstNumber() == nil
    }
    if isNew { rows.new += 1 } else { rows.known += 1 }
  }

  /// How many values `bind` binds.
  private static let values: Int32 = 10

  private func bind(_ statement: BulkStatement, id post: Waiting, behind offset: Int32 = 0) {
    statement.bind(offset + 1, post.platform)
    statement.bind(offset + 2, post.post.id)
  }

  private func bind(_ statement: BulkStatement, _ post: Waiting, behind offset: Int32 = 0) {
    bind(statement, id: post, behind: offset)
    statement.bind(offset + 3, post.author)
    statement.bind(offset + 4, post.post.parent)
    statement.bind(offset + 5, post.parentAuthor)
    statement.bind(offset + 6, post.post.conversation)
    statement.bind(offset + 7, post.post.time?.milliseconds)
    statement.bind(offset + 8, PostKindCode(post.post.kind).rawValue)
    statement.bind(offset + 9, post.post.channel)
    statement.bind(offset + 10, post.post.isRow ? 1 : 0)
  }
}
