import GRDB
import ReparteeGraph

/// How a roster met the accounts of the store.
public struct RosterReport: Sendable, Equatable {
  /// Lines that found their account.
  public package(set) var matched = 0
  /// The lines that found none, or more than one: handle or id, with the line's number.
  public package(set) var unmatched: [String] = []
  /// Lines of which several accounts, or other lines, say something else; each names both, and says which holds.
  public package(set) var conflicts: [String] = []

  /// Nothing matched yet.
  package init() {}
}

/// Matches roster lines with accounts.
///
/// 1. By id first; what handle the account has does not matter then.
/// 2. Else by the handle, whatever its case and however its accents are written, among all accounts that ever bore it; a handle
///    that is the same to the letter, but for the case of ASCII, goes before one that only looks alike. An account without a
///    known handle goes by its id.
/// 3. Of several accounts that bore a handle one after another: that which bore it while the line's dates hold; else that which
///    the line matched before; else that which bears it now. All are named in a note.
/// 4. A line without a platform has to find its account on one platform only, or keeps the one it matched before.
///
/// Where several rosters speak of one account, the one tagged last counts; within a roster, a line that gives the id, then the
/// role that begins last (which of them holds for a window is `RosterEntry`'s to say).
enum RosterMatching {
  /// Matches all lines again; called at the end of every change to the store.
  /// - Returns: what is to be said of lines and was not said before.
  @discardableResult
  static func refresh(_ database: Database) throws -> [String] {
    try database.execute(sql: "DELETE FROM roster_match")
    guard try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM roster)") ?? false else {
      try database.execute(sql: "DELETE FROM roster_line; DELETE FROM roster_bond")
      return []
    }
    let said = try Set(String.fetchAll(database, sql: "SELECT note FROM roster_line WHERE note IS NOT NULL"))
    var notes = try unifySpellings(database)
    var matcher = try RosterMatcher(database)
    try database.execute(sql: "DELETE FROM roster_line")
    var lines = try Row.fetchAll(database, sql: "SELECT * FROM roster ORDER BY roster").map(RosterMatcher.Line.init)
    for place in lines.indices { try matcher.match(&lines[place]) }
    lines.sort { $0.order < $1.order }
    RosterMatcher.noteDisagreements(&lines)
    for line in lines {
      if let account = line.account {
        try database.execute(
          sql: "INSERT OR REPLACE INTO roster_match (account, roster) VALUES (?, ?)",
          arguments: [account, line.roster])
      }
      let note = line.notes.isEmpty ? nil : line.notes.joined(separator: "; ")
      if line.account != nil || note != nil {
        try database.execute(
          sql: "INSERT INTO roster_line (roster, account, note) VALUES (?, ?, ?)",
          arguments: [line.roster, line.account, note])
      }
      if let note, !said.contains(note) { notes.append(note) }
    }
    try matcher.keepBonds(lines)
    return notes
  }

  /// Writes organisations and voices that are one in one way: of several spellings the first in the order of bytes, whatever
  /// the order of rosters.
  private static func unifySpellings(_ database: Database) throws -> [String] {
    var notes: [String] = []
    for column in ["organisation", "voice"] {
      let spellings = try String.fetchAll(
        database, sql: "SELECT DISTINCT \(column) FROM roster WHERE \(column) IS NOT NULL")
      for (_, alike) in Dictionary(grouping: spellings, by: FoldedName.folded).sorted(by: { $0.key < $1.key })
      where alike.count > 1 {
        let sorted = alike.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        for other in sorted.dropFirst() {
          try database.execute(
            sql: "UPDATE roster SET \(column) = ? WHERE \(column) = ?", arguments: [sorted[0], other])
          notes.append("\(column) “\(other)” is taken for “\(sorted[0])”")
        }
      }
    }
    return notes
  }

  /// How the lines of one source fared. A line that dates another role of a matched account is matched too.
  static func report(_ database: Database, source: Int64) throws -> RosterReport {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT roster.*, roster IN (SELECT roster FROM roster_match)
            OR roster IN (SELECT roster FROM roster_line WHERE account IS NOT NULL) AS is_matched, roster_line.note AS conflict
          FROM roster LEFT JOIN roster_line USING (roster) WHERE source = ? ORDER BY line
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
      if let conflict = row["conflict"] as String? { report.conflicts.append(conflict) }
    }
    return report
  }
}
