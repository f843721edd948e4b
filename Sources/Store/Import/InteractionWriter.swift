import Formats
import GRDB
import SocialGraph

/// Writes the interactions of one source and tells which rows are new.
final class InteractionWriter {
  private let database: Database
  private let source: Int64
  private let insert: BulkStatement
  private let heldElsewhere: BulkStatement?

  init(_ database: Database, source: Int64) throws {
    self.database = database
    self.source = source
    insert = try BulkStatement(
      database,
      """
      INSERT OR IGNORE INTO interaction (kind, actor, target, time, post, source, count)
        VALUES (?1, ?2, ?3, ?4, ?5, \(source), ?6)
      """)
    let any = try Int64.fetchOne(database, sql: "SELECT 1 FROM interaction LIMIT 1")
    heldElsewhere = try any.map { _ in
      try BulkStatement(
        database,
        """
        SELECT 1 FROM interaction WHERE kind = ?1 AND actor = ?2 AND target = ?3 AND time = ?4 AND post = ?5
          AND source <> \(source) LIMIT 1
        """)
    }
  }

  /// Writes an interaction between two accounts, given by row id. Returns whether it was unknown.
  func write(_ record: InteractionRecord, actor: Int64, target: Int64) throws -> Bool {
    bind(insert, record, actor, target)
    insert.bind(6, record.count)
    guard try insert.run() > 0 else { return false }
    guard record.isRow, let heldElsewhere else { return true }
    bind(heldElsewhere, record, actor, target)
    return try heldElsewhere.firstNumber() == nil
  }

  /// A reply that also mentions its target is one interaction: takes out the mention rows that repeat a reply of the
  /// same pair at the same moment, and returns how many of them had been taken for new.
  func foldMentionsIntoReplies() throws -> Int {
    let folded = """
      kind = 1 AND post = '' AND time <> \(Schema.untimed) AND source = \(source)
        AND EXISTS (SELECT 1 FROM interaction AS reply WHERE reply.kind = 0 AND reply.actor = interaction.actor
          AND reply.target = interaction.target AND reply.time = interaction.time AND reply.post = ''
          AND reply.source = \(source))
      """
    var held = 0
    if heldElsewhere != nil {
      held =
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
    return database.changesCount - held
  }

  private func bind(_ statement: BulkStatement, _ record: InteractionRecord, _ actor: Int64, _ target: Int64) {
    statement.bind(1, InteractionKindCode(record.kind).rawValue)
    statement.bind(2, actor)
    statement.bind(3, target)
    statement.bind(4, record.time?.milliseconds ?? Schema.untimed)
    if let post = record.post { statement.bind(5, post) } else { statement.bind(5, "") }
  }
}
