import GRDB
import ReparteeGraph

extension ConversationStore {
  /// What is said where follows are held and none of their accounts is one that posts: mostly they were imported for another
  /// platform, and ids meet only within one. Nil where some meet, or where there is nothing that could.
  /// - Parameter sampledRows: how many posts, and how many interactions, are looked at first: nearly always some follow meets
  ///   one of them.
  /// - Complexity: the first posts and as much of the follows as it takes to find one that meets; O(posts + follows) only
  ///   where those meet nobody.
  package func followsThatMeetNobody(sampledRows: Int = 500_000) throws -> String? {
    try read { database in
      for rows in [sampledRows, Int.max] {
        guard let active = try FollowMatch.activeAccounts(of: database, rows: rows) else { return nil }
        guard let follows = try FollowMatch.ifFollowsMiss(active.isActive, in: database) else { return nil }
        if active.areAll { return try FollowMatch.warning(of: follows, in: database) }
      }
      return nil
    }
  }
}

private enum FollowMatch {
  /// Which accounts post or act, by row id, in the first `rows` posts and interactions, and whether those are all; nil
  /// where nobody does.
  static func activeAccounts(of database: Database, rows: Int) throws -> (isActive: [Bool], areAll: Bool)? {
    let count = try (Int.fetchOne(database, sql: "SELECT coalesce(max(account), 0) FROM account") ?? 0) + 1
    var isActive = [Bool](repeating: false, count: count)
    var isAnyone = false
    var areAll = true
    for sql in [
      "SELECT author FROM post WHERE author IS NOT NULL LIMIT \(rows)", "SELECT actor FROM interaction LIMIT \(rows)",
    ] {
      var seen = 0
      let statement = try BulkStatement(database, sql)
      try statement.forEachRow {
        seen += 1
        guard let account = statement.integer(0), account < count else { return }
        isActive[Int(account)] = true
        isAnyone = true
      }
      if seen == rows { areAll = false }
    }
    try InteractionBlock.forEach(in: database) { stored in
      stored.block.forEachAct { act in
        guard act.actor < count else { return }
        isActive[Int(act.actor)] = true
        isAnyone = true
      }
    }
    return isAnyone || !areAll ? (isActive, areAll) : nil
  }

  /// The followed account of the first list where no account of any list is active; nil where one is, or none is held.
  static func ifFollowsMiss(_ isActive: [Bool], in database: Database) throws -> Int? {
    var first: Int?
    struct Met: Error {}
    func meets(_ account: Int) -> Bool { account < isActive.count && isActive[account] }
    do {
      try FollowLoader.forEachBlock(of: database) { block in
        var isMet = false
        block.forEachList { followed, followers in
          first = first ?? followed
          isMet = isMet || meets(followed) || followers.contains { meets(Int($0)) }
        }
        if isMet { throw Met() }
      }
    } catch is Met {
      return nil
    }
    return first
  }

  static func warning(of followed: Int, in database: Database) throws -> String {
    let platforms = try String.fetchAll(
      database,
      sql: """
        SELECT name FROM platform WHERE EXISTS (SELECT 1 FROM post WHERE post.platform = platform.platform)
          ORDER BY name LIMIT 5
        """)
    let own =
      try String.fetchOne(
        database, sql: "SELECT name FROM account JOIN platform USING (platform) WHERE account = ?",
        arguments: [followed]) ?? "local"
    let others = platforms.filter { $0 != own }
    let start = "warning: none of those who follow or are followed posts anything that is held: "
    guard let other = others.first else {
      return start + "the follows and the posts are both of “\(own)”, so they may call people by different ids "
        + "(numbers here, handles there): export the follows with the ids that the posts have as author"
    }
    return start
      + "the follows are of “\(own)”, the posts of \(platforms.joined(separator: ", ")); where these are the same people, "
      + "undo the follows and import them as of the platform \(other)"
  }
}
