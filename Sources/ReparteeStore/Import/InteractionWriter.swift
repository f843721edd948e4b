import GRDB
import ReparteeFormats
import ReparteeGraph

/// Writes the interactions of one source that belong to posts, and counts which rows are new; `InteractionCollector` has the
/// others.
///
/// They are collected and written in the order of the table, a hundred thousand at a time: in order, insertion is twice as
/// fast as in any other.
final class InteractionWriter {
  /// How many interactions are collected before they are written.
  private static let capacity = 1 << 17
  /// How many are written at once; where one of them was known before, they follow one by one.
  private static let batchSize = 32

  private struct PendingInteraction {
    var record: InteractionRecord
    var actor: Int64
    var target: Int64
    var kind: Int64
    var time: Int64
  }

  private var pending: [PendingInteraction] = []
  private var rows = (new: 0, known: 0)
  private let insertBatch: BulkStatement
  private let insert: BulkStatement
  private let knownElsewhere: BulkStatement?

  init(_ database: Database, source: Int64) throws {
    let columns = "(kind, actor, target, time, post, source, count)"
    let values = "(?, ?, ?, ?, ?, \(source), ?)"
    insert = try BulkStatement(database, "INSERT OR IGNORE INTO interaction \(columns) VALUES \(values)")
    insertBatch = try BulkStatement(
      database,
      """
      INSERT INTO interaction \(columns)
        VALUES \(repeatElement(values, count: Self.batchSize).joined(separator: ", "))
      """)
    let any = try Int64.fetchOne(database, sql: "SELECT 1 FROM interaction LIMIT 1")
    knownElsewhere = try any.map { _ in
      try BulkStatement(
        database,
        """
        SELECT 1 FROM interaction WHERE kind = ?1 AND actor = ?2 AND target = ?3 AND time = ?4 AND post = ?5
          AND source <> \(source) LIMIT 1
        """)
    }
  }

  /// Takes an interaction between two accounts, given by row id; `finish` has to follow the last one.
  func write(_ record: InteractionRecord, actor: Int64, target: Int64) throws {
    if pending.count == Self.capacity { try writePending() }
    pending.append(
      PendingInteraction(
        record: record, actor: actor, target: target, kind: InteractionKindCode(record.kind).rawValue,
        time: record.time?.milliseconds ?? Schema.untimed))
  }

  /// Writes the interactions that are pending.
  /// - Returns: how many rows of the file were new, and how many said nothing new.
  func finish() throws -> (kept: Int, duplicates: Int) {
    try writePending()
    return (rows.new, rows.known)
  }

  private func writePending() throws {
    // Of two that are the same the first one is kept: the sort is stable.
    let order = pending.indices.sorted { left, right in
      let (left, right) = (pending[left], pending[right])
      let (leftKey, rightKey) = (
        (left.kind, left.actor, left.target, left.time), (right.kind, right.actor, right.target, right.time)
      )
      if leftKey != rightKey { return leftKey < rightKey }
      guard let rightPost = right.record.post else { return false }
      return left.record.post.map { $0 < rightPost } ?? true
    }
    for start in stride(from: 0, to: order.count, by: Self.batchSize) {
      try insert(order[start..<min(start + Self.batchSize, order.count)])
    }
    pending.removeAll(keepingCapacity: true)
  }

  private func insert(_ places: ArraySlice<Int>) throws {
    var areNew = false
    if places.count == Self.batchSize {
      for (offset, place) in places.enumerated() {
        bind(insertBatch, pending[place], offset: Int32(offset) * Self.values)
      }
      areNew = try insertBatch.runUnlessKnown()
    }
    for place in places {
      var isNew = areNew
      if !areNew {
        bind(insert, pending[place])
        isNew = try insert.run() > 0
      }
      guard pending[place].record.isRow else { continue }
      if isNew, let knownElsewhere {
        bindKey(knownElsewhere, pending[place])
        isNew = try knownElsewhere.firstNumber() == nil
      }
      if isNew { rows.new += 1 } else { rows.known += 1 }
    }
  }

  /// How many values `bind` binds.
  private static let values: Int32 = 6

  private func bind(_ statement: BulkStatement, _ interaction: PendingInteraction, offset: Int32 = 0) {
    bindKey(statement, interaction, offset: offset)
    statement.bind(offset + 6, interaction.record.count)
  }

  private func bindKey(_ statement: BulkStatement, _ interaction: PendingInteraction, offset: Int32 = 0) {
    statement.bind(offset + 1, interaction.kind)
    statement.bind(offset + 2, interaction.actor)
    statement.bind(offset + 3, interaction.target)
    statement.bind(offset + 4, interaction.time)
    if let post = interaction.record.post { statement.bind(offset + 5, post) } else { statement.bind(offset + 5, "") }
  }
}
