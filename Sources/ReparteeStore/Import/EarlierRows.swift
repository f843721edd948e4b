import GRDB

/// What an earlier content of a file said, put aside while the present one is read, so that it meets nothing of it: then it
/// either goes, or what the present content no longer holds stays as a source of its own.
package final class EarlierRows {
  /// What became of rows that the file no longer holds.
  package struct Outcome: Sendable, Equatable {
    /// How many posts and acts the file no longer holds.
    package var rows: Int
    /// Whether they stay in the store.
    package var areKept: Bool
    /// How many posts the file holds with another author, parent or time than before.
    package var changed = 0
  }

  /// What the options of a source end with that an earlier content left.
  static let mark = ";earlier version"
  /// What its path ends with.
  static let suffix = " (earlier version)"

  /// The tables that say what happened, and of whom; each has a column `source`.
  private static let tables =
    ["post"] + Schema.detailsOfPosts + [
      "deletion", "account_deletion", "interaction", "account_record", "account_handle", "post_conflict",
    ]

  private let sources: [Source]
  /// The sources among them whose interactions were packed, and are again once this is settled.
  private let packed: [Int64]
  private let database: Database

  /// Puts aside and deletes what these sources said. Complexity: linear in their size, on the disk.
  init(of sources: [Source], _ database: Database) throws {
    (self.sources, self.database) = (sources, database)
    packed = try sources.map(\.number).filter { number in
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM interaction_block WHERE source = ?)", arguments: [number]) == true
    }
    for source in packed { try InteractionBlock.unpack(source: source, in: database) }
    let numbers = sources.map { "\($0.number)" }.joined(separator: ", ")
    for table in Self.tables {
      let columns = table == "post_conflict" ? ["source", "other_source"] : ["source"]
      let condition = columns.map { "\($0) IN (\(numbers))" }.joined(separator: " OR ")
      try database.execute(sql: "CREATE TABLE earlier_\(table) AS SELECT * FROM \(table) WHERE \(condition)")
    }
    try database.execute(
      sql:
        "CREATE TABLE earlier_source AS SELECT source, options, bytes, place FROM source WHERE source IN (\(numbers))")
    for source in sources { try source.deleteRows(database) }
  }

  /// Decides over what was put aside, now that the present content is stored as source `number`, and drops the accounts that
  /// nothing speaks of any more.
  func settle(after number: Int64, keeping: Bool) throws -> Outcome {
    // What is compared in SQL has to be rows.
    let arePacked = try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (SELECT 1 FROM interaction_block WHERE source = \(number))
          AND EXISTS (SELECT 1 FROM earlier_interaction)
        """)
    if arePacked == true { try InteractionBlock.unpack(source: number, in: database) }
    let changed = try changedPosts(number)
    // A post that the present content brings along without a row of its own does not take the place of one that had a row.
    try database.execute(
      sql: """
        DELETE FROM earlier_post WHERE EXISTS (SELECT 1 FROM post WHERE post.platform = earlier_post.platform
          AND post.id = earlier_post.id AND post.source = \(number) AND post.is_row >= earlier_post.is_row);
        -- Of a post that the present content holds it says all acts.
        DELETE FROM earlier_interaction WHERE EXISTS (SELECT 1 FROM interaction AS now
            WHERE now.kind = earlier_interaction.kind AND now.actor = earlier_interaction.actor
              AND now.target = earlier_interaction.target AND now.time = earlier_interaction.time
              AND now.post = earlier_interaction.post AND now.source = \(number))
          OR post <> '' AND kind <> \(InteractionKindCode(.repost).rawValue) AND EXISTS (
            SELECT 1 FROM account JOIN post AS now USING (platform)
              WHERE account.account = earlier_interaction.actor AND now.id = earlier_interaction.post
                AND now.source = \(number) AND now.is_row);
        """)
    var (rows, isAnythingLeft) = (0, false)
    for source in sources {
      let count = try self.rows(of: source.number)
      // What an earlier replacement left was said then.
      if !keeping || !source.path.hasSuffix(Self.suffix) { rows += count }
      isAnythingLeft = isAnythingLeft || count > 0
      if keeping, count > 0 { try restore(source, rows: count) }
    }
    for table in Self.tables + ["source"] { try database.execute(sql: "DROP TABLE earlier_\(table)") }
    for source in (arePacked == true ? [number] : []) + packed {
      try InteractionBlock.pack(source: source, in: database)
    }
    if keeping, isAnythingLeft {
      try PostConflictRule.dropUnheld(database)
      try Deletions.apply(in: database)
    }
    try AccountCleaning.dropUnused(database)
    return Outcome(rows: rows, areKept: keeping, changed: changed)
  }

  /// How many posts have another author, parent or time in the present content. A parent that is called by another address
  /// is the same.
  private func changedPosts(_ number: Int64) throws -> Int {
    try Int.fetchOne(
      database,
      sql: """
        SELECT count(*) FROM earlier_post AS earlier JOIN post AS now
            ON now.platform = earlier.platform AND now.id = earlier.id AND now.source = \(number)
          WHERE now.is_row AND earlier.is_row AND (now.author IS NOT earlier.author OR now.time IS NOT earlier.time
            OR now.parent IS NOT earlier.parent AND NOT EXISTS (SELECT 1 FROM post_alias
              WHERE post_alias.platform = now.platform AND post_alias.alias = now.parent))
        """) ?? 0
  }

  /// How many rows of a source are left: posts, and acts that are part of none.
  private func rows(of source: Int64) throws -> Int {
    try Int.fetchOne(
      database,
      sql: """
        SELECT (SELECT count(*) FROM earlier_post WHERE source = ?1 AND is_row)
          + (SELECT count(*) FROM earlier_interaction WHERE source = ?1
            AND (post = '' OR kind = \(InteractionKindCode(.repost).rawValue)))
        """, arguments: [source]) ?? 0
  }

  /// Puts what is left of a source back, as what an earlier version of its file left.
  private func restore(_ source: Source, rows: Int) throws {
    let number = source.number
    for table in ["post", "interaction", "account_record", "account_handle", "deletion", "account_deletion"] {
      try database.execute(
        sql: "INSERT OR IGNORE INTO \(table) SELECT * FROM earlier_\(table) WHERE source = \(number)")
    }
    for table in Schema.detailsOfPosts {
      try database.execute(
        sql: """
          INSERT OR IGNORE INTO \(table) SELECT * FROM earlier_\(table) AS earlier WHERE source = \(number)
            AND EXISTS (SELECT 1 FROM post WHERE post.platform = earlier.platform AND post.id = earlier.post
              AND post.source = \(number))
          """)
    }
    // Conflicts with the present content are its own affair; those with other files hold on.
    try database.execute(
      sql:
        "INSERT OR IGNORE INTO post_conflict SELECT * FROM earlier_post_conflict WHERE \(number) IN (source, other_source)"
    )
    let kept = try Row.fetchOne(
      database, sql: "SELECT options, bytes, place FROM earlier_source WHERE source = ?", arguments: [number])
    var options: String = kept?["options"] ?? ""
    if !options.hasSuffix(Self.mark) { options += Self.mark }
    var left = source
    left.path = source.path.hasSuffix(Self.suffix) ? source.path : source.path + Self.suffix
    (left.rowsIn, left.kept, left.duplicates, left.ignored, left.rejected) = (rows, rows, 0, 0, 0)
    let known: String? = kept?["place"]
    let place = try known ?? SourcePlace.kept(source.path, from: SourcePlace.folder(of: database))
    try left.insert(into: database, options: options, bytes: kept?["bytes"] ?? 0, place: place)
  }
}
