import GRDB
import ReparteeGraph

/// A line of a roster, and the account that it means.
package struct RosterLine: Sendable, Equatable {
  /// The roster's file and the line in it.
  package var path: String
  package var line: Int
  /// How it names its account.
  package var platform: String?
  package var id: String?
  package var handle: String?
  package var kind: String?
  package var organisation: String?
  package var voice: String?
  /// The role's first moment, and the first moment after it.
  package var from: Timestamp?
  package var to: Timestamp?
  /// The account, as `x:1`; nil where it means none, or more than one.
  package var account: String?
  /// What the account is called now.
  package var accountHandle: String?
  /// The first time at which a file gives the account the handle of the line, or any where the line gives an id.
  package var since: Timestamp?
  /// What has to be said of it.
  package var note: String?
}

extension ConversationStore {
  /// All lines of all rosters, and what they mean, in the order in which they were imported.
  package func rosterLines() throws -> [RosterLine] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT source.path, roster.line, roster.platform, CAST(roster.id AS TEXT) AS id, roster.handle, roster.kind,
              roster.organisation, roster.voice, role_from, role_to, roster_line.note AS conflict,
              platform.name || ':' || CAST(account.id AS TEXT) AS account,
              (SELECT handle FROM account_record AS record WHERE record.account = account.account AND handle IS NOT NULL
                ORDER BY handle_seen DESC, handle LIMIT 1) AS account_handle,
              (SELECT min(handle_seen) FROM (SELECT account, handle, handle_seen FROM account_record
                  UNION ALL SELECT account, handle, handle_seen FROM account_handle) AS record
                WHERE record.account = account.account AND handle_seen <> \(Schema.untimed)
                  AND (roster.folded_handle IS NULL OR folded_name(record.handle) = roster.folded_handle)) AS since
            FROM roster JOIN source USING (source) LEFT JOIN roster_line USING (roster)
              LEFT JOIN account ON account.account = coalesce(roster_line.account,
                (SELECT account FROM roster_match WHERE roster_match.roster = roster.roster LIMIT 1))
              LEFT JOIN platform ON platform.platform = account.platform
            ORDER BY source.source, roster.line, roster.roster
          """)
      return rows.map { row in
        func moment(_ column: String) -> Timestamp? {
          (row[column] as Int64?).map(Timestamp.init(milliseconds:))
        }
        return RosterLine(
          path: row["path"], line: row["line"], platform: row["platform"], id: row["id"], handle: row["handle"],
          kind: row["kind"], organisation: row["organisation"], voice: row["voice"], from: moment("role_from"),
          to: moment("role_to"), account: row["account"], accountHandle: row["account_handle"], since: moment("since"),
          note: row["conflict"])
      }
    }
  }

  /// What accounts are called that are on a platform, or on any: their handles, and ids that are names.
  package func accountNames() throws -> [(platform: String, name: String)] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT DISTINCT platform.name AS platform, handle AS name FROM account_record JOIN account USING (account)
            JOIN platform USING (platform) WHERE handle IS NOT NULL
          UNION SELECT platform.name, account.id FROM account JOIN platform USING (platform) WHERE typeof(account.id) = 'text'
          ORDER BY 1, 2
          """
      ).map { ($0["platform"], $0["name"]) }
    }
  }
}
