import GRDB
import ReparteeGraph

/// An account of a store, as it is named by whoever asks about it.
struct StoredAccount: Hashable {
  /// Its row id; nil where the store does not hold it.
  var row: Int64?
  var platform: String
  var id: ExternalID

  /// What names it and no other.
  var exactName: String { "\(platform):\(id)" }
}

/// An account that nobody has, or more than one.
public enum AccountLookupError: Error, Equatable, CustomStringConvertible, Sendable {
  case unknown(String)
  case ambiguous(String, candidates: [String])

  /// One line: what is wrong and what to do.
  public var description: String {
    switch self {
    case .unknown(let name):
      "\(name): no account in this store has that id, handle or name. One that it does not hold is named by id=PLATFORM:ID."
    case .ambiguous(let name, let candidates):
      "\(name): several accounts have that name. Say which: \(candidates.joined(separator: ", "))."
    }
  }
}

/// Finds the account that somebody means: by `id=PLATFORM:ID`, which means that id alone, by its id, by any handle that it ever
/// bore (an @ in front does no harm), or else by its name; each also with the platform and a colon before it.
enum AccountSelection {
  /// - Throws: `AccountLookupError`.
  static func account(named name: String, in database: Database) throws -> StoredAccount {
    if name.hasPrefix("id=") {
      let exact = name.dropFirst(3)
      guard let colon = exact.firstIndex(of: ":"), colon != exact.startIndex,
        exact.index(after: colon) != exact.endIndex
      else { throw AccountLookupError.unknown(name) }
      let platform = exact[..<colon].lowercased()
      let id = ExternalID(String(exact[exact.index(after: colon)...])).composed
      let row = try Int64.fetchOne(
        database, sql: "SELECT account FROM account JOIN platform USING (platform) WHERE name = ? AND id = ?",
        arguments: [platform, id.databaseValue])
      return StoredAccount(row: row, platform: platform, id: id)
    }
    // From what names one account alone to what several may have.
    for condition in [byID, byHandle, byName] {
      let found = try accounts(named: name, in: database, condition)
      if found.count > 1 {
        throw AccountLookupError.ambiguous(
          name, candidates: found.map { "id=" + $0.exactName }.sorted().prefix(10).map(\.self))
      }
      if let first = found.first { return first }
    }
    throw AccountLookupError.unknown(name)
  }

  /// `?1` is the name and `?2` the same as people compare it.
  private static let byID = "CAST(account.id AS TEXT) = ?1"
  private static let byHandle = """
    account.account IN (SELECT account FROM account_record WHERE folded_name(handle) = ?2
      UNION SELECT account FROM account_handle WHERE folded_name(handle) = ?2
      UNION SELECT account FROM roster_match JOIN roster USING (roster)
        WHERE folded_handle = ?2 OR folded_name(voice) = ?2)
    """
  private static let byName = """
    account.account IN (SELECT account FROM account_record WHERE folded_name(name) = ?2
      UNION SELECT account FROM roster_match JOIN roster USING (roster) WHERE folded_name(name) = ?2)
    """

  private static func accounts(
    named name: String, in database: Database, _ condition: String
  ) throws -> Set<StoredAccount> {
    var readings: [(platform: String?, name: String)] = [(nil, name)]
    if let colon = name.firstIndex(of: ":") {
      readings.append((name[..<colon].lowercased(), String(name[name.index(after: colon)...])))
    }
    var found: Set<StoredAccount> = []
    for (platform, own) in readings {
      for spelling in own.hasPrefix("@") ? [own, String(own.dropFirst())] : [own] {
        let rows = try Row.fetchAll(
          database,
          sql: """
            SELECT account.account, platform.name, account.id FROM account JOIN platform USING (platform)
              WHERE (?3 IS NULL OR platform.name = ?3) AND \(condition)
            """, arguments: [spelling, FoldedName.folded(spelling), platform])
        for row in rows {
          found.insert(StoredAccount(row: row[0], platform: row[1], id: ExternalID(database: row[2])))
        }
      }
    }
    return found
  }
}

/// What a person is called anywhere in a store: in texts, tables and labels.
struct AccountNames {
  /// The account's id as text.
  let id: String
  /// Handles it bore, by whatever source or roster.
  private(set) var handles: Set<String> = []
  /// Names for display, and the voice that a roster makes of it alone.
  private(set) var names: Set<String> = []
  private let platform: String

  init(_ account: StoredAccount, in database: Database) throws {
    id = "\(account.id)"
    platform = account.platform
    guard let row = account.row else { return }
    handles = try String.fetchSet(
      database,
      sql: """
        SELECT handle FROM account_record WHERE account = ?1 AND handle IS NOT NULL
          UNION SELECT handle FROM account_handle WHERE account = ?1
          UNION SELECT handle FROM roster_match JOIN roster USING (roster) WHERE account = ?1 AND handle IS NOT NULL
        """, arguments: [row])
    names = try String.fetchSet(
      database,
      sql: """
        SELECT name FROM account_record WHERE account = ?1 AND name IS NOT NULL
          UNION SELECT name FROM roster_match JOIN roster USING (roster) WHERE account = ?1 AND name IS NOT NULL
          UNION SELECT voice FROM roster_match JOIN roster USING (roster) WHERE account = ?1 AND voice IS NOT NULL
        """, arguments: [row])
  }

  /// All of them.
  var all: Set<String> { handles.union(names).union([id]) }

  /// What tables may call the voice: each of them, also with the platform before it, also by number among those alike.
  func isLabel(_ label: String) -> Bool {
    let plain = label.replacing(#/ \([0-9]+\)$/#, with: "")
    let start = platform + ":"
    return [label, plain].contains { spelling in
      all.contains(spelling) || spelling.hasPrefix(start) && all.contains(String(spelling.dropFirst(start.count)))
    }
  }

  /// Names that are long enough to be found in a text without meaning something else.
  var searchable: [String] {
    all.filter { $0.utf8.count >= 3 }.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
  }
}
