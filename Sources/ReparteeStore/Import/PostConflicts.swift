import GRDB
import ReparteeFormats
import ReparteeGraph

/// Settles which of two rows holds that give one post different authors: they are two posts of one number, or one of the rows
/// is wrong, and to take one for a repetition of the other would lose a person without a word.
///
/// The row of the smaller author id stays, whatever the order of import; the other goes to the rejects, with both lines.
///
/// - Of two rows of one file the one that stays is stored, and the other is not.
/// - Rows of two files are both stored, and the table `post_conflict` says which of them gives way to which: so that undoing
///   either file leaves what importing the other alone gives. They are of one person where one file calls the account by its id
///   and the other by its handle.
final class PostConflicts {
  private struct Key: Hashable {
    var platform: Int64
    var post: ExternalID
  }

  private let database: Database
  private let source: Int64
  private let find: BulkStatement
  /// Posts to which other sources give other authors.
  private var candidates: Set<Key> = []
  /// Rows of this file that another one of it contradicts.
  private(set) var rejects: [Reject] = []
  /// How many rows of this file give way to those of others.
  private(set) var lost = 0
  /// How many rows of other files give way to those of this one.
  private(set) var won = 0

  init(_ database: Database, source: Int64) throws {
    self.database = database
    self.source = source
    find = try BulkStatement(database, "SELECT id FROM account WHERE account = ?")
  }

  /// Takes a post to which another source gives another author.
  func add(_ post: ExternalID, platform: Int64) { candidates.insert(Key(platform: platform, post: post)) }

  /// Settles two rows of one file; true where the new one takes the place of the one that is held, which is deleted.
  func settle(
    _ post: ExternalID, platform: Int64, author: Int64, line: Int, heldAuthor: Int64, heldLine: Int64?
  ) throws -> Bool {
    let (new, held) = (try id(of: author), try id(of: heldAuthor))
    let heldLine = Int(heldLine ?? 0)
    let staysHeld = held < new
    let (lost, stays) = staysHeld ? (new, held) : (held, new)
    rejects.append(
      Reject(
        line: max(1, staysHeld ? line : heldLine),
        aboutIDs: "id: post \(post) is by \(lost) here and by \(stays) on line \(staysHeld ? heldLine : line)"
          + PostConflictRule.remedy))
    if staysHeld { return false }
    try database.execute(
      sql: "DELETE FROM post WHERE platform = ? AND id = ? AND source = ?",
      arguments: [platform, post.databaseValue, source])
    return true
  }

  /// Says of the rows that other sources contradict which give way.
  func settleSources() throws {
    for candidate in candidates {
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT source, line, author, account.id FROM post JOIN account ON account.account = post.author
            WHERE post.platform = ? AND post.id = ? AND is_row
          """,
        arguments: [candidate.platform, candidate.post.databaseValue])
      func order(_ row: Row) -> ExternalID {
        ExternalID(database: row["id"])
      }
      guard let own = rows.first(where: { $0["source"] as Int64 == source }) else { continue }
      var gaveWay = false
      for other in rows where other["source"] as Int64 != source && other["author"] as Int64 != own["author"] {
        if try areOne(own["author"], other["author"]) { continue }
        let isLost = order(other) < order(own)
        let (loser, winner) = isLost ? (own, other) : (other, own)
        try database.execute(
          sql: """
            INSERT OR REPLACE INTO post_conflict
              (source, platform, post, line, author, other_source, other_line, other_author)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            loser["source"] as Int64, candidate.platform, candidate.post.databaseValue, loser["line"] as Int64?,
            loser["id"] as DatabaseValue, winner["source"] as Int64, winner["line"] as Int64?,
            winner["id"] as DatabaseValue,
          ])
        if isLost { gaveWay = true } else { won += 1 }
      }
      if gaveWay { lost += 1 }
    }
  }

  private func id(of account: Int64) throws -> ExternalID {
    find.bind(1, account)
    var found = ExternalID.text("")
    try find.forEachRow { found = find.id(0) ?? found }
    return found
  }

  /// Whether one account's id is the other's handle.
  private func areOne(_ left: Int64, _ right: Int64) throws -> Bool {
    for (account, other) in [(left, right), (right, left)] {
      let isHandle = try Bool.fetchOne(
        database,
        sql: """
          SELECT EXISTS (SELECT 1 FROM account_record JOIN account AS other ON other.account = ?
            WHERE account_record.account = ? AND lower(account_record.handle) = lower(CAST(other.id AS TEXT)))
          """, arguments: [other, account])
      if isHandle == true { return true }
    }
    return false
  }
}

/// How rows that give way to others are said and left out: what the store's views and its loader share.
enum PostConflictRule {
  /// What a reject says after the two lines.
  static let remedy =
    "; a post has one author, so the row of the smaller author id was kept; if two channels number their posts alike, import "
    + "them as two platforms, or by a mapping whose id holds the channel"

  /// Whether a row of `post` gives way to none.
  static func holds(_ post: String) -> String {
    """
    NOT EXISTS (SELECT 1 FROM post_conflict WHERE post_conflict.source = \(post).source
      AND post_conflict.platform = \(post).platform AND post_conflict.post = \(post).id)
    """
  }

  /// Drops what is said of rows of which one is no longer held: the other one gives way to none, and no author is named.
  static func dropUnheld(_ database: Database) throws {
    let isHeld = { (source: String) in
      """
      EXISTS (SELECT 1 FROM post WHERE post.platform = post_conflict.platform AND post.id = post_conflict.post
        AND post.source = post_conflict.\(source))
      """
    }
    try database.execute(
      sql: "DELETE FROM post_conflict WHERE NOT (\(isHeld("source")) AND \(isHeld("other_source")))")
  }

  /// The rows that give way, as rejects: path, line and reason.
  static let rejects = """
    SELECT lost.path, max(1, coalesce(conflict.line, 1)) AS line,
        'id: post ' || conflict.post || ' is by ' || conflict.author || ' here and by ' || min(conflict.other_author)
          || ' on line ' || coalesce(conflict.other_line, 0) || ' of ' || winner.path || '\(remedy)' AS reason,
        conflict.source
      FROM post_conflict AS conflict JOIN source AS lost ON lost.source = conflict.source
        JOIN source AS winner ON winner.source = conflict.other_source
      GROUP BY conflict.source, conflict.platform, conflict.post
    """

  /// How many rows of a source give way.
  static func count(of source: String) -> String {
    """
    (SELECT count(*) FROM (SELECT DISTINCT platform, post FROM post_conflict WHERE post_conflict.source = \(source)))
    """
  }
}
