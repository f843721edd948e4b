import GRDB

/// How a roster met the accounts of the store.
public struct RosterReport: Sendable, Equatable {
  /// Lines that found their account.
  public var matched = 0
  /// The lines that found none, or more than one: handle or id, with the line's number.
  public var unmatched: [String] = []

  /// Nothing matched yet.
  public init() {}
}

/// Matches roster lines with accounts: by id first, then by the handle, whatever its case. An account without a known
/// handle goes by its id. A line without a platform has to find its account on one platform only. Where several
/// rosters speak of one account, the one tagged last holds; within a roster, a line that gives the id, then the
/// role that begins last (which of them holds for a window is `RosterEntry`'s to say).
enum RosterMatching {
  /// Matches all lines anew; called at the end of every change to the store.
  static func refresh(_ database: Database) throws {
    try database.execute(sql: "DELETE FROM roster_match")
    guard try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM roster)") ?? false else { return }
    try database.execute(
      sql: """
        CREATE TEMP TABLE candidate AS
          SELECT roster.roster, account.account, 2 AS strength FROM roster JOIN account ON account.id = roster.id
            JOIN platform ON platform.platform = account.platform
            WHERE roster.platform IS NULL OR roster.platform = platform.name
          UNION
          SELECT roster.roster, account.account, 1 FROM account_record AS record
            JOIN roster ON roster.folded_handle = swiftLowercaseString(record.handle)
            JOIN account ON account.account = record.account
            JOIN platform ON platform.platform = account.platform
            WHERE roster.platform IS NULL OR roster.platform = platform.name
          UNION
          SELECT roster.roster, account.account, 0 FROM roster
            JOIN account ON swiftLowercaseString(CAST(account.id AS TEXT)) = roster.folded_handle
            JOIN platform ON platform.platform = account.platform
            WHERE (roster.platform IS NULL OR roster.platform = platform.name)
              AND NOT EXISTS (SELECT 1 FROM account_record AS record
                WHERE record.account = account.account AND handle IS NOT NULL);
        CREATE TEMP TABLE best AS
          SELECT roster, min(account) AS account, strength FROM candidate
            JOIN (SELECT roster, max(strength) AS strength FROM candidate GROUP BY roster) USING (roster, strength)
          GROUP BY roster HAVING count(DISTINCT account) = 1;
        INSERT OR REPLACE INTO roster_match (account, roster)
          SELECT best.account, roster FROM best JOIN roster USING (roster) 
            ORDER BY source, strength, coalesce(role_from, \(Int64.min)), roster;
        DROP TABLE candidate;
        DROP TABLE best;
        """)
  }

  /// How the lines of one source fared. A line that dates another role of a matched account is matched too.
  static func report(_ database: Database, source: Int64) throws -> RosterReport {
    var report = RosterReport()
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT line, coalesce(handle, CAST(id AS TEXT)) AS name,
          EXISTS (SELECT 1 FROM roster AS same JOIN roster_match USING (roster)
            WHERE same.source = roster.source AND same.folded_handle IS roster.folded_handle
              AND same.id IS roster.id AND same.platform IS roster.platform) AS is_matched
        FROM roster WHERE source = ? ORDER BY line
        """, arguments: [source])
    for row in rows {
      if row["is_matched"] {
        report.matched += 1
      } else {
        report.unmatched.append("\(row["name"] as String? ?? "?") (line \(row["line"] as Int))")
      }
    }
    return report
  }
}
