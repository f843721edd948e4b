import GRDB

@testable import ReparteeStore

extension ConversationStore {
  /// Everything in the tables, as sorted lines in which accounts stand by their ids and sources by their content: row
  /// ids and source numbers depend on the order of imports, and are meant to.
  ///
  /// `kept` and `duplicates` are left out: they say what an import met, and stay when another source is undone.
  func dump() throws -> [String] {
    try read { database in
      var lines: [String] = []
      for (table, sql) in Self.dumps {
        for row in try Row.fetchAll(database, sql: sql) {
          lines.append(table + ": " + row.databaseValues.map(\.description).joined(separator: " "))
        }
      }
      for block in try FollowLoader.blocks(of: database) {
        let hash = try String.fetchOne(
          database, sql: "SELECT sha256 FROM source WHERE source = ?", arguments: [block.source])
        let names = try String.fetchAll(
          database, sql: "SELECT \(Self.name("base.account")) FROM account AS base ORDER BY account")
        let rows = try Int.fetchAll(database, sql: "SELECT account FROM account ORDER BY account")
        let nameOfRow = Dictionary(uniqueKeysWithValues: zip(rows, names))
        block.forEachList { followed, followers in
          for follower in followers {
            lines.append("follow: \(hash ?? "") \(nameOfRow[Int(follower)] ?? "?") \(nameOfRow[followed] ?? "?")")
          }
        }
      }
      return lines.sorted()
    }
  }

  private static func name(_ column: String) -> String {
    """
    (SELECT platform.name || ':' || typeof(account.id) || ':' || account.id FROM account JOIN platform USING (platform)
      WHERE account.account = \(column))
    """
  }

  private static let hash = "(SELECT sha256 || options FROM source WHERE source.source = base.source)"

  private static let dumps = [
    ("platform", "SELECT name FROM platform"),
    ("source", "SELECT format, options, sha256, bytes, rows_in, ignored, rejected FROM source"),
    ("reject", "SELECT \(hash), line, reason FROM reject AS base"),
    ("ignored", "SELECT \(hash), reason, rows FROM ignored AS base"),
    ("account", "SELECT \(name("base.account")) FROM account AS base"),
    (
      "account_record",
      "SELECT \(name("base.account")), \(hash), handle, handle_seen, name, name_seen, followers, followers_seen FROM account_record AS base"
    ),
    (
      "post",
      """
      SELECT (SELECT name FROM platform WHERE platform.platform = base.platform), typeof(id), id, \(hash),
        \(name("base.author")), parent, \(name("base.parent_author")), conversation, time, kind, channel, is_row
      FROM post AS base
      """
    ),
    (
      "interaction",
      """
      SELECT kind, \(name("base.actor")), \(name("base.target")), time, post, \(hash), count FROM every_interaction AS base
      """
    ),
    ("roster", "SELECT \(hash), line, platform, id, handle, kind, organisation, voice, followers FROM roster AS base"),
    (
      "roster_match",
      """
      SELECT \(name("roster_match.account")), \(hash), base.line FROM roster_match JOIN roster AS base USING (roster)
      """
    ),
    ("run", "SELECT definitions, parameters FROM run"),
    ("score", "SELECT * FROM score"),
  ]
}

extension ConversationStore {
  /// The cells of a query as text; NULL is the empty text.
  func rows(_ sql: String) throws -> [[String]] {
    try read { database in
      try Row.fetchAll(database, sql: sql).map { row in
        row.databaseValues.map { $0.isNull ? "" : String.fromDatabaseValue($0) ?? $0.description }
      }
    }
  }

  /// Changes the store by hand.
  func execute(_ sql: String) throws {
    try write { try $0.execute(sql: sql) }
  }
}
