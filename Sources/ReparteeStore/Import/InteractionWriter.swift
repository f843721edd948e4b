import GRDB
import ReparteeFormats
import ReparteeGraph

/// Writes the interactions of one source and counts which rows are new.
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
  /// Which of the two kinds of rows that fold into one have been written: those of no post.
  private var mayFold: Set<InteractionKind> = []
  private let database: Database
  private let source: Int64
  private let insertBatch: BulkStatement
  private let insert: BulkStatement
  private let accumulate: BulkStatement
  private let knownElsewhere: BulkStatement?

  /// - Parameter mayFold: whether rows that fold into others may be held already.
  init(_ database: Database, source: Int64, mayFold: Bool) throws {
    self.database = database
    self.source = source
    if mayFold { self.mayFold = [.mention, .reply] }
    let columns = "(kind, actor, target, time, post, source, count)"
    let values = "(?, ?, ?, ?, ?, \(source), ?)"
    insert = try BulkStatement(database, "INSERT OR IGNORE INTO interaction \(columns) VALUES \(values)")
    accumulate = try BulkStatement(
      database,
      """
      INSERT INTO interaction \(columns) VALUES \(values) ON CONFLICT DO UPDATE SET count = count + excluded.count
      """)
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
    if record.post == nil, record.kind == .mention || record.kind == .reply { mayFold.insert(record.kind) }
    pending.append(
      PendingInteraction(
        record: record, actor: actor, target: target, kind: InteractionKindCode(record.kind).rawValue,
        time: record.time?.milliseconds ?? Schema.untimed))
  }

  /// Writes the interactions that are pending, and folds mentions into the replies that they repeat.
  /// - Returns: how many rows of the file were new, and how many said nothing new.
  func finish() throws -> (kept: Int, duplicates: Int) {
    try writePending()
    let folded = mayFold == [.mention, .reply] ? try foldMentionsIntoReplies() : 0
    return (rows.new - folded, rows.known + folded)
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
        // Acts of no known moment, or of a day alone, are distinguished by nothing: another row is another act, as parallel
        // edges are.
        let (time, post) = (pending[place].time, pending[place].record.post)
        let isAnyMoment = time == Schema.untimed || Timestamp(milliseconds: time).isDayAlone
        let statement = isAnyMoment && post == nil ? accumulate : insert
        bind(statement, pending[place])
        isNew = try statement.run() > 0
      }
      guard pending[place].record.isRow else { continue }
      if isNew, let knownElsewhere {
        bindKey(knownElsewhere, pending[place])
        isNew = try knownElsewhere.firstNumber() == nil
      }
      if isNew { rows.new += 1 } else { rows.known += 1 }
    }
  }

  /// A reply that also mentions its target is one interaction: takes out the mention rows that repeat a reply of the
  /// same pair at the same moment, and returns how many of them had been taken for new.
  private func foldMentionsIntoReplies() throws -> Int {
    let folded = """
      kind = 1 AND post = '' AND time <> \(Schema.untimed) AND source = \(source)
        AND EXISTS (SELECT 1 FROM interaction AS reply WHERE reply.kind = 0 AND reply.actor = interaction.actor
          AND reply.target = interaction.target AND reply.time = interaction.time AND reply.post = ''
          AND reply.source = \(source))
      """
    var known = 0
    if knownElsewhere != nil {
      known =
        try Int.fetchOne(
          database,
          sql: """
            SELECT count(*) FROM interaction WHERE \(folded)
              AND EXISTS (SELECT 1 FROM interaction AS other WHERE other.kind = 1 AND other.actor = interaction.actor
                AND other.target = interaction.target AND other.time = interaction.time AND other.post = ''
                AND other.source <> \(source))
            """) ?? 0
    }
    try database.execute(sql: "DELETE FROM interaction WHERE \(folded)")
    return database.changesCount - known
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
