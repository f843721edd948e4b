import GRDB
import ReparteeGraph

/// All that a store holds on one account: the answer to a subject access request.
package struct AccountReport: Sendable {
  /// One thing that is held.
  package struct Item: Sendable, Equatable {
    /// What it is: account, handle, post, reply to, …
    package var what: String
    /// What is held of it.
    package var value: String
    /// When it happened, or was seen.
    package var time: Timestamp?
    /// The file that says it; nil for what the store makes of files.
    package var source: String?
  }

  /// The account, as `PLATFORM:ID`.
  package var account: String
  /// Everything, in the order of the sections of the guide.
  package var items: [Item]

  /// The items as a table.
  package var table: ResultTable {
    ResultTable(
      columns: ["account", "what", "value", "time", "source"],
      rows: items.map { [.text(account), .text($0.what), .text($0.value), .moment($0.time), .text($0.source)] })
  }
}

extension ConversationStore {
  /// All that is held on the account that `name` means.
  /// - Throws: `AccountLookupError` where that is none, or not one alone.
  /// - Complexity: linear in the store's size.
  package func about(_ name: String) throws -> AccountReport {
    try read { database in
      let account = try AccountSelection.account(named: name, in: database)
      guard let row = account.row else { throw AccountLookupError.unknown(name) }
      var collector = AccountItems(database, account: account, row: row)
      try collector.collect()
      return AccountReport(account: account.exactName, items: collector.items)
    }
  }
}

/// Collects what is held on one account, table by table.
private struct AccountItems {
  let database: Database
  let account: StoredAccount
  let row: Int64
  private(set) var items: [AccountReport.Item] = []

  init(_ database: Database, account: StoredAccount, row: Int64) {
    (self.database, self.account, self.row) = (database, account, row)
  }

  mutating func collect() throws {
    let names = try AccountNames(account, in: database)
    items.append(.init(what: "account", value: account.exactName))
    try attributes()
    try rosterLines()
    try posts()
    try interactions()
    try follows()
    try results(names)
    try texts(names)
  }

  /// Adds the rows of a query: value, time and path, in this order; its parameter is the account.
  private mutating func add(_ what: String, _ sql: String, _ json: String? = nil) throws {
    let statement = try BulkStatement(database, sql)
    statement.bind(1, row)
    if let json { statement.bind(2, json) }
    try statement.forEachRow {
      let time = statement.integer(1).flatMap { $0 == Schema.untimed ? nil : Timestamp(milliseconds: $0) }
      items.append(.init(what: what, value: statement.text(0) ?? "", time: time, source: statement.text(2)))
    }
  }

  private mutating func attributes() throws {
    for attribute in ["handle", "name", "followers"] {
      try add(
        attribute,
        """
        SELECT CAST(\(attribute) AS TEXT), \(attribute)_seen, path FROM account_record JOIN source USING (source)
          WHERE account = ?1 AND \(attribute) IS NOT NULL ORDER BY source
        """)
    }
    try add(
      "earlier handle",
      "SELECT handle, handle_seen, path FROM account_handle JOIN source USING (source) WHERE account = ?1 ORDER BY source"
    )
  }

  private mutating func rosterLines() throws {
    let columns = [
      "name", "handle", "kind", "organisation", "role", "voice", "followers", "note", "evidence", "role_from",
      "role_to",
    ]
    let said = columns.map { column in
      let value =
        column.hasPrefix("role_")
        ? "strftime('%Y-%m-%dT%H:%M:%SZ', roster.\(column) / 1000, 'unixepoch')" : "roster.\(column)"
      return "coalesce('; \(column.split(separator: "_").last ?? "") ' || \(value), '')"
    }
    try add(
      "roster line",
      """
      SELECT 'line ' || roster.line || \(said.joined(separator: " || ")), NULL, path FROM roster JOIN source USING (source)
        WHERE roster IN (SELECT roster FROM roster_match WHERE account = ?1
          UNION SELECT roster FROM roster_line WHERE account = ?1) ORDER BY roster
      """)
    try add(
      "roster, by an earlier handle",
      """
      SELECT roster_bond.handle, NULL, NULL FROM roster_bond JOIN account ON account.id = roster_bond.id
        JOIN platform ON platform.platform = account.platform AND platform.name = roster_bond.on_platform
        WHERE account.account = ?1
      """)
  }

  private mutating func posts() throws {
    let kind = "CASE kind WHEN 0 THEN 'post ' WHEN 1 THEN 'quote ' WHEN 2 THEN 'comment ' ELSE 'reply ' END"
    let place = """
      coalesce(', answers ' || post.parent, '') || coalesce(', in conversation ' || post.conversation, '')
        || coalesce(', in channel ' || post.channel, '')
      """
    try add(
      "post",
      """
      SELECT \(kind) || post.id || \(place), post.time, path FROM post JOIN source USING (source)
        WHERE author = ?1 ORDER BY post.time, post.id, source
      """)
    // Whether the file names whom it answers, or only the post.
    try add(
      "answer to it by somebody else",
      """
      SELECT \(kind) || post.id || \(place), post.time, path FROM post JOIN source USING (source)
        WHERE author IS NOT ?1 AND (parent_author = ?1 OR (post.platform, post.parent) IN (
          SELECT own.platform, own.id FROM post AS own WHERE own.author = ?1))
        ORDER BY post.time, post.id, post.source
      """)
    for (what, table, column) in [
      ("hashtag", "hashtag", "hashtag"), ("domain of a link", "link_domain", "domain"),
      ("address of a post", "post_alias", "alias"),
      ("replies counted below a post", "reply_count", "replies"), ("deleted post", "deletion", "post"),
    ] {
      try add(
        what,
        """
        SELECT DISTINCT detail.\(column) || ' (post ' || detail.post || ')', NULL, path FROM \(table) AS detail
          JOIN source ON source.source = detail.source
          JOIN post ON post.platform = detail.platform AND post.id = detail.post WHERE post.author = ?1 ORDER BY 1
        """)
    }
    try add(
      "deleted by its platform",
      """
      SELECT CAST(account_deletion.id AS TEXT), account_deletion.time, path FROM account_deletion JOIN source USING (source)
        JOIN account ON account.platform = account_deletion.platform AND account.id = account_deletion.id
        WHERE account.account = ?1
      """)
    try add(
      "row that gives way to another",
      """
      SELECT 'post ' || post || ': by ' || author || ', or by ' || other_author, NULL, path
        FROM post_conflict JOIN source USING (source) JOIN account ON account.id IN (author, other_author)
          AND account.platform = post_conflict.platform WHERE account.account = ?1
      """)
  }

  private mutating func interactions() throws {
    // What is packed is handed to the query as JSON.
    var packed: [String] = []
    try InteractionBlock.forEach(in: database) { stored in
      stored.block.forEachAct { act in
        guard act.actor == row || act.target == row else { return }
        packed.append("[\(act.kind),\(act.actor),\(act.target),\(act.time),\(stored.source),\(act.count)]")
      }
    }
    let json = "[\(packed.joined(separator: ","))]"
    let fields = ["kind", "actor", "target", "time", "source", "count"].enumerated().map {
      "json_extract(value, '$[\($0)]') AS \($1)"
    }
    let kind = "CASE kind WHEN 0 THEN 'reply' WHEN 1 THEN 'mention' WHEN 2 THEN 'repost' ELSE 'quote' END"
    for (what, own, other, preposition) in [
      ("did towards others", "actor", "target", "of"), ("others did towards it", "target", "actor", "by"),
    ] {
      try add(
        what,
        """
        SELECT \(kind) || ' \(preposition) ' || coalesce(other.id, '?') || CASE WHEN count > 1 THEN ', ' || count || ' times' ELSE '' END
            || CASE WHEN post <> '' THEN ', post ' || post ELSE '' END, time, path
          FROM (SELECT kind, actor, target, time, source, count, post FROM interaction
              UNION ALL SELECT \(fields.joined(separator: ", ")), '' FROM json_each(?2)) AS interaction
            JOIN source USING (source) LEFT JOIN account AS other ON other.account = interaction.\(other)
          WHERE interaction.\(own) = ?1 ORDER BY time, 1
        """, json)
    }
  }

  private mutating func follows() throws {
    let paths = try Dictionary(
      uniqueKeysWithValues: Row.fetchAll(database, sql: "SELECT source, path FROM source").map {
        ($0[0] as Int64, $0[1] as String)
      })
    let id = try BulkStatement(database, "SELECT id FROM account WHERE account = ?")
    func name(_ account: Int) throws -> String {
      id.bind(1, Int64(account))
      var found = "?"
      try id.forEachRow { found = id.id(0)?.description ?? found }
      return found
    }
    try FollowLoader.forEachBlock(of: database) { block in
      var edges: [(what: String, other: Int)] = []
      block.forEachList { followed, followers in
        if followed == Int(row) {
          edges += followers.map { ("followed by", Int($0)) }
        } else if followers.contains(where: { Int64($0) == row }) {
          edges.append(("follows", followed))
        }
      }
      for edge in edges {
        items.append(.init(what: edge.what, value: try name(edge.other), source: paths[block.source]))
      }
    }
  }

  private mutating func results(_ names: AccountNames) throws {
    let statement = try BulkStatement(
      database, "SELECT DISTINCT voice FROM score")
    var labels: [String] = []
    try statement.forEachRow {
      if let voice = statement.text(0), names.isLabel(voice) { labels.append(voice) }
    }
    for label in labels {
      let rows = try Row.fetchAll(
        database,
        sql:
          "SELECT run, parameters, rank, score, reply_reach, followers FROM score JOIN run USING (run) WHERE voice = ?",
        arguments: [label])
      for row in rows {
        let figures = ["rank", "score", "reply_reach", "followers"].compactMap { column -> String? in
          let value: DatabaseValue = row[column]
          return value.isNull ? nil : "\(column) \(value)"
        }
        items.append(
          .init(
            what: "saved score",
            value:
              "\(label), run \(row["run"] as Int64) (\(row["parameters"] as String)): \(figures.joined(separator: ", "))"
          ))
      }
    }
  }

  /// Texts that hold one of the account's names.
  private mutating func texts(_ names: AccountNames) throws {
    let search = NamesInText(names.searchable)
    for (what, sql) in [
      ("reason of a reject", "SELECT reason, path FROM reject JOIN source USING (source)"),
      ("note on a roster", "SELECT note, NULL FROM roster_line WHERE note IS NOT NULL"),
      (
        "note of a roster",
        "SELECT note || ' ' || coalesce(evidence, ''), path FROM roster JOIN source USING (source) WHERE note IS NOT NULL"
      ),
      ("noted result of a job", "SELECT result, step FROM step"), ("name of a file", "SELECT path, NULL FROM source"),
      ("options of an import", "SELECT options, path FROM source"),
    ] {
      let statement = try BulkStatement(database, sql)
      try statement.forEachRow {
        guard let text = statement.text(0), search.areIn(text) else { return }
        items.append(.init(what: what, value: text, source: statement.text(1)))
      }
    }
  }
}
