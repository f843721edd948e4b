import GRDB
import ReparteeGraph

/// Finds the account of each roster line, by the rule of ``RosterMatching``.
struct RosterMatcher {
  /// A line and what it found.
  struct Line {
    var roster: Int64
    var source: Int64
    var number: Int
    var platform: String?
    var id: DatabaseValue
    var handle: String?
    var folded: String?
    var from: Int64?
    var to: Int64?
    /// What it says of the account: kind, organisation, voice.
    var claims: [(name: String, value: String?)]
    var account: Int64?
    var isByID = false
    /// What has to be said of it, a clause each.
    var notes: [String] = []

    init(_ row: Row) {
      roster = row["roster"]
      source = row["source"]
      number = row["line"]
      platform = row["platform"]
      id = row["id"]
      handle = row["handle"]
      folded = row["folded_handle"]
      from = row["role_from"]
      to = row["role_to"]
      claims = ["kind", "organisation", "voice"].map { ($0, row[$0] as String?) }
    }

    /// The order in which lines are applied: the last one of an account holds.
    var order: (Int64, Int, Int64, Int64) { (source, isByID ? 1 : 0, from ?? .min, roster) }

    /// What it is called in a note.
    var name: String {
      let text = handle ?? String.fromDatabaseValue(id) ?? Int64.fromDatabaseValue(id).map(String.init) ?? "?"
      return "“\(text)” (line \(number))"
    }

    func overlaps(_ other: Line) -> Bool {
      (from ?? .min) < (other.to ?? .max) && (other.from ?? .min) < (to ?? .max)
    }
  }

  /// An account that a line may mean.
  private struct Candidate {
    var account: Int64
    var platform: String
    /// 4 by id, 3 by handle to the letter, 2 by a handle that is written otherwise, 1 by an id that is a name.
    var strength: Int
    /// When it bore the handle, as far as files say: the first and the last time.
    var first: Int64
    var last: Int64
  }

  private let database: Database
  private var candidates: [Int64: [Candidate]] = [:]
  /// What lines matched before, by platform and handle of the line.
  private var bonds: [[String]: Int64] = [:]

  init(_ database: Database) throws {
    self.database = database
    let rows = try Row.fetchAll(
      database,
      sql: """
        -- CROSS JOIN keeps this order of loops, in which every step is a look into an index.
        SELECT roster.roster, account.account, platform.name, 4 AS strength, \(Int64.min) AS first, \(Int64.min) AS last
          FROM roster CROSS JOIN platform
          CROSS JOIN account ON account.platform = platform.platform AND account.id = roster.id
          WHERE roster.platform IS NULL OR roster.platform = platform.name
        UNION ALL
        SELECT roster.roster, account.account, platform.name,
            max(CASE WHEN lower(record.handle) = lower(roster.handle) THEN 3 ELSE 2 END), min(handle_seen), max(handle_seen)
          FROM (SELECT account, handle, handle_seen FROM account_record WHERE handle IS NOT NULL
            UNION ALL SELECT account, handle, handle_seen FROM account_handle) AS record
          CROSS JOIN roster ON roster.folded_handle = folded_name(record.handle)
          JOIN account ON account.account = record.account
          JOIN platform ON platform.platform = account.platform
          WHERE roster.platform IS NULL OR roster.platform = platform.name
          GROUP BY roster.roster, account.account
        UNION ALL
        SELECT roster.roster, account.account, platform.name, 1, \(Int64.min), \(Int64.min) FROM account
          CROSS JOIN roster ON roster.folded_handle = folded_name(CAST(account.id AS TEXT))
          JOIN platform ON platform.platform = account.platform
          WHERE (roster.platform IS NULL OR roster.platform = platform.name)
            AND NOT EXISTS (SELECT 1 FROM account_record AS record
              WHERE record.account = account.account AND handle IS NOT NULL)
        """)
    for row in rows {
      candidates[row["roster"], default: []].append(
        Candidate(
          account: row["account"], platform: row["name"], strength: row["strength"], first: row["first"],
          last: row["last"]))
    }
    let held = try Row.fetchAll(
      database,
      sql: """
        SELECT roster_bond.platform, roster_bond.handle, account.account FROM roster_bond
          JOIN platform ON platform.name = roster_bond.on_platform
          JOIN account ON account.platform = platform.platform AND account.id = roster_bond.id
        """)
    for row in held { bonds[[row["platform"], row["handle"]]] = row["account"] }
  }

  /// Finds the account of a line.
  mutating func match(_ line: inout Line) throws {
    let all = candidates[line.roster] ?? []
    let byID = all.filter { $0.strength == 4 }
    let byHandle = all.filter { $0.strength < 4 }
    if !byID.isEmpty {
      if byID.count == 1 {
        (line.account, line.isByID) = (byID[0].account, true)
        let others = byHandle.filter { $0.account != byID[0].account }
        if !others.isEmpty, !byHandle.contains(where: { $0.account == byID[0].account }) {
          line.notes.append(
            "\(line.name): the handle is that of \(try names(of: others)), the id that of \(try names(of: byID)); the id holds"
          )
        }
      } else {
        line.notes.append("\(line.name): the id is that of \(try names(of: byID)); name the platform")
      }
      return
    }
    try matchByHandle(&line, byHandle)
    if !line.id.isNull, line.account != nil {
      line.notes.append("\(line.name): no account has the id that the line gives, so that the handle holds")
    }
  }

  private func matchByHandle(_ line: inout Line, _ candidates: [Candidate]) throws {
    let bond = line.folded.flatMap { bonds[[line.platform ?? "", $0]] }
    let strongest = candidates.lazy.map(\.strength).max() ?? 0
    let best = candidates.filter { $0.strength == strongest }
    guard best.count > 1 || bond != nil && best.first?.account != bond else {
      line.account = best.first?.account
      let alike = candidates.filter { $0.strength < strongest && $0.strength > 1 }
      if strongest == 3, !alike.isEmpty {
        line.notes.append(
          "\(line.name): \(try names(of: best)) has this handle, and \(try names(of: alike)) one that only looks like it; "
            + "taken for the first")
      }
      return
    }
    // An account that a line matched before stays in question when its files no longer say the handle.
    let isBondHeld =
      bond.map { account in
        best.contains { $0.account == account } || !candidates.contains { $0.account == account }
      } ?? false
    let accounts =
      try (isBondHeld && !best.contains { $0.account == bond })
      ? best + [candidate(bond ?? 0)].compactMap(\.self) : best
    if accounts.count == 1 {
      line.account = accounts[0].account
      return
    }
    let (chosen, why) = try choose(among: accounts, for: line, bond: isBondHeld ? bond : nil)
    line.account = chosen?.account
    let all =
      "\(line.name): \(accounts.count == 2 ? "two" : "\(accounts.count)") accounts bore this handle: "
      + (try names(of: accounts))
    line.notes.append(
      chosen == nil
        ? "\(all); give the \(why)" : "\(all); taken for \(try names(of: [chosen].compactMap(\.self))), \(why)")
  }

  /// Which of several accounts a line means, and why; nil where nothing says it, with what would.
  private func choose(
    among accounts: [Candidate], for line: Line, bond: Int64?
  ) throws -> (chosen: Candidate?, why: String) {
    func only(_ isMeant: (Candidate) throws -> Bool) rethrows -> Candidate? {
      let found = try accounts.filter(isMeant)
      return found.count == 1 ? found[0] : nil
    }
    let otherwise = "; an id says otherwise"
    if line.from != nil || line.to != nil {
      let dated = only { $0.last >= (line.from ?? .min) && $0.first < (line.to ?? .max) && $0.last != Schema.untimed }
      if let dated { return (dated, "which bore it in the time of the line") }
    }
    if let bond, let kept = only({ $0.account == bond }) { return (kept, "which it matched before" + otherwise) }
    if Set(accounts.map(\.platform)).count > 1 { return (nil, "platform or the id") }
    if let current = try only({ try handle(of: $0.account).map(FoldedName.folded) == line.folded }) {
      return (current, "which bears it now" + otherwise)
    }
    let latest = accounts.map(\.last).max()
    if let last = only({ $0.last == latest }) { return (last, "which bore it last" + otherwise) }
    return (nil, "id")
  }

  private func candidate(_ account: Int64) throws -> Candidate? {
    try String.fetchOne(
      database, sql: "SELECT name FROM account JOIN platform USING (platform) WHERE account = ?", arguments: [account]
    ).map { Candidate(account: account, platform: $0, strength: 3, first: Schema.untimed, last: Schema.untimed) }
  }

  /// The latest handle of an account.
  private func handle(of account: Int64) throws -> String? {
    try String.fetchOne(
      database,
      sql: """
        SELECT handle FROM account_record WHERE account = ? AND handle IS NOT NULL ORDER BY handle_seen DESC, handle LIMIT 1
        """, arguments: [account])
  }

  /// Accounts as `x:1 (now formermayor)`, at most five.
  private func names(of candidates: [Candidate]) throws -> String {
    let names = try candidates.sorted { $0.account < $1.account }.map { candidate in
      let id = try String.fetchOne(
        database, sql: "SELECT CAST(id AS TEXT) FROM account WHERE account = ?", arguments: [candidate.account])
      let handle = try handle(of: candidate.account)
      return "\(candidate.platform):\(id ?? "")" + (handle.map { " (now \($0))" } ?? "")
    }
    return names.prefix(5).joined(separator: " and ") + (names.count > 5 ? " and others" : "")
  }

  /// Notes where two lines say different things of one account for one time; the later in the order of lines holds.
  static func noteDisagreements(_ lines: inout [Line]) {
    var ofAccount: [Int64: [Int]] = [:]
    for place in lines.indices {
      if let account = lines[place].account { ofAccount[account, default: []].append(place) }
    }
    for (_, places) in ofAccount.sorted(by: { $0.key < $1.key }) where places.count > 1 {
      for (offset, place) in places.enumerated() {
        for other in places.dropFirst(offset + 1) where lines[place].overlaps(lines[other]) {
          let different = zip(lines[place].claims, lines[other].claims).filter { first, second in
            first.value != nil && second.value != nil && first.value != second.value
          }
          // Roles that follow one another without an end may differ; what a person is may not.
          let isSuccession = lines[place].from != lines[other].from
          let counted = different.filter { !isSuccession || $0.0.name != "organisation" }
          if counted.isEmpty { continue }
          let what = counted.map { "\($0.0.name) “\($0.0.value ?? "")” and “\($0.1.value ?? "")”" }.joined(
            separator: ", ")
          lines[place].notes.append(
            "\(lines[place].name) and \(lines[other].name) mean one account and say different things: \(what); the second holds"
          )
        }
      }
    }
  }

  /// Remembers what lines matched by their handle, so that no later import takes it from them in silence, and forgets what no
  /// line asks for any more.
  func keepBonds(_ lines: [Line]) throws {
    for line in lines where !line.isByID && line.from == nil && line.to == nil {
      guard let account = line.account, let handle = line.folded else { continue }
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO roster_bond (platform, handle, on_platform, id)
            SELECT ?, ?, platform.name, account.id FROM account JOIN platform USING (platform) WHERE account = ?
          """, arguments: [line.platform ?? "", handle, account])
    }
    try database.execute(
      sql: """
        DELETE FROM roster_bond WHERE NOT EXISTS (SELECT 1 FROM roster
          WHERE roster.folded_handle = roster_bond.handle AND coalesce(roster.platform, '') = roster_bond.platform)
        """)
  }
}
