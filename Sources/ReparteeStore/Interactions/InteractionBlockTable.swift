import GRDB
import ReparteeGraph

/// One row of `interaction_block`.
struct StoredInteractionBlock: Sendable {
  var source: Int64
  var number: Int64
  var block: InteractionBlock
  /// Whether it matches the checksum that was stored with it, and can be read.
  var isIntact: Bool
}

/// Blocks of interactions that are damaged, so that nothing can be built on them.
struct DamagedInteractions: Error {}

/// The table of packed interactions, as what reads and changes it sees it.
extension InteractionBlock {
  /// Creates it. See `InteractionBlock` for what the columns mean.
  static let schema = """
    CREATE TABLE interaction_block (
      source INTEGER NOT NULL,
      block INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      rows INTEGER NOT NULL,
      actor INTEGER NOT NULL,
      actor_bits INTEGER NOT NULL,
      target INTEGER NOT NULL,
      target_bits INTEGER NOT NULL,
      time INTEGER NOT NULL,
      time_unit INTEGER NOT NULL,
      time_bits INTEGER NOT NULL,
      count_bits INTEGER NOT NULL,
      checksum INTEGER NOT NULL,
      data BLOB NOT NULL,
      PRIMARY KEY (source, block)
    );
    """

  /// All interactions, a row each, whether they are stored as rows or packed: in plain SQL, so that every program that reads
  /// SQLite's files reads it, without an extension.
  ///
  /// A byte is the place of what it is in all 256 bytes; as many bytes are put together as hold a code.
  static var view: String {
    let allBytes: String = (0..<256).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    func size(_ column: String) -> String { "((block.rows * block.\(column)_bits + 7) / 8)" }
    func code(_ column: String, after others: [String]) -> String {
      let bits = "block.\(column)_bits"
      let start: String = (["1"] + others.map(size)).joined(separator: " + ")
      let bytes: [String] = (0..<8).map { place in
        let byte: String =
          "instr(byte.every, substr(block.data, \(start) + ((place.number * \(bits)) >> 3) + \(place), 1)) - 1"
        return place == 0
          ? "(\(byte))" : "CASE WHEN \(bits) > \(8 * place - 7) THEN (\(byte)) << \(8 * place) ELSE 0 END"
      }
      let word: String = bytes.joined(separator: " | ")
      return
        "CASE \(bits) WHEN 0 THEN 0 ELSE ((\(word)) >> ((place.number * \(bits)) & 7)) & ((1 << \(bits)) - 1) END"
    }
    return """
      CREATE VIEW every_interaction AS
        SELECT kind, actor, target, time, post, source, count FROM interaction
        UNION ALL
        SELECT * FROM (
          WITH RECURSIVE place (number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM place WHERE number < \(mostRows - 1)),
            byte (every) AS (SELECT x'\(allBytes)')
          SELECT block.kind,
            block.actor + \(code("actor", after: [])) AS actor,
            block.target + \(code("target", after: ["actor"])) AS target,
            block.time + block.time_unit * \(code("time", after: ["actor", "target"])) AS time,
            '' AS post, block.source,
            1 + \(code("count", after: ["actor", "target", "time"])) AS count
          FROM interaction_block AS block CROSS JOIN byte CROSS JOIN place WHERE place.number < block.rows);
      """
  }

  private static let stored = """
    source, block, kind, rows, actor, actor_bits, target, target_bits, time, time_unit, time_bits, count_bits, checksum, data
    """

  /// Writes blocks of a source, numbered from `first` on.
  static func insert(_ blocks: [InteractionBlock], into database: Database, source: Int64, first: Int64) throws {
    let insert = try BulkStatement(
      database,
      "INSERT INTO interaction_block (\(stored)) VALUES (\(repeatElement("?", count: 14).joined(separator: ", ")))")
    for (index, block) in blocks.enumerated() {
      let numbers = [
        source, first + Int64(index), block.kind, Int64(block.rows), block.actors.least, Int64(block.actors.bits),
        block.targets.least, Int64(block.targets.bits), block.times.least, block.times.unit, Int64(block.times.bits),
        Int64(block.counts.bits), block.checksum,
      ]
      for (place, number) in numbers.enumerated() { insert.bind(Int32(place + 1), number) }
      try block.data.withUnsafeBytes {
        insert.bind(14, bytes: $0)
        try insert.run()
      }
    }
  }

  /// Whether any interactions are packed.
  static func areAny(in database: Database) throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM interaction_block)") == true
  }

  /// Calls `body` with one block after the other, in the order of sources, until it throws.
  /// - Parameters:
  ///   - condition: which; its parameter is `value`.
  ///   - damage: whether a block that does not match its checksum ends it.
  /// - Throws: `DamagedInteractions`, and what `body` throws.
  static func forEach(
    in database: Database, where condition: String = "source IS NOT ?", _ value: Int64? = nil,
    damage: FollowLoader.Damage = .refuse, _ body: (StoredInteractionBlock) throws -> Void
  ) throws {
    let statement = try BulkStatement(
      database, "SELECT \(stored) FROM interaction_block WHERE \(condition) ORDER BY source, block")
    statement.bind(1, value)
    func number(_ column: Int32) -> Int64 { statement.integer(column) ?? 0 }
    func small(_ column: Int32) -> Int { Int(clamping: number(column)) }
    try statement.forEachRow {
      let block = InteractionBlock(
        kind: number(2), rows: small(3), actors: Column(least: number(4), bits: small(5)),
        targets: Column(least: number(6), bits: small(7)),
        times: Column(least: number(8), unit: number(9), bits: small(10)), counts: Column(least: 1, bits: small(11)),
        data: Array(statement.bytes(13)))
      let isIntact = statement.integer(12) == block.checksum && block.isReadable
      if damage == .refuse, !isIntact { throw DamagedInteractions() }
      try body(StoredInteractionBlock(source: number(0), number: number(1), block: block, isIntact: isIntact))
    }
  }

  /// One act of a block.
  struct Act {
    var kind: Int64
    var actor: Int64
    var target: Int64
    var time: Int64
    var count: Int64
  }

  /// Calls `body` with each act.
  func forEachAct(_ body: (Act) throws -> Void) rethrows {
    let acts = acts()
    for place in 0..<rows {
      try body(
        Act(
          kind: kind, actor: Int64(acts.pairs[place] >> 32), target: Int64(acts.pairs[place] & 0xFFFF_FFFF),
          time: acts.times[place], count: acts.counts[place]))
    }
  }

  /// Takes acts out of the blocks; their bytes are overwritten where the connection overwrites what it deletes.
  /// - Parameter isGone: which.
  /// - Returns: how many rows were taken out.
  /// - Throws: `DamagedInteractions`. Complexity: linear in all blocks.
  @discardableResult
  static func remove(in database: Database, _ isGone: (Act) -> Bool) throws -> Int {
    // SQLite may not change a table while its rows are gone through.
    var changed: [(source: Int64, number: Int64, packed: InteractionBlock?)] = []
    var removed = 0
    try forEach(in: database) { stored in
      var left = ActList()
      stored.block.forEachAct { act in
        if isGone(act) { return }
        left.pairs.append(ActList.pair(UInt32(truncatingIfNeeded: act.actor), UInt32(truncatingIfNeeded: act.target)))
        if act.time != Schema.untimed { left.times.append(act.time) }
        left.counts.append(act.count)
      }
      if left.count == stored.block.rows { return }
      removed += stored.block.rows - left.count
      changed.append(
        (stored.source, stored.number, left.count == 0 ? nil : encodeOne(left, kind: stored.block.kind)))
    }
    for (source, number, packed) in changed {
      try database.execute(
        sql: "DELETE FROM interaction_block WHERE source = ? AND block = ?", arguments: [source, number])
      if let packed { try insert([packed], into: database, source: source, first: number) }
    }
    return removed
  }

  // MARK: Rows and blocks

  /// Makes rows of the packed interactions of a source, for what changes them in SQL. Complexity: linear in them.
  static func unpack(source: Int64, in database: Database) throws {
    let insert = try BulkStatement(
      database,
      "INSERT OR IGNORE INTO interaction (kind, actor, target, time, post, source, count) VALUES (?, ?, ?, ?, '', \(source), ?)"
    )
    try forEach(in: database, where: "source = ?", source) { stored in
      try stored.block.forEachAct { act in
        insert.bind(1, act.kind)
        insert.bind(2, act.actor)
        insert.bind(3, act.target)
        insert.bind(4, act.time)
        insert.bind(5, act.count)
        try insert.run()
      }
    }
    try database.execute(sql: "DELETE FROM interaction_block WHERE source = ?", arguments: [source])
  }

  /// A source with fewer interactions of no post keeps them as rows.
  static let leastRowsOfSource = 1_024

  /// Packs the interactions of a source that belong to no post, where they are many.
  static func pack(source: Int64, in database: Database) throws {
    let ofSource = "FROM interaction WHERE source = \(source) AND post = ''"
    guard try Int.fetchOne(database, sql: "SELECT count(*) \(ofSource)") ?? 0 >= leastRowsOfSource else { return }
    var lists: [[ActList]] = InteractionKindCode.all.map { _ in [ActList(), ActList()] }
    let statement = try BulkStatement(
      database, "SELECT kind, actor, target, time, count \(ofSource) ORDER BY kind, actor, target, time")
    var canHold = true
    try statement.forEachRow {
      guard let kind = statement.integer(0), lists.indices.contains(Int(kind)), let actor = statement.integer(1),
        let target = statement.integer(2), let time = statement.integer(3), let count = statement.integer(4)
      else { throw DamagedRow() }
      canHold = canHold && InteractionBlock.canHold(time: time, count: count)
      let isTimed = time == Schema.untimed ? 0 : 1
      lists[Int(kind)][isTimed].pairs.append(
        ActList.pair(UInt32(truncatingIfNeeded: actor), UInt32(truncatingIfNeeded: target)))
      if isTimed == 1 { lists[Int(kind)][1].times.append(time) }
      lists[Int(kind)][isTimed].counts.append(count)
    }
    guard canHold else { return }
    try database.execute(sql: "DELETE \(ofSource)")
    var blocks: [InteractionBlock] = []
    for (kind, both) in lists.enumerated() {
      for list in both { blocks += encode(list, kind: Int64(kind)) }
    }
    try insert(blocks, into: database, source: source, first: 0)
  }
}
