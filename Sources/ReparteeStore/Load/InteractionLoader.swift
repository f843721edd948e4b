import GRDB
import ReparteeGraph

/// Reads what accounts did towards each other.
struct InteractionLoader {
  let database: Database
  /// Row id → voice; `Voices.none` where no account has that id.
  let voiceOfAccount: [UInt32]

  init(_ database: Database, voiceOfAccount: [UInt32]) {
    (self.database, self.voiceOfAccount) = (database, voiceOfAccount)
  }

  /// Replies that name no post, and reposts.
  func loadBoth() throws -> (replies: AccountInteractions, reposts: AccountInteractions) {
    (try load(.reply), try load(.repost))
  }

  /// What accounts did towards each other, in the order of voices and times, since that of row ids would show the order
  /// of imports. Rows that several sources hold count once, at their largest count; they are adjacent, so that they are
  /// merged as they come.
  func load(_ kind: InteractionKind) throws -> AccountInteractions {
    let statement = try BulkStatement(
      database,
      """
      SELECT actor, target, time, post, count FROM interaction WHERE kind = ? ORDER BY actor, target, time, post
      """)
    statement.bind(1, InteractionKindCode(kind).rawValue)
    var rows: [(pair: UInt64, time: Int64, count: UInt32)] = []
    var last: (actor: Int64?, target: Int64?, time: Int64, post: ExternalID?, count: Int64)?
    try statement.forEachRow {
      let (actorRow, targetRow) = (statement.integer(0), statement.integer(1))
      guard let actor = try Voices.voice(actorRow, in: voiceOfAccount),
        let target = try Voices.voice(targetRow, in: voiceOfAccount)
      else { throw DamagedRow() }
      let row = (
        actor: actorRow, target: targetRow, time: statement.integer(2) ?? Schema.untimed, post: statement.id(3),
        count: statement.integer(4) ?? 1
      )
      guard let previous = last, previous.actor == row.actor, previous.target == row.target, previous.time == row.time
      else {
        last = row
        rows.append((UInt64(actor) << 32 | UInt64(target), row.time, UInt32(clamping: row.count)))
        return
      }
      // Another event of the same moment, or what another source says of the same one.
      let isSame = previous.post == row.post
      let more = isSame ? max(0, row.count - previous.count) : row.count
      rows[rows.count - 1].count = UInt32(clamping: Int64(rows[rows.count - 1].count) + more)
      last = row
      if isSame { last?.count = max(previous.count, row.count) }
    }
    rows.sort { $0.pair != $1.pair ? $0.pair < $1.pair : $0.time < $1.time }
    var interactions = AccountInteractions()
    for (pair, time, count) in rows {
      interactions.append(
        actor: UInt32(pair >> 32), target: UInt32(truncatingIfNeeded: pair),
        time: time == Schema.untimed ? nil : Timestamp(milliseconds: time), count: count)
    }
    return interactions
  }
}

extension Voices {
  /// The voice of an account, by its row id; nil where a row names nobody.
  /// - Throws: `DamagedRow` for an account that does not exist.
  static func voice(_ account: Int64?, in voiceOfAccount: [UInt32]) throws -> UInt32? {
    guard let account else { return nil }
    guard voiceOfAccount.indices.contains(Int(account)), voiceOfAccount[Int(account)] != Voices.none else {
      throw DamagedRow()
    }
    return voiceOfAccount[Int(account)]
  }
}
