import GRDB
import ReparteeFormats
import ReparteeGraph

/// Settles which of two rows stays that give one post different authors: they are two posts of one number, or one of the rows
/// is wrong, and to take one for a repetition of the other would lose a person without a word.
///
/// The row of the smaller author id stays, whatever the order of import; the other goes to the rejects, with both lines.
/// Rows of two files are of one person where one calls the account by its id and the other by its handle.
struct PostConflicts {
  /// A row that is rejected.
  struct Rejected {
    /// The source whose row it was.
    var source: Int64
    /// Its path, where it is of an earlier import.
    var path: String?
    var reject: Reject
  }

  private struct Candidate {
    var post: ExternalID
    var platform: Int64
    var author: Int64
    var line: Int
  }

  private let database: Database
  private let source: Int64
  private let find: BulkStatement
  /// Rows about posts that other sources give other authors.
  private var candidates: [Candidate] = []
  private var rejects: [Rejected] = []

  init(_ database: Database, source: Int64) throws {
    self.database = database
    self.source = source
    find = try BulkStatement(database, "SELECT id FROM account WHERE account = ?")
  }

  /// Takes a row about a post that another source gives another author.
  mutating func add(_ post: ExternalID, platform: Int64, author: Int64, line: Int) {
    candidates.append(Candidate(post: post, platform: platform, author: author, line: line))
  }

  /// Settles two rows of one file; true where the new one takes the place of the one that is held, which is deleted.
  mutating func settle(
    _ post: ExternalID, platform: Int64, author: Int64, line: Int, heldAuthor: Int64, heldLine: Int64?
  ) throws -> Bool {
    let (new, held) = (try id(of: author), try id(of: heldAuthor))
    let heldLine = heldLine.map(Int.init) ?? 0
    guard new < held else {
      rejects.append(
        Rejected(source: source, reject: reject(post, new, line, stays: held, of: "line \(heldLine)")))
      return false
    }
    rejects.append(Rejected(source: source, reject: reject(post, held, heldLine, stays: new, of: "line \(line)")))
    try delete(post, platform, source)
    return true
  }

  /// Settles the rows that other sources contradict.
  mutating func settle() throws -> (kept: Int, duplicates: Int, rejects: [Rejected]) {
    var (kept, duplicates) = (0, 0)
    for candidate in candidates {
      let others = try Row.fetchAll(
        database,
        sql: """
          SELECT post.source, post.author, post.line, source.path FROM post JOIN source USING (source)
            WHERE post.platform = ? AND post.id = ? AND post.source <> ? AND is_row AND author IS NOT NULL
          """,
        arguments: [candidate.platform, candidate.post.databaseValue, source])
      let own = try id(of: candidate.author)
      var (stays, isKnown) = (true, false)
      for other in others {
        let account: Int64 = other["author"]
        if try account == candidate.author || areOne(account, candidate.author) {
          isKnown = true
          continue
        }
        let theirs = try id(of: account)
        let (path, line): (String, Int) = (other["path"], other["line"] ?? 0)
        if theirs < own {
          if stays {
            rejects.append(
              Rejected(
                source: source,
                reject: reject(candidate.post, own, candidate.line, stays: theirs, of: "line \(line) of \(path)")))
          }
          stays = false
        } else {
          rejects.append(
            Rejected(
              source: other["source"], path: path,
              reject: reject(candidate.post, theirs, line, stays: own, of: "line \(candidate.line) of a later file")))
          try delete(candidate.post, candidate.platform, other["source"])
        }
      }
      if !stays {
        try delete(candidate.post, candidate.platform, source)
      } else if isKnown {
        duplicates += 1
      } else {
        kept += 1
      }
    }
    return (kept, duplicates, rejects)
  }

  private func reject(
    _ post: ExternalID, _ author: ExternalID, _ line: Int, stays other: ExternalID, of place: String
  ) -> Reject {
    Reject(
      line: max(1, line),
      reason:
        "id: post \(post) is by \(author) here and by \(other) on \(place); a post has one author, so the row of the "
        + "smaller author id was kept; if these are ids of two channels, import them with their channel, or as two --platform"
    )
  }

  private func delete(_ post: ExternalID, _ platform: Int64, _ source: Int64) throws {
    try database.execute(
      sql: "DELETE FROM post WHERE platform = ? AND id = ? AND source = ?",
      arguments: [platform, post.databaseValue, source])
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
