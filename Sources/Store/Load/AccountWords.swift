import GRDB
import SocialGraph

/// What sources and the roster say of accounts, by row id: of each attribute the latest word.
struct AccountWords {
  private(set) var handles: [String?]
  private var followers: [Int64?]
  private(set) var roster: [Int: RosterEntry] = [:]
  /// One more than the largest row id.
  let count: Int

  /// - Parameter window: which of somebody's dated roles are meant.
  init(_ database: Database, window: Window) throws {
    count = try (Int.fetchOne(database, sql: "SELECT coalesce(max(account), 0) FROM account") ?? 0) + 1
    // Of equal moments the smaller handle and the larger count hold, whatever the order of the sources.
    handles = Array(repeating: nil, count: count)
    followers = Array(repeating: nil, count: count)
    let handles = try BulkStatement(
      database,
      "SELECT account, handle FROM account_record WHERE handle IS NOT NULL ORDER BY account, handle_seen, handle DESC")
    try handles.forEachRow {
      if let account = handles.integer(0) { self.handles[Int(account)] = handles.text(1) }
    }
    let counts = try BulkStatement(
      database,
      "SELECT account, followers FROM account_record WHERE followers IS NOT NULL ORDER BY account, followers_seen, followers"
    )
    try counts.forEachRow {
      if let account = counts.integer(0) { followers[Int(account)] = counts.integer(1) }
    }
    roster = try RosterEntry.all(in: database, window: window)
  }

  /// The first kind that the roster gives one of a voice's accounts.
  func kind(of members: [Int]) -> VoiceKind {
    members.lazy.compactMap { roster[$0]?.kind }.first { $0 != .unknown } ?? .unknown
  }

  /// The first organisation that the roster gives one of a voice's accounts.
  func organisation(of members: [Int]) -> String? { members.lazy.compactMap { roster[$0]?.organisation }.first }

  /// The first role that the roster gives one of a voice's accounts.
  func role(of members: [Int]) -> String? { members.lazy.compactMap { roster[$0]?.role }.first }

  /// The platform's count; the roster's word goes before a record's. Nil where there is none.
  func followers(of account: Int) -> Int64? {
    (roster[account]?.followers ?? followers[account]).map { max(0, $0) }
  }

  /// The platforms' counts, summed. Nil where there is none.
  func followers(of members: [Int]) -> Int64? {
    let counts = members.compactMap { followers(of: $0) }
    return counts.isEmpty
      ? nil : counts.reduce(0) { $0.addingReportingOverflow($1).overflow ? .max : $0 + $1 }
  }
}
