import GRDB
import ReparteeFormats
import ReparteeGraph

/// What a store holds, as flat tables that Repartee reads again and that other programs know how to read.
package enum StoredTable: String, CaseIterable, Sendable {
  /// Every account: how it is called, how many followers it is said to have, and which voice it is by the roster.
  case accounts
  /// Every post that a source holds; what several say of one post is one row.
  case posts
  /// What accounts did towards each other beside posts: replies, mentions, reposts, quotes.
  case interactions
  /// Who follows whom.
  case follows
  /// What rosters say of accounts, line by line.
  case roster

  /// The columns, in order: those of Repartee's own sheets.
  package var columns: [TableColumn] {
    switch self {
    case .accounts:
      [
        TableColumn("id", .text), TableColumn("label", .text), TableColumn("platform", .text),
        TableColumn("handle", .text), TableColumn("name", .text),
        TableColumn("followers", .integer), TableColumn("voice_name", .text), TableColumn("voice_kind", .text),
      ]
    case .posts:
      [
        TableColumn("id", .text), TableColumn("author", .text), TableColumn("parent", .text),
        TableColumn("time", .moment), TableColumn("conversation", .text),
        TableColumn("kind", .text), TableColumn("parent_author", .text), TableColumn("hashtags", .text),
        TableColumn("links", .text), TableColumn("platform", .text),
      ]
    case .interactions:
      [
        TableColumn("kind", .text), TableColumn("actor", .text), TableColumn("target", .text),
        TableColumn("time", .moment), TableColumn("count", .integer),
        TableColumn("post_id", .text),
        TableColumn("platform", .text),
      ]
    case .follows: [TableColumn("follower", .text), TableColumn("followed", .text), TableColumn("platform", .text)]
    case .roster:
      [
        TableColumn("platform", .text), TableColumn("id", .text), TableColumn("handle", .text),
        TableColumn("name", .text), TableColumn("kind", .text),
        TableColumn("organisation", .text), TableColumn("role", .text), TableColumn("voice", .text),
        TableColumn("followers", .integer), TableColumn("from", .moment),
        TableColumn("to", .moment), TableColumn("note", .text), TableColumn("source", .text),
      ]
    }
  }

  /// The statement that selects the columns, each as its kind; nil for follows, which are packed.
  fileprivate var statement: String? {
    switch self {
    case .accounts:
      """
      SELECT CAST(id AS TEXT), coalesce(name, handle, CAST(id AS TEXT)), platform, handle, name, followers,
        coalesce(voice, handle, name, CAST(id AS TEXT)), kind
        FROM merged_account ORDER BY platform, merged_account.id
      """
    case .posts:
      """
      SELECT CAST(post.id AS TEXT), CAST(author.id AS TEXT),
        CASE WHEN post.parent IN (0, '-1') AND NOT EXISTS (SELECT 1 FROM post AS held
          WHERE held.platform = post.platform AND held.id = post.parent) THEN NULL ELSE CAST(post.parent AS TEXT) END,
        post.time, CAST(post.conversation AS TEXT),
        CASE post.kind WHEN 0 THEN 'post' WHEN 1 THEN 'quote' WHEN 2 THEN 'comment' ELSE 'reply' END,
        CAST(parent_author.id AS TEXT),
        (SELECT group_concat(DISTINCT hashtag) FROM hashtag WHERE hashtag.platform = post.platform AND post = post.id),
        (SELECT group_concat('https://' || domain || '/', ' ') FROM (SELECT DISTINCT domain FROM link_domain
          WHERE link_domain.platform = post.platform AND post = post.id ORDER BY domain)),
        platform.name
      FROM merged_post AS post JOIN platform USING (platform) LEFT JOIN account AS author ON author.account = post.author
        LEFT JOIN account AS parent_author ON parent_author.account = post.parent_author
      ORDER BY platform.name, post.id
      """
    case .interactions:
      """
      SELECT kind, actor, target, time, count, post, platform FROM (\(Schema.interactions(time: "interaction.time")))
        ORDER BY platform, kind, actor, target, time, post
      """
    case .follows: nil
    case .roster:
      """
      SELECT platform, CAST(id AS TEXT), handle, name, kind, organisation, role, voice, followers, role_from, role_to, note,
        evidence FROM roster ORDER BY source, line
      """
    }
  }
}

extension ConversationStore {
  /// Calls `body` with every row of a table, in an order that does not depend on that of the imports; lines of rosters are in
  /// the order of their imports.
  /// - Throws: `StoreError.damaged`, and what `body` throws. Complexity: O(rows · log rows).
  package func forEachRow(of table: StoredTable, _ body: ([TableCell]) throws -> Void) throws {
    guard let sql = table.statement else { return try forEachFollow(body) }
    let kinds = table.columns.map(\.kind)
    try read { database in
      let statement = try BulkStatement(database, sql)
      try statement.forEachRow {
        try body(
          kinds.enumerated().map { index, kind in
            switch kind {
            case .text: statement.text(Int32(index)).map(TableCell.text) ?? .empty
            case .integer: .integer(statement.integer(Int32(index)))
            case .moment:
              statement.integer(Int32(index)).flatMap { $0 == Schema.untimed ? nil : $0 }
                .map { .moment(Timestamp(milliseconds: $0)) } ?? .empty
            }
          })
      }
    }
  }

  private func forEachFollow(_ body: ([TableCell]) throws -> Void) throws {
    let followers = try followers()
    if followers.edgeCount == 0 { return }
    let accounts = try accountIDs().map { (platform: TableCell.text($0.platform), id: TableCell.text("\($0.id)")) }
    for followed in 0..<followers.nodeCount {
      for follower in followers[followed] {
        try body([accounts[Int(follower)].id, accounts[followed].id, accounts[followed].platform])
      }
    }
  }
}
