import GRDB
import ReparteeGraph

/// What sources and the roster say of accounts, by row id: of each attribute the latest value.
struct AccountAttributes {
  private(set) var handles: [String?]
  /// The latest names of accounts without a handle, by row id.
  private var names: [Int: String] = [:]
  private var followers: [Int64?]
  private(set) var roster: [Int: RosterEntry] = [:]
  /// One more than the largest row id.
  let count: Int

  /// - Parameter window: which of somebody's dated roles are meant.
  init(_ database: Database, window: Window) throws {
    let ends = try Row.fetchOne(
      database, sql: "SELECT coalesce(min(account), 1), coalesce(max(account), 0) FROM account")
    guard let ends, let first = ends[0] as Int?, let last = ends[1] as Int?, first > 0, last < Int(UInt32.max) else {
      throw DamagedRow()
    }
    count = last + 1
    handles = Array(repeating: nil, count: count)
    followers = Array(repeating: nil, count: count)
    // The records of one account are adjacent, in no order of moments. Of equal moments the smaller handle and the
    // larger count are taken, whatever the order of the sources.
    let records = try BulkStatement(
      database,
      "SELECT account, handle, handle_seen, followers, followers_seen FROM account_record ORDER BY account")
    var (current, handleSeen, followersSeen): (Int?, Int64, Int64) = (nil, .min, .min)
    try records.forEachRow {
      guard let account = records.integer(0).map(Int.init), account >= 0, account < count else { throw DamagedRow() }
      if account != current { (current, handleSeen, followersSeen) = (account, .min, .min) }
      if let seen = records.integer(2), handles[account] == nil || seen >= handleSeen, let handle = records.text(1) {
        let isSmaller = handles[account].map { handle.utf8.lexicographicallyPrecedes($0.utf8) } ?? true
        if seen > handleSeen || isSmaller { handles[account] = handle }
        handleSeen = seen
      }
      if let followers = records.integer(3), let seen = records.integer(4),
        self.followers[account] == nil || seen >= followersSeen
      {
        let isLarger = self.followers[account].map { followers > $0 } ?? true
        if seen > followersSeen || isLarger { self.followers[account] = followers }
        followersSeen = seen
      }
    }
    let named = try BulkStatement(
      database,
      """
      SELECT account, name FROM account_record WHERE name IS NOT NULL AND handle IS NULL
        ORDER BY account, name_seen, name DESC
      """)
    try named.forEachRow {
      guard let account = named.integer(0).map(Int.init), account >= 0, account < count else { throw DamagedRow() }
      guard handles[account] == nil, let name = named.text(1) else { return }
      names[account] = name
    }
    roster = try RosterEntry.all(in: database, window: window)
  }

  /// The latest handle that a source gives an account, else the roster's.
  func handle(of account: Int) -> String? { handles[account] ?? roster[account]?.handle }

  /// The name of an account without a handle, as the latest source gives it.
  func name(of account: Int) -> String? { handle(of: account) == nil ? names[account] : nil }

  /// The first kind that the roster gives one of a voice's accounts.
  func kind(of members: [Int]) -> VoiceKind {
    members.lazy.compactMap { roster[$0]?.kind }.first { $0 != .unknown } ?? .unknown
  }

  /// The first organisation that the roster gives one of a voice's accounts.
  func organisation(of members: [Int]) -> String? { members.lazy.compactMap { roster[$0]?.organisation }.first }

  /// The first role that the roster gives one of a voice's accounts.
  func role(of members: [Int]) -> String? { members.lazy.compactMap { roster[$0]?.role }.first }

  /// The platform's count; the roster's count comes before a record's. Nil where there is none.
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
