import GRDB
import ReparteeFormats
import ReparteeGraph

/// Writes the posts of one source and counts which rows are new.
///
/// A statement of many rows costs half as much a row as one of one row. So posts are written in batches; where one of a
/// batch was known before, nothing of the batch is written at once, and its posts follow one by one.
final class PostWriter {
  /// How many posts are written at once.
  private static let batchSize = 32

  private struct PendingPost {
    var post: PostRecord
    var line: Int
    var author: Int64?
    var parentAuthor: Int64?
    var platform: Int64
  }

  private var pending: [PendingPost] = []
  private var rows = (new: 0, known: 0)
  let conflicts: PostConflicts
  private let insertBatch: BulkStatement
  private let insert: BulkStatement
  private let merge: BulkStatement
  private let knownElsewhere: BulkStatement?
  private let heldHere: BulkStatement

  init(_ database: Database, source: Int64) throws {
    let columns = """
      (platform, id, source, author, parent, parent_author, conversation, time, kind, channel, is_row, line)
      """
    let values = "(?, ?, \(source), ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    conflicts = try PostConflicts(database, source: source)
    insert = try BulkStatement(database, "INSERT OR IGNORE INTO post \(columns) VALUES \(values)")
    insertBatch = try BulkStatement(
      database,
      """
      INSERT INTO post \(columns)
        VALUES \(repeatElement(values, count: Self.batchSize).joined(separator: ", "))
      """)
    merge = try BulkStatement(
      database,
      "UPDATE post SET \(PostMerge.assignments) WHERE platform = ?1 AND id = ?2 AND source = \(source)")
    heldHere = try BulkStatement(
      database, "SELECT is_row, author, line FROM post WHERE platform = ?1 AND id = ?2 AND source = \(source)")
    let any = try Int64.fetchOne(database, sql: "SELECT 1 FROM post LIMIT 1")
    knownElsewhere = try any.map { _ in
      try BulkStatement(
        database,
        "SELECT source, author FROM post WHERE platform = ?1 AND id = ?2 AND source <> \(source) AND is_row")
    }
  }

  /// Takes a post; its author's row ids are given. `finish` has to follow the last one.
  func write(_ post: PostRecord, line: Int, author: Int64?, parentAuthor: Int64?, platform: Int64) throws {
    pending.append(
      PendingPost(post: post, line: line, author: author, parentAuthor: parentAuthor, platform: platform))
    if pending.count < Self.batchSize { return }
    for (place, post) in pending.enumerated() { bind(insertBatch, post, offset: Int32(place) * Self.values) }
    if try insertBatch.runUnlessKnown() {
      for post in pending { try count(post, isNew: true) }
      pending.removeAll(keepingCapacity: true)
    } else {
      try writeOneByOne()
    }
  }

  /// Writes the posts that are pending, and settles which rows give way to others that name another author. What sources say
  /// of accounts has to be written before.
  /// - Returns: how many rows of the file were new, and how many were about posts that rows had been about before.
  func finish() throws -> (kept: Int, duplicates: Int) {
    try writeOneByOne()
    try conflicts.settleSources()
    return (rows.new, rows.known)
  }

  private func writeOneByOne() throws {
    for post in pending {
      bind(insert, post)
      var isNew = true
      if try insert.run() == 0 {
        bind(heldHere, id: post)
        var (held, heldAuthor, heldLine): (Int64?, Int64?, Int64?) = (nil, nil, nil)
        try heldHere.forEachRow {
          (held, heldAuthor, heldLine) = (heldHere.integer(0), heldHere.integer(1), heldHere.integer(2))
        }
        isNew = held == 0
        if held == 1, post.post.isRow, let heldAuthor, let author = post.author, heldAuthor != author {
          if try conflicts.settle(
            post.post.id, platform: post.platform, author: author, line: post.line, heldAuthor: heldAuthor,
            heldLine: heldLine)
          {
            bind(insert, post)
            try insert.run()
          }
          continue
        }
        bind(merge, post)
        try merge.run()
      }
      try count(post, isNew: isNew)
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// Counts a row that is new to this source, or is not; another source may have it.
  private func count(_ post: PendingPost, isNew: Bool) throws {
    guard post.post.isRow else { return }
    var isNew = isNew
    if isNew, let knownElsewhere {
      bind(knownElsewhere, id: post)
      var differs = false
      try knownElsewhere.forEachRow {
        if let author = post.author, let other = knownElsewhere.integer(1), author != other {
          differs = true
        } else {
          isNew = false
        }
      }
      if differs { conflicts.add(post.post.id, platform: post.platform) }
    }
    if isNew { rows.new += 1 } else { rows.known += 1 }
  }

  /// How many values `bind` binds.
  private static let values: Int32 = 11

  private func bind(_ statement: BulkStatement, id post: PendingPost, offset: Int32 = 0) {
    statement.bind(offset + 1, post.platform)
    statement.bind(offset + 2, post.post.id)
  }

  private func bind(_ statement: BulkStatement, _ post: PendingPost, offset: Int32 = 0) {
    bind(statement, id: post, offset: offset)
    statement.bind(offset + 3, post.author)
    statement.bind(offset + 4, post.post.parent)
    statement.bind(offset + 5, post.parentAuthor)
    statement.bind(offset + 6, post.post.conversation)
    statement.bind(offset + 7, post.post.time?.milliseconds)
    statement.bind(offset + 8, PostKindCode(post.post.kind).rawValue)
    statement.bind(offset + 9, post.post.channel)
    statement.bind(offset + 10, post.post.isRow ? 1 : 0)
    statement.bind(offset + 11, Int64(post.line))
  }
}
