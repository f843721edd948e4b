import GRDB

extension ConversationStore {
  /// One invariant of a store, and what was found.
  package struct Finding: Sendable, Equatable {
    /// The invariant, as a sentence.
    package var invariant: String
    /// How many places break it; 0 is well.
    package var violations: Int
  }

  /// Verifies the store's invariants: SQLite's own, the ledger, references, and the follow blocks byte by byte.
  /// - Returns: every invariant with the number of its violations. Complexity: linear in the store's size.
  package func check() throws -> [Finding] {
    let whole = try finding("SQLite finds the file whole", Self.faults)
    let stated = try Self.invariants.map { invariant, sql in
      try finding(invariant) { try Int.fetchOne($0, sql: sql) ?? 0 }
    }
    let blocks = try finding(
      "follow blocks match their checksums, their lists ascend, and their accounts exist", Self.damagedBlocks)
    let interactions = try finding(
      "blocks of interactions match their checksums, ascend, and join accounts of one platform each",
      Self.damagedInteractions)
    let columns = try finding(
      "what is kept of the network gives its checksums", ColumnTable.damagedBlocks)
    return [whole] + stated + [blocks, interactions, columns]
  }

  /// Counts what breaks one invariant; what cannot be read for damaged pages breaks it at one place at least.
  ///
  /// Each has a view of the store of its own, which SQLite does not always leave well after such an error.
  private func finding(_ invariant: String, _ count: (Database) throws -> Int) throws -> Finding {
    do {
      return Finding(invariant: invariant, violations: try database.read(count))
    } catch let error as DatabaseError where error.saysThatTheFileIsDamaged {
      return Finding(invariant: invariant, violations: 1)
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    }
  }

  /// How many faults SQLite finds in the file.
  ///
  /// Releases such as 3.40 report a NULL in each row of a table that is kept by its key (`WITHOUT ROWID`) where a column
  /// stands between those of the key, though there is none: what is reported of a column is looked up in the column itself.
  private static func faults(in database: Database) throws -> Int {
    var count = 0
    let reports = try String.fetchCursor(database, sql: "PRAGMA integrity_check(\(Int32.max))")
    var doubted: [String: Int] = [:]
    while let report = try reports.next() {
      if report.hasPrefix("NULL value in ") {
        doubted[String(report.dropFirst("NULL value in ".count)), default: 0] += 1
      } else if report != "ok" {
        count += 1
      }
    }
    for (place, reported) in doubted {
      let parts = place.split(separator: ".").map { "\"\($0)\"" }
      guard parts.count == 2 else {
        count += reported
        continue
      }
      // Of a column that may hold no NULL, SQLite takes IS NULL for false without looking.
      let holdsNull = try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM \(parts[0]) WHERE typeof(\(parts[1])) = 'null')")
      if holdsNull != false { count += reported }
    }
    return count
  }

  private static let accountIDs = "(SELECT account FROM account)"
  private static let sourceIDs = "(SELECT source FROM source)"

  /// Each query counts what breaks its invariant.
  private static let invariants: [(String, String)] = [
    (
      "rows in = kept + duplicates + ignored + rejected, for every source",
      "SELECT count(*) FROM source WHERE rows_in <> kept + duplicates + ignored + rejected"
    ),
    (
      "every rejected row, or the first \(ImportSession.mostRejectsKept) of a file, is kept with its line and reason",
      """
      SELECT count(*)
        FROM (SELECT rejected, (SELECT count(*) FROM reject WHERE reject.source = source.source) AS held FROM source)
        WHERE held < min(rejected, \(ImportSession.mostRejectsKept)) OR held > rejected
      """
    ),
    (
      "every ignored row has a reason",
      """
      SELECT count(*) FROM source
        WHERE ignored <> (SELECT coalesce(sum(rows), 0) FROM ignored WHERE ignored.source = source.source)
      """
    ),
    (
      "every post, interaction, follow block, account record, roster line and reject belongs to a source",
      "SELECT "
        + Schema.rowsOfSources.map { "(SELECT count(*) FROM \($0) WHERE source NOT IN \(sourceIDs))" }
        .joined(separator: " + ")
    ),
    (
      "every author, actor and target is an account",
      """
      SELECT (SELECT count(*) FROM post WHERE author IS NOT NULL AND author NOT IN \(accountIDs))
        + (SELECT count(*) FROM post WHERE parent_author IS NOT NULL AND parent_author NOT IN \(accountIDs))
        + (SELECT count(*) FROM post_version WHERE parent_author IS NOT NULL AND parent_author NOT IN \(accountIDs))
        + (SELECT count(*) FROM interaction WHERE actor NOT IN \(accountIDs) OR target NOT IN \(accountIDs))
        + (SELECT count(*) FROM account_record WHERE account NOT IN \(accountIDs))
      """
    ),
    (
      "both sides of an interaction are on one platform",
      """
      SELECT count(*) FROM interaction JOIN account AS actor ON actor.account = interaction.actor
        JOIN account AS target ON target.account = interaction.target WHERE actor.platform <> target.platform
      """
    ),
    (
      "every account and post stands on a known platform",
      """
      SELECT (SELECT count(*) FROM account WHERE platform NOT IN (SELECT platform FROM platform))
        + (SELECT count(*) FROM post WHERE platform NOT IN (SELECT platform FROM platform))
      """
    ),
    (
      "accounts stand in the order of ids as far as the store says so",
      """
      SELECT count(*) FROM account_order
        WHERE ordered_to <> (SELECT count(*) FROM (SELECT account, row_number() OVER (ORDER BY platform, id) AS place
          FROM account WHERE account <= ordered_to) WHERE account = place)
      """
    ),
    (
      "every roster match joins an account and a line of a roster",
      """
      SELECT count(*) FROM roster_match
        WHERE account NOT IN \(accountIDs) OR roster NOT IN (SELECT roster FROM roster)
      """
    ),
    (
      "every saved score belongs to a run",
      "SELECT count(*) FROM score WHERE run NOT IN (SELECT run FROM run)"
    ),
  ]

  private static func damagedInteractions(_ database: Database) throws -> Int {
    // By row id; a damaged store may have any.
    var platforms: [Int64: Int64] = [:]
    let accounts = try BulkStatement(database, "SELECT account, platform FROM account")
    try accounts.forEachRow {
      if let account = accounts.integer(0) { platforms[account] = accounts.integer(1) }
    }
    var damaged = 0
    try InteractionBlock.forEach(in: database, damage: .ignore) { stored in
      var isSound = stored.isIntact && InteractionKindCode(rawValue: stored.block.kind) != nil
      if isSound {
        var previous: (Int64, Int64, Int64)?
        stored.block.forEachAct { act in
          let key = (act.actor, act.target, act.time)
          let isKnown = platforms[act.actor].map { $0 == platforms[act.target] } ?? false
          isSound = isSound && isKnown && (previous.map { $0 < key } ?? true)
          previous = key
        }
      }
      if !isSound { damaged += 1 }
    }
    return damaged
  }

  private static func damagedBlocks(_ database: Database) throws -> Int {
    let accounts = Set(try Int.fetchAll(database, sql: "SELECT account FROM account"))
    var damaged = 0
    try FollowLoader.forEachBlock(of: database, damage: .ignore) { block in
      if !block.isIntact || !block.isSound(isAccount: accounts.contains) { damaged += 1 }
    }
    return damaged
  }
}
