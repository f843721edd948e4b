import GRDB

extension Source {
  private static let columns =
    "source, path, format, sha256, rows_in, kept, duplicates, ignored, rejected"
  /// The same of the view, in which rows that give way to others are rejected.
  private static let counted = "sources"

  init(_ row: Row) {
    self.init(
      number: row["source"], path: row["path"], format: row["format"], sha256: row["sha256"], rowsIn: row["rows_in"],
      kept: row["kept"], duplicates: row["duplicates"], ignored: row["ignored"], rejected: row["rejected"])
  }

  static func all(_ database: Database) throws -> [Source] {
    try Row.fetchAll(database, sql: "SELECT \(columns) FROM \(counted) ORDER BY source").map(Source.init)
  }

  /// All sources with the counts of their import, whatever rows gave way since.
  static func asImported(_ database: Database) throws -> [Source] {
    try Row.fetchAll(database, sql: "SELECT \(columns) FROM source ORDER BY source").map(Source.init)
  }

  /// The source of this number, or nil.
  static func all(_ database: Database, number: Int64) throws -> Source? {
    try Row.fetchOne(database, sql: "SELECT \(columns) FROM \(counted) WHERE source = ?", arguments: [number])
      .map(Source.init)
  }

  /// The sources read from the file at this path with these options, whatever its content was and from whatever working
  /// directory it was named; what earlier contents left is among them.
  static func versions(_ database: Database, path: String, options: String) throws -> [Source] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT \(columns) FROM source WHERE (place = ?1 OR place IS NULL AND path = ?2) AND options IN (?3, ?4)
          ORDER BY source
        """,
      arguments: [
        SourcePlace.kept(path, from: try SourcePlace.folder(of: database)), path, options, options + EarlierRows.mark,
      ]
    ).map(Source.init)
  }

  /// The sources read from a place, with whatever options.
  static func all(_ database: Database, place: String) throws -> [Source] {
    try Row.fetchAll(
      database, sql: "SELECT \(columns) FROM source WHERE place = ? ORDER BY source", arguments: [place]
    ).map(Source.init)
  }

  /// The source with this content, read with these options, or nil.
  static func imported(_ database: Database, sha256: String, options: String) throws -> Source? {
    try Row.fetchOne(
      database, sql: "SELECT \(columns) FROM source WHERE sha256 = ? AND options = ?", arguments: [sha256, options]
    ).map(Source.init)
  }

  /// Deletes what this source said, and the accounts that nothing speaks of any more.
  func delete(_ database: Database) throws {
    try deleteRows(database)
    try AccountCleaning.dropUnused(database)
  }

  /// Deletes what this source said; accounts that nothing speaks of any more stay for the moment.
  func deleteRows(_ database: Database) throws {
    // Deleted rows are overwritten, not only unlinked.
    try database.execute(sql: "PRAGMA secure_delete = ON")
    for table in Schema.rowsOfSources + ["source"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE source = ?", arguments: [number])
    }
    try database.execute(
      sql: "DELETE FROM post_conflict WHERE ? IN (source, other_source)", arguments: [number])
  }

  /// - Parameter place: where the file lies, as the store keeps it.
  func insert(into database: Database, options: String, bytes: Int, place: String) throws {
    try database.execute(
      sql: """
        INSERT INTO source (\(Self.columns), options, bytes, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        number, path, format, sha256, rowsIn, kept, duplicates, ignored, rejected, options, bytes,
        place,
      ])
  }
}

extension Source {
  /// Adds to a source what was read of the rest of its file.
  /// - Parameters:
  ///   - rest: the hash of the whole, and the counts of the rest.
  ///   - bytes: how many bytes the rest has.
  func grow(by rest: Source, bytes: Int, in database: Database) throws {
    try database.execute(
      sql: """
        UPDATE source SET sha256 = ?, bytes = bytes + ?, rows_in = rows_in + ?, kept = kept + ?,
          duplicates = duplicates + ?, ignored = ignored + ?, rejected = rejected + ? WHERE source = ?
        """,
      arguments: [
        rest.sha256, bytes, rest.rowsIn, rest.kept, rest.duplicates, rest.ignored, rest.rejected, number,
      ])
  }

  /// Notes that the follow lists of every platform on which this source follows somebody are whole.
  func declareFollowsComplete(_ database: Database) throws {
    var followed: Set<Int> = []
    for block in try FollowLoader.blocks(of: database, source: number) {
      block.forEachList { account, _ in followed.insert(account) }
    }
    var platforms: Set<Int64> = []
    let platform = try BulkStatement(database, "SELECT platform FROM account WHERE account = ?")
    for account in followed {
      platform.bind(1, Int64(account))
      try platform.forEachRow { platforms.formUnion(platform.integer(0).map { [$0] } ?? []) }
    }
    for platform in platforms {
      try database.execute(
        sql: "INSERT OR IGNORE INTO complete_follow (platform, source) VALUES (?, ?)", arguments: [platform, number])
    }
  }
}

/// A row that could not be read.
public struct RejectedRow: Sendable, Equatable {
  /// The file it is in.
  public package(set) var path: String
  /// Its line there, from 1.
  public package(set) var line: Int
  /// Why it could not be read.
  public package(set) var reason: String
}

extension ConversationStore {
  /// Every row that could not be read, by source and line.
  public func rejects() throws -> [RejectedRow] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT path, line, reason FROM rejects").map {
        RejectedRow(path: $0["path"], line: $0["line"], reason: $0["reason"])
      }
    }
  }

  /// A number that is another one once anybody else has changed the file, and means nothing else.
  package func stateOfFile() throws -> Int { try read { try Int.fetchOne($0, sql: "PRAGMA data_version") ?? 0 } }

  /// The files that were imported, in the order of import.
  public func sources() throws -> [Source] { try read(Source.all) }

  /// Deletes one source: everything that it alone said is gone, what other sources say too stays.
  /// - Parameter name: the source's number, its SHA-256 or the beginning of it (8 digits at least), its path, or the
  ///   end of its path, such as the file's name.
  /// - Returns: the source that was deleted.
  /// - Throws: `StoreError.unknownSource` where none matches, `ambiguousSource` where several do.
  /// - Complexity: linear in the store's size: accounts that nothing speaks of any more are found by a whole pass.
  public func undo(_ name: String) throws -> Source {
    let undone = try write { database in
      var matching = try Source.all(database).filter { source in
        String(source.number) == name || source.path == name || (name.count >= 8 && source.sha256.hasPrefix(name))
      }
      // A path from another working directory is the same file.
      if matching.isEmpty { matching = try Source.all(database, place: place(of: name)) }
      if matching.isEmpty { matching = try Source.all(database).filter { $0.path.hasSuffix("/" + name) } }
      guard let source = matching.first else { throw StoreError.unknownSource(name) }
      guard matching.count == 1 else { throw StoreError.ambiguousSource(name) }
      try source.delete(database)
      // What lines matched before may rest on what is taken back.
      try database.execute(sql: "DELETE FROM roster_bond")
      try RosterMatching.refresh(database)
      try SavedResults.dropUnheld(database)
      return source
    }
    try keepNetwork()
    return undone
  }
}

extension ConversationStore {
  /// Whether something is held that was read from the file at a place.
  package func holds(place: String) throws -> Bool { try read { try !Source.all($0, place: place).isEmpty } }

  /// Deletes what was read from the file at a place, whatever its content was.
  /// - Returns: the sources that were deleted.
  package func takeBack(place: String) throws -> [Source] {
    let taken = try write { database -> [Source] in
      let sources = try Source.all(database, place: place)
      if sources.isEmpty { return [] }
      for source in sources { try source.deleteRows(database) }
      try AccountCleaning.dropUnused(database)
      try RosterMatching.refresh(database)
      try SavedResults.dropUnheld(database)
      return sources
    }
    try keepNetwork()
    return taken
  }
}

/// Finds accounts that nothing speaks of, and platforms without any.
enum AccountCleaning {
  static func dropUnused(_ database: Database) throws {
    let isUsed = try used(database, or: "UNION SELECT account FROM account_record")
    try database.execute(sql: "UPDATE account_order SET ordered_to = 0")
    let delete = try BulkStatement(database, "DELETE FROM account WHERE account = ?")
    for account in try Int.fetchAll(database, sql: "SELECT account FROM account") where !isUsed[account] {
      delete.bind(1, Int64(account))
      try delete.run()
    }
    try database.execute(
      sql: """
        DELETE FROM platform WHERE platform NOT IN (SELECT platform FROM account)
          AND NOT EXISTS (SELECT 1 FROM post WHERE post.platform = platform.platform)
        """)
  }

  /// Drops what was seen of accounts before a moment, where they did nothing that is still held.
  static func dropRecords(seenBefore moment: Int64, _ database: Database) throws {
    let isUsed = try used(database)
    let seen = "max(handle_seen, name_seen, followers_seen)"
    let old = try Int.fetchAll(
      database, sql: "SELECT DISTINCT account FROM account_record WHERE \(seen) < ? AND \(seen) <> ?",
      arguments: [moment, Schema.untimed])
    let delete = try BulkStatement(
      database, "DELETE FROM account_record WHERE account = ? AND \(seen) < \(moment) AND \(seen) <> \(Schema.untimed)")
    for account in old where !isUsed[account] {
      delete.bind(1, Int64(account))
      try delete.run()
    }
  }

  /// Row id → whether a post, an act or a follow speaks of the account; `more` is added to the query.
  private static func used(_ database: Database, or more: String = "") throws -> [Bool] {
    let count = try (Int.fetchOne(database, sql: "SELECT coalesce(max(account), 0) FROM account") ?? 0) + 1
    var isUsed = [Bool](repeating: false, count: count)
    let statement = try BulkStatement(
      database,
      """
      SELECT author FROM post UNION SELECT parent_author FROM post
        UNION SELECT parent_author FROM post_version UNION SELECT actor FROM interaction UNION SELECT target FROM interaction \(more)
      """)
    try statement.forEachRow {
      if let account = statement.integer(0), account < count { isUsed[Int(account)] = true }
    }
    try InteractionBlock.forEach(in: database) { stored in
      stored.block.forEachAct { act in
        for account in [act.actor, act.target] where account < count { isUsed[Int(account)] = true }
      }
    }
    for block in try FollowLoader.blocks(of: database) {
      block.forEachList { followed, followers in
        if followed < count { isUsed[followed] = true }
        for follower in followers where Int(follower) < count { isUsed[Int(follower)] = true }
      }
    }
    return isUsed
  }
}

extension StoredFollowBlock {
  /// Calls `body` with each list of the block: the followed account's row id, and its followers'. Returns whether the
  /// block could be read to its end.
  @discardableResult
  func forEachList(_ body: (_ followed: Int, _ followers: [UInt32]) -> Void) -> Bool {
    data.withUnsafeBytes { bytes in
      var reader = FollowBlockReader(bytes)
      while let head = reader.nextHead() {
        var followers = [UInt32](repeating: 0, count: head.count)
        followers.withUnsafeMutableBufferPointer { reader.readFollowers(into: $0) }
        if reader.isDamaged { return false }
        body(head.followed, followers)
      }
      return !reader.isDamaged
    }
  }
}
