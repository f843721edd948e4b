import GRDB

/// How a roster met the accounts of the store.
public struct RosterReport: Sendable, Equatable {
  /// Lines that found their account.
  public package(set) var matched = 0
  /// The lines that found none, or more than one: handle or id, with the line's number.
  public package(set) var unmatched: [String] = []

  /// Nothing matched yet.
  package init() {}
}

/// Matches roster lines with accounts: by id first, then by the handle, whatever its case. An account without a known
/// handle goes by its id. A line without a platform has to find its account on one platform only. Where several
/// rosters speak of one account, the one tagged last counts; within a roster, a line that gives the id, then the
/// role that begins last (which of them holds for a window is `RosterEntry`'s to say).
enum RosterMatching {
  /// Matches all lines again; called at the end of every change to the store.
  static func refresh(_ database: Database) throws {
    try database.execute(sql: "DELETE FROM roster_match")
    guard try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM roster)") ?? false else { return }
    try database.execute(
      sql: """
        CREATE TEMP TABLE candidate AS
          -- CROSS JOIN keeps this order of loops, in which every step is a look into an index.
          SELECT roster.roster, account.account, 2 AS strength FROM roster CROSS JOIN platform
            CROSS JOIN account ON account.platform = platform.platform AND account.id = roster.id
            WHERE roster.platform IS NULL OR roster.platform = platform.name
          UNION
          SELECT roster.roster, account.account, 1 FROM account_record AS record
            CROSS JOIN roster ON roster.folded_handle = swiftLowercaseString(record.handle)
            JOIN account ON account.account = record.account
            JOIN platform ON platform.platform = account.platform
            WHERE roster.platform IS NULL OR roster.platform = platform.name
          UNION
          SELECT roster.roster, account.account, 0 FROM account
            CROSS JOIN roster ON roster.folded_handle = swiftLowercaseString(CAST(account.id AS TEXT))
            JOIN platform ON platform.platform = account.platform
            WHERE (roster.platform IS NULL OR roster.platform = platform.name)
              AND NOT EXISTS (SELECT 1 FROM account_record AS record
                WHERE record.account = account.account AND handle IS NOT NULL);
        CREATE TEMP TABLE best AS
          SELECT roster, min(account) AS account, strength FROM (
              SELECT *, max(strength) OVER (PARTITION BY roster) AS greatest FROM candidate)
            WHERE strength = greatest GROUP BY roster HAVING count(DISTINCT account) = 1;
        INSERT OR REPLACE INTO roster_match (account, roster)
          SELECT best.account, roster FROM best JOIN roster USING (roster) 
            ORDER BY source, strength, coalesce(role_from, \(Int64.min)), roster;
        DROP TABLE candidate;
        DROP TABLE best;
        """)
  }

  /// How the lines of one source fared. A line that dates another role of a matched account is matched too.
  static func report(_ database: Database, source: Int64) throws -> RosterReport {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT roster.*, roster IN (SELECT roster FROM roster_match) AS is_matched
        FROM roster WHERE source = ? ORDER BY line
        """, arguments: [source])
    let matched = Set(rows.filter { $0["is_matched"] }.map(RosterEntry.Name.init))
    var report = RosterReport()
    for row in rows {
      let name = RosterEntry.Name(row)
      if matched.contains(name) {
        report.matched += 1
      } else {
        report.unmatched.append("\(row["handle"] as String? ?? name.id ?? "?") (line \(row["line"] as Int))")
      }
    }
    return report
  }
}
