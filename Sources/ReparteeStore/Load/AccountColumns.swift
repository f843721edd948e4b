import GRDB
import ReparteeGraph

/// What sources say of accounts, in the order of platform and id: of each attribute the latest value.
struct AccountColumns {
  /// Row ids.
  var rows: [UInt32] = []
  /// The first account of each platform, ascending, with the platform's name.
  var platforms: [(start: Int, name: String)] = []
  var ids: [ExternalID] = []
  var handles: [String?] = []
  /// The latest names of accounts without a handle.
  var names: [String?] = []
  /// The platforms' counts of their followers.
  var followers: [Int64?] = []

  /// How many there are.
  var count: Int { rows.count }

  /// No accounts.
  init() {}

  /// All accounts. Complexity: O(accounts + records).
  /// - Parameter other: another connection that sees the same, to read ids with while records are read.
  init(_ database: Database, with other: Database?) throws {
    let (records, order) = try NetworkLoader.join(
      { try AccountRecords(database) }, { try Self.order(in: other ?? database) }, with: other)
    for (place, entry) in order.enumerated() where place == 0 || platforms.last?.name != entry.platform {
      platforms.append((place, entry.platform))
    }
    rows = order.map { UInt32($0.account) }
    ids = order.map(\.id)
    handles = order.map { records.handles[$0.account] }
    names = order.map { records.names[$0.account] }
    followers = order.map { records.followers[$0.account] }
  }

  /// All accounts by row id, in the order of platform and id.
  private static func order(in database: Database) throws -> [(account: Int, platform: String, id: ExternalID)] {
    let statement = try BulkStatement(
      database,
      "SELECT account, platform.name, id FROM account JOIN platform USING (platform) ORDER BY platform.name, id")
    var order: [(account: Int, platform: String, id: ExternalID)] = []
    try statement.forEachRow {
      if let account = statement.integer(0), let id = statement.id(2) {
        order.append((Int(account), statement.text(1) ?? "", id))
      }
    }
    return order
  }

  /// The platform of each account.
  var platformNames: [String] {
    var names: [String] = []
    names.reserveCapacity(count)
    for (index, platform) in platforms.enumerated() {
      let end = index + 1 < platforms.count ? platforms[index + 1].start : count
      names.append(contentsOf: repeatElement(platform.name, count: end - platform.start))
    }
    return names
  }
}

/// The latest values of the records of accounts, by row id.
private struct AccountRecords {
  private(set) var handles: [String?]
  /// Of accounts without a handle.
  private(set) var names: [Int: String] = [:]
  private(set) var followers: [Int64?]

  init(_ database: Database) throws {
    let ends = try Row.fetchOne(
      database, sql: "SELECT coalesce(min(account), 1), coalesce(max(account), 0) FROM account")
    guard let ends, let first = ends[0] as Int?, let last = ends[1] as Int?, first > 0, last < Int(UInt32.max) else {
      throw DamagedRow()
    }
    let count = last + 1
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
  }
}
