import Foundation
import GRDB
import ReparteeFormats
import ReparteeGraph

/// Who was forgotten, in a form that names nobody: so that a later import does not bring them back.
///
/// The list holds codes that a key of the store makes of accounts, handles and posts (HMAC-SHA256). Whoever has the store can ask
/// whether one account is on the list, as each import does; nobody can read from it who is.
struct Suppression {
  private let function: HMACSHA256
  private let database: Database

  /// The list of a store in which somebody was forgotten; nil where nobody was.
  init?(in database: Database) throws {
    guard let key = try String.fetchOne(database, sql: "SELECT key FROM suppression_key") else { return nil }
    (function, self.database) = (HMACSHA256(key: Array(key.utf8)), database)
  }

  /// The same, begun where nobody was forgotten before.
  static func begun(in database: Database) throws -> Suppression {
    if let held = try Suppression(in: database) { return held }
    var generator = SystemRandomNumberGenerator()
    let key = (0..<4).map { _ in String(generator.next() as UInt64, radix: 16) }.joined(separator: "-")
    try database.execute(sql: "INSERT INTO suppression_key (key) VALUES (?)", arguments: [key])
    guard let made = try Suppression(in: database) else { throw DatabaseError(message: "no key") }
    return made
  }

  // MARK: What stands for whom

  private func code(_ parts: [String]) -> String { String(function.hexadecimal(of: parts).prefix(32)) }

  private func code(of account: StoredAccount) -> String { code(["account", account.platform, "\(account.id)"]) }

  private func code(ofHandle handle: String, on platform: String) -> String {
    code(["handle", platform, FoldedName.folded(handle)])
  }

  /// What a post is called whose author was forgotten: the same in every import, and nothing that leads back.
  func tombstone(of post: ExternalID, on platform: String) -> String {
    "forgotten:" + String(function.hexadecimal(of: ["post", platform, "\(post)"]).prefix(16))
  }

  // MARK: The list

  private func code(ofName name: String) -> String { code(["name", FoldedName.folded(name)]) }

  /// Puts an account on the list, with the handles by which rosters may name it, and what texts may call it.
  func add(_ account: StoredAccount, names: AccountNames) throws {
    let handles = names.handles.flatMap { [code(ofHandle: $0, on: account.platform), code(ofHandle: $0, on: "")] }
    let codes = [code(of: account)] + handles + names.searchable.map(code(ofName:))
    for code in codes {
      try database.execute(sql: "INSERT OR IGNORE INTO suppressed_account (code) VALUES (?)", arguments: [code])
    }
  }

  /// Puts a post on the list, by its tombstone.
  func add(tombstone: String) throws {
    try database.execute(sql: "INSERT OR IGNORE INTO suppressed_post (tombstone) VALUES (?)", arguments: [tombstone])
  }

  /// Whether the account is on the list.
  func holds(_ account: StoredAccount) throws -> Bool { try holds([code(of: account)]) }

  private func holds(_ codes: [String]) throws -> Bool {
    for code in codes {
      let isThere = try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM suppressed_account WHERE code = ?)", arguments: [code])
      if isThere == true { return true }
    }
    return false
  }

  // MARK: Imports

  /// Takes out of what a source brought who was forgotten before, within the transaction that brought it.
  /// - Parameter last: the largest row id of accounts before the import: a forgotten account comes as a new one.
  /// - Returns: how many accounts were taken out again.
  func apply(to source: Int64, accountsAfter last: Int64) throws -> Int {
    let rows = try Row.fetchAll(
      database,
      sql: "SELECT account, platform.name, id FROM account JOIN platform USING (platform) WHERE account > ?",
      arguments: [last])
    let back = try rows.map { StoredAccount(row: $0[0], platform: $0[1], id: ExternalID(database: $0[2])) }.filter(
      holds)
    var erasing = try Erasing(self, database)
    for account in back { try erasing.erase(account) }
    try erasing.erasePosts(namedBy: source)
    try erasing.finish()
    try dropRosterLines(of: source)
    try dropDeletions(of: source)
    try erasing.eraseTexts(in: try namesInTexts(of: source))
    return back.count
  }

  /// How many words a name in a text may have.
  private static let longestName = 3

  /// Names of forgotten people in what people wrote in a source: notes of rosters, and cells that rejects quote.
  private func namesInTexts(of source: Int64) throws -> [String] {
    let texts = try String.fetchAll(
      database,
      sql: """
        SELECT reason FROM reject WHERE source = ?1
          UNION SELECT note FROM roster WHERE source = ?1 AND note IS NOT NULL
          UNION SELECT evidence FROM roster WHERE source = ?1 AND evidence IS NOT NULL
          UNION SELECT reason FROM ignored WHERE source = ?1 UNION SELECT path FROM source WHERE source = ?1
        """, arguments: [source])
    var seen: Set<String> = []
    for text in texts {
      // As a name is found by itself in a text; the words of one of several words stand beside each other.
      let words = text.split { $0.isASCII && !$0.isLetter && !$0.isNumber && $0 != "_" }
      let longer = text.split(whereSeparator: \.isWhitespace).map { $0.trimmingCharacters(in: .punctuationCharacters) }
      for parts in [words.map(String.init), longer] {
        for start in parts.indices {
          for end in start..<min(start + Self.longestName, parts.count) {
            seen.insert(parts[start...end].joined(separator: " "))
          }
        }
      }
    }
    return try seen.filter { $0.utf8.count >= 3 }.filter { try holds([code(ofName: $0)]) }
  }

  /// That a platform deleted somebody names them as well.
  private func dropDeletions(of source: Int64) throws {
    let rows = try Row.fetchAll(
      database, sql: "SELECT platform, name, id FROM account_deletion JOIN platform USING (platform) WHERE source = ?",
      arguments: [source])
    for row in rows where try holds(StoredAccount(row: nil, platform: row[1], id: ExternalID(database: row[2]))) {
      try database.execute(
        sql: "DELETE FROM account_deletion WHERE platform = ? AND id = ?",
        arguments: [row[0] as Int64, row[2] as DatabaseValue])
    }
  }

  private func dropRosterLines(of source: Int64) throws {
    let rows = try Row.fetchAll(
      database, sql: "SELECT roster, platform, CAST(id AS TEXT) AS id, handle FROM roster WHERE source = ?",
      arguments: [source])
    for row in rows {
      let platform: String? = row["platform"]
      var codes: [String] = []
      if let id = row["id"] as String?, let platform {
        codes.append(code(of: StoredAccount(row: nil, platform: platform, id: ExternalID(id))))
      }
      if let handle = row["handle"] as String? { codes.append(code(ofHandle: handle, on: platform ?? "")) }
      guard try holds(codes) else { continue }
      try database.execute(sql: "DELETE FROM roster WHERE roster = ?", arguments: [row["roster"] as Int64])
    }
  }

  /// Whether a post is on the list, by its tombstone.
  func holds(tombstone: String) throws -> Bool {
    try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM suppressed_post WHERE tombstone = ?)", arguments: [tombstone])
      == true
  }

  /// Whether any post is.
  func holdsPosts() throws -> Bool {
    try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM suppressed_post)") == true
  }
}
