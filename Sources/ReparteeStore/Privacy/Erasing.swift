import GRDB
import ReparteeFormats
import ReparteeGraph

/// What was erased.
package struct ErasedCounts: Sendable, Equatable {
  /// Posts that are tombstones now.
  package var posts = 0
  /// Acts of theirs, and of others towards them.
  package var interactions = 0
  /// Follow edges from and to them.
  package var follows = 0
  /// Lines of rosters.
  package var rosterLines = 0
  /// Rows of saved runs.
  package var scores = 0
  /// Texts out of which a name was taken: reasons of rejects, notes, names of files.
  package var texts = 0
}

/// Erases accounts from every table of a store, within one transaction, and puts them on the list of those that no import brings
/// back.
///
/// A post of a forgotten account stays as a tombstone: a number that leads nowhere, without author, time and channel, with what
/// it answered: so conversations keep their shape, and those who answered keep their places in them.
struct Erasing {
  private(set) var counts = ErasedCounts()
  private let suppression: Suppression
  private let database: Database
  private var erased: Set<Int64> = []
  private var names: [AccountNames] = []
  private var hasPosts = false

  init(_ suppression: Suppression, _ database: Database) throws {
    (self.suppression, self.database) = (suppression, database)
    // Deleted rows are overwritten, not only unlinked.
    try database.execute(sql: "PRAGMA secure_delete = ON")
    // The posts to be taken out, and what stands for each; `temp_store` keeps it out of any file.
    try database.execute(
      sql: """
        CREATE TEMPORARY TABLE IF NOT EXISTS forgotten_post (
          platform INTEGER NOT NULL, id NOT NULL, tombstone TEXT NOT NULL, PRIMARY KEY (platform, id)) WITHOUT ROWID;
        DELETE FROM temp.forgotten_post;
        """)
  }

  /// Erases one account. `finish` has to follow the last one.
  mutating func erase(_ account: StoredAccount) throws {
    let own = try AccountNames(account, in: database)
    try suppression.add(account, names: own)
    guard let row = account.row else { return }
    names.append(own)
    erased.insert(row)
    try collectPosts(of: account, row: row)
    try eraseInteractions(of: row)
    try eraseRosterLines(of: account, row: row, handles: own.handles)
    for table in ["account_record", "account_handle"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE account = ?", arguments: [row])
    }
    try eraseScores(of: own)
  }

  /// Does what is done once for all accounts.
  mutating func finish() throws {
    if hasPosts { try erasePosts() }
    try database.execute(sql: "DELETE FROM temp.forgotten_post")
    if erased.isEmpty { return }
    let rows = erased
    counts.follows += try FollowBlock.removeEdges(
      in: database, isFollowerGone: { rows.contains(Int64($0)) }, isFollowedGone: { rows.contains(Int64($0)) })
    counts.interactions += try InteractionBlock.remove(in: database) {
      rows.contains($0.actor) || rows.contains($0.target)
    }
    try eraseTexts(in: names.flatMap(\.searchable))
    for account in erased {
      try database.execute(sql: "DELETE FROM account WHERE account = ?", arguments: [account])
    }
    try SavedResults.dropCached(database)
    try PendingRewrite.mark(in: database)
    try AccountCleaning.dropUnused(database)
  }

  // MARK: Posts

  /// Notes posts of the account: those it wrote, those that others say they answer, and those whose ids name it, as addresses do.
  private mutating func collectPosts(of account: StoredAccount, row: Int64) throws {
    let isByAnother = """
      EXISTS (SELECT 1 FROM post AS other WHERE other.platform = post.platform AND other.id = %
        AND other.author IS NOT NULL AND other.author <> ?1)
      """
    let statement = try BulkStatement(
      database,
      """
      SELECT platform, id FROM post WHERE author = ?1
          AND NOT \(isByAnother.replacing("%", with: "post.id"))
        UNION SELECT platform, parent FROM post WHERE parent_author = ?1 AND parent IS NOT NULL
          AND NOT \(isByAnother.replacing("%", with: "post.parent"))
        UNION SELECT platform, parent FROM post_version AS post WHERE parent_author = ?1 AND parent IS NOT NULL
          AND NOT \(isByAnother.replacing("%", with: "post.parent"))
      """)
    statement.bind(1, row)
    var found: [(platform: Int64, id: ExternalID)] = []
    try statement.forEachRow {
      if let platform = statement.integer(0), let id = statement.id(1) { found.append((platform, id)) }
    }
    let platform = try Int64.fetchOne(database, sql: "SELECT platform FROM account WHERE account = ?", arguments: [row])
    if case .text(let id) = account.id, id.utf8.count >= 3, let platform {
      let search = NamesInText([id])
      found += try textIDs(on: platform).filter { search.areIn("\($0)") }.map { (platform, $0) }
    }
    try note(found)
    // A row that another source contradicts is theirs alone, and goes.
    try database.execute(
      sql: """
        DELETE FROM post WHERE author = ?1
          AND NOT EXISTS (SELECT 1 FROM temp.forgotten_post AS own WHERE own.platform = post.platform AND own.id = post.id)
        """, arguments: [row])
    for table in ["post", "post_version"] {
      try database.execute(sql: "UPDATE \(table) SET parent_author = NULL WHERE parent_author = ?", arguments: [row])
    }
    try database.execute(
      sql: "DELETE FROM account_deletion WHERE id = ? AND platform = (SELECT platform FROM account WHERE account = ?)",
      arguments: [account.id.databaseValue, row])
    try database.execute(
      sql:
        "DELETE FROM post_conflict WHERE ? IN (author, other_author) AND platform = (SELECT platform FROM account WHERE account = ?)",
      arguments: [account.id.databaseValue, row])
  }

  /// Ids of posts of a platform that are texts, in whatever table.
  private func textIDs(on platform: Int64) throws -> Set<ExternalID> {
    var ids: Set<ExternalID> = []
    let statement = try BulkStatement(
      database,
      """
      SELECT id FROM post WHERE platform = ?1 AND typeof(id) = 'text'
        UNION SELECT parent FROM post WHERE platform = ?1 AND typeof(parent) = 'text'
        UNION SELECT conversation FROM post WHERE platform = ?1 AND typeof(conversation) = 'text'
        UNION SELECT post FROM interaction JOIN account ON account.account = interaction.actor
          WHERE account.platform = ?1 AND typeof(post) = 'text' AND post <> ''
        UNION SELECT post FROM reply_count WHERE platform = ?1 AND typeof(post) = 'text'
        UNION SELECT post FROM deletion WHERE platform = ?1 AND typeof(post) = 'text'
        UNION SELECT post FROM post_version WHERE platform = ?1 AND typeof(post) = 'text'
        UNION SELECT parent FROM post_version WHERE platform = ?1 AND typeof(parent) = 'text'
        UNION SELECT conversation FROM post_version WHERE platform = ?1 AND typeof(conversation) = 'text'
      """)
    statement.bind(1, platform)
    try statement.forEachRow {
      if let id = statement.id(0) { ids.insert(id) }
    }
    return ids
  }

  private mutating func note(_ posts: [(platform: Int64, id: ExternalID)]) throws {
    let names = try Dictionary(
      uniqueKeysWithValues: Row.fetchAll(database, sql: "SELECT platform, name FROM platform").map {
        ($0[0] as Int64, $0[1] as String)
      })
    let insert = try BulkStatement(
      database, "INSERT OR IGNORE INTO temp.forgotten_post (platform, id, tombstone) VALUES (?, ?, ?)")
    for post in posts {
      if case .text(let text) = post.id, text.hasPrefix("forgotten:") { continue }
      let tombstone = suppression.tombstone(of: post.id, on: names[post.platform] ?? "")
      try suppression.add(tombstone: tombstone)
      insert.bind(1, post.platform)
      insert.bind(2, post.id)
      insert.bind(3, tombstone)
      try insert.run()
      hasPosts = true
    }
  }

  /// Notes the posts that a source names and whose authors were forgotten before.
  mutating func erasePosts(namedBy source: Int64) throws {
    guard try suppression.holdsPosts() else { return }
    let statement = try BulkStatement(
      database,
      """
      SELECT platform, name, id FROM (
          SELECT platform, id FROM post WHERE source = ?1
          UNION SELECT platform, parent FROM post WHERE source = ?1 AND parent IS NOT NULL
          UNION SELECT platform, conversation FROM post WHERE source = ?1 AND conversation IS NOT NULL
          UNION SELECT platform, post FROM post_version WHERE source = ?1
          UNION SELECT platform, parent FROM post_version WHERE source = ?1 AND parent IS NOT NULL
          UNION SELECT platform, conversation FROM post_version WHERE source = ?1 AND conversation IS NOT NULL
          UNION SELECT platform, post FROM deletion WHERE source = ?1
          UNION SELECT platform, post FROM reply_count WHERE source = ?1
          UNION SELECT account.platform, post FROM interaction JOIN account ON account.account = interaction.actor
            WHERE source = ?1 AND post <> '') JOIN platform USING (platform)
      """)
    statement.bind(1, source)
    var found: [(platform: Int64, id: ExternalID)] = []
    try statement.forEachRow {
      guard let platform = statement.integer(0), let id = statement.id(2) else { return }
      if try suppression.holds(tombstone: suppression.tombstone(of: id, on: statement.text(1) ?? "")) {
        found.append((platform, id))
      }
    }
    try note(found)
  }

  /// Makes tombstones of the posts that were noted, wherever their ids stand.
  private mutating func erasePosts() throws {
    func tombstone(_ platform: String, _ column: String) -> String {
      "(SELECT tombstone FROM temp.forgotten_post AS own WHERE own.platform = \(platform) AND own.id = \(column))"
    }
    func isNoted(_ platform: String, _ column: String) -> String {
      "EXISTS (SELECT 1 FROM temp.forgotten_post AS own WHERE own.platform = \(platform) AND own.id = \(column))"
    }
    for table in ["hashtag", "link_domain", "post_alias", "post_conflict", "post_version"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE \(isNoted("\(table).platform", "\(table).post"))")
    }
    try database.execute(sql: "DELETE FROM post_alias WHERE \(isNoted("post_alias.platform", "post_alias.alias"))")
    for table in ["reply_count", "deletion"] {
      try database.execute(
        sql: """
          UPDATE OR REPLACE \(table) SET post = \(tombstone("\(table).platform", "\(table).post"))
            WHERE \(isNoted("\(table).platform", "\(table).post"))
          """)
    }
    let platform = "(SELECT platform FROM account WHERE account.account = interaction.actor)"
    try database.execute(
      sql: """
        UPDATE OR REPLACE interaction SET post = \(tombstone(platform, "interaction.post"))
          WHERE post <> '' AND \(isNoted(platform, "interaction.post"))
        """)
    for table in ["post", "post_version"] {
      for column in ["parent", "conversation"] {
        try database.execute(
          sql: """
            UPDATE \(table) SET \(column) = \(tombstone("\(table).platform", "\(table).\(column)"))
              WHERE \(isNoted("\(table).platform", "\(table).\(column)"))
            """)
      }
    }
    try database.execute(
      sql: """
        UPDATE OR REPLACE post SET id = \(tombstone("post.platform", "post.id")), author = NULL, time = NULL, channel = NULL,
            is_row = 0, line = NULL
          WHERE \(isNoted("post.platform", "post.id"))
        """)
    counts.posts += database.changesCount
  }

  // MARK: What else speaks of them

  private mutating func eraseInteractions(of row: Int64) throws {
    try database.execute(sql: "DELETE FROM interaction WHERE actor = ?1 OR target = ?1", arguments: [row])
    counts.interactions += database.changesCount
  }

  private mutating func eraseRosterLines(of account: StoredAccount, row: Int64, handles: Set<String>) throws {
    let folded = Set(handles.map(FoldedName.folded))
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT roster, folded_handle, CAST(id AS TEXT) AS id, platform,
            roster IN (SELECT roster FROM roster_match WHERE account = ?1 UNION SELECT roster FROM roster_line WHERE account = ?1)
              AS is_matched FROM roster
        """, arguments: [row])
    for line in rows {
      let platform: String? = line["platform"]
      let isHere = platform == nil || platform == account.platform
      let isNamed =
        (line["id"] as String?) == "\(account.id)" || (line["folded_handle"] as String?).map(folded.contains) ?? false
      guard line["is_matched"] || isHere && isNamed else { continue }
      let roster: Int64 = line["roster"]
      for table in ["roster_line", "roster_match", "roster"] {
        try database.execute(sql: "DELETE FROM \(table) WHERE roster = ?", arguments: [roster])
      }
      counts.rosterLines += 1
    }
    try database.execute(
      sql: "DELETE FROM roster_bond WHERE on_platform = ? AND id = ?",
      arguments: [account.platform, account.id.databaseValue])
    for handle in folded {
      try database.execute(
        sql: "DELETE FROM roster_bond WHERE handle = ? AND platform IN ('', ?)", arguments: [handle, account.platform])
    }
  }

  private mutating func eraseScores(of names: AccountNames) throws {
    let voices = try String.fetchAll(database, sql: "SELECT DISTINCT voice FROM score").filter(names.isLabel)
    counts.scores += try SavedResults.drop(voices, database)
  }

  /// Takes names out of texts: those that stand by themselves in them, and are long enough to mean nothing else.
  mutating func eraseTexts(in names: [String]) throws {
    let search = NamesInText(names)
    guard !search.isEmpty else { return }
    for (table, column) in [
      ("reject", "reason"), ("ignored", "reason"), ("roster_line", "note"), ("roster", "note"), ("roster", "evidence"),
      ("step", "step"), ("step", "result"), ("source", "path"), ("source", "place"), ("source", "options"),
    ] {
      let texts = try String.fetchAll(
        database, sql: "SELECT DISTINCT \(column) FROM \(table) WHERE \(column) IS NOT NULL")
      for text in texts where search.areIn(text) {
        try database.execute(
          sql: "UPDATE OR REPLACE \(table) SET \(column) = ? WHERE \(column) = ?",
          arguments: [search.removed(from: text), text])
        counts.texts += database.changesCount
      }
    }
  }
}
