import GRDB
import ReparteeGraph

/// What the roster says of an account for a window.
///
/// `from` and `to` date a role: organisation and role hold for windows that the span overlaps, of several the one that
/// begins last. Kind, voice and followers are the account's own and hold always. Lines of one roster that name an
/// account in the same way (the same platform, id and handle) are its roles over time.
struct RosterEntry {
  /// What the roster calls it, for accounts of which no source gives a handle.
  var handle: String?
  var kind: VoiceKind?
  var organisation: String?
  var role: String?
  var voice: String?
  var followers: Int64?

  /// The entries of all accounts that the roster knows, by row id.
  static func all(in database: Database, window: Window) throws -> [Int: RosterEntry] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT roster.*, accounts, roster_line.account AS line_account FROM roster LEFT JOIN roster_line USING (roster)
          LEFT JOIN (SELECT roster, group_concat(account) AS accounts FROM roster_match GROUP BY roster) USING (roster)
          ORDER BY roster
        """)
    var lines: [Name: [Line]] = [:]
    for row in rows { lines[Name(row), default: []].append(Line(row)) }
    var entries: [Int: RosterEntry] = [:]
    for row in rows {
      guard let accounts = row["accounts"] as String? else { continue }
      for account in accounts.split(separator: ",").compactMap({ Int($0) }) {
        // A handle that passed from one account to another has lines of both.
        let own = (lines[Name(row)] ?? []).filter { $0.account == nil || $0.account == account }
        entries[account] = RosterEntry(Line(row), of: own, window: window)
      }
    }
    return entries
  }

  private init(_ matched: Line, of lines: [Line], window: Window) {
    let present = lines.filter { $0.overlaps(window) }.max { ($0.from ?? .min) < ($1.from ?? .min) }
    handle = matched.handle
    kind = present?.kind ?? matched.kind ?? lines.lazy.compactMap(\.kind).first
    voice = present?.voice ?? matched.voice ?? lines.lazy.compactMap(\.voice).first
    followers = present?.followers ?? matched.followers
    organisation = present?.organisation
    role = present?.role
  }

  /// How a line names its account.
  struct Name: Hashable {
    var source: Int64
    var platform: String?
    var id: String?
    var handle: String?

    init(_ row: Row) {
      source = row["source"]
      platform = row["platform"]
      let stored: DatabaseValue = row["id"]
      // A number and a text of the same digits are two ids, and never both stored.
      id = String.fromDatabaseValue(stored) ?? Int64.fromDatabaseValue(stored).map(String.init)
      handle = row["folded_handle"]
    }
  }

  private struct Line {
    /// The account that it means, where it is known.
    var account: Int?
    var handle: String?
    var kind: VoiceKind?
    var organisation: String?
    var role: String?
    var voice: String?
    var followers: Int64?
    /// When the role begins and ends, in milliseconds since 1970.
    var from: Int64?
    var to: Int64?

    init(_ row: Row) {
      account = row["line_account"]
      handle = row["handle"]
      kind = (row["kind"] as String?).flatMap(VoiceKind.init)
      organisation = row["organisation"]
      role = row["role"]
      voice = row["voice"]
      followers = row["followers"]
      from = row["role_from"]
      to = row["role_to"]
    }

    func overlaps(_ window: Window) -> Bool {
      if let from, let end = window.end, from >= end.milliseconds { return false }
      if let to, let start = window.start, to <= start.milliseconds { return false }
      return true
    }
  }
}

extension ConversationStore {
  /// Whether the roster dates anybody's role, so that a network depends on its window.
  package func hasDatedRoles() throws -> Bool {
    try read { database in
      try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM roster WHERE role_from IS NOT NULL OR role_to IS NOT NULL)")
        ?? false
    }
  }
}
