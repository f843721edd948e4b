import GRDB
import ReparteeGraph

extension ConversationStore {
  /// What is said where follows are held and none of their accounts is one that posts: mostly they were imported for another
  /// platform, and ids meet only within one. Nil where some meet, or where there is nothing that could.
  /// - Complexity: O(accounts) and as much of the follows as it takes to find one that meets.
  package func followsThatMeetNobody() throws -> String? {
    try read { database in
      let blocks = try FollowLoader.blocks(of: database)
      guard !blocks.isEmpty else { return nil }
      let count = try (Int.fetchOne(database, sql: "SELECT coalesce(max(account), 0) FROM account") ?? 0) + 1
      var isActive = [Bool](repeating: false, count: count)
      var anyone = false
      // Some hundred thousand rows show it.
      let statement = try BulkStatement(
        database,
        """
        SELECT author FROM (SELECT author FROM post WHERE author IS NOT NULL LIMIT 500000)
          UNION SELECT actor FROM (SELECT actor FROM interaction LIMIT 500000)
        """)
      try statement.forEachRow {
        if let account = statement.integer(0), account < count {
          isActive[Int(account)] = true
          anyone = true
        }
      }
      guard anyone else { return nil }
      var follower: Int?
      for block in blocks {
        var meets = false
        block.forEachList { followed, followers in
          follower = follower ?? followed
          meets = meets || followed < count && isActive[followed]
          if !meets { meets = followers.contains { Int($0) < count && isActive[Int($0)] } }
        }
        if meets { return nil }
      }
      let platforms = try String.fetchAll(
        database,
        sql: "SELECT DISTINCT name FROM post JOIN platform USING (platform) ORDER BY name LIMIT 5")
      let own =
        try String.fetchOne(
          database, sql: "SELECT name FROM account JOIN platform USING (platform) WHERE account = ?",
          arguments: [follower ?? 0]) ?? "local"
      return
        "warning: none of those who follow or are followed posts anything that is held: the follows are of “\(own)”, the "
        + "posts of \(platforms.joined(separator: ", ")); where these are the same people, undo the follows and import them "
        + "with --platform \(platforms.first ?? "x")"
    }
  }
}
