import GRDB
import ReparteeGraph

extension ConversationStore {
  /// What an earlier time left in the store, and is there no more.
  package struct Forgotten: Sendable, Equatable {
    /// How many records of posts.
    package var posts: Int
    /// How many records of acts towards others.
    package var interactions: Int
    /// How many accounts of which nothing is known any more.
    package var accounts: Int

    /// Whether anything went.
    package var isNothing: Bool { posts + interactions + accounts == 0 }
  }

  /// Takes everything that happened before a moment out of the store, and the accounts that nothing speaks of any more;
  /// their bytes are overwritten. What has no time stays: follows, and posts and acts without one. A later post that
  /// answered one of those keeps its parent's id. The ledger of sources still says what was read. Saved runs of windows that ended
  /// before, and saved scores of accounts that are gone, go with them.
  /// - Complexity: linear in the store's size.
  package func forget(before moment: Timestamp) throws -> Forgotten {
    let forgotten = try write { database in
      try database.execute(sql: "PRAGMA secure_delete = ON")
      let accounts = try Int.fetchOne(database, sql: "SELECT count(*) FROM account") ?? 0
      try database.execute(sql: "DELETE FROM post WHERE time < ?", arguments: [moment.milliseconds])
      let posts = database.changesCount
      for table in Schema.detailsOfPosts {
        try database.execute(
          sql: """
            DELETE FROM \(table) WHERE NOT EXISTS (
              SELECT 1 FROM post WHERE post.platform = \(table).platform AND post.id = \(table).post)
            """)
      }
      try PostConflictRule.dropUnheld(database)
      try database.execute(
        sql: "DELETE FROM interaction WHERE time < ? AND time <> ?", arguments: [moment.milliseconds, Schema.untimed])
      let interactions =
        try database.changesCount
        + InteractionBlock.remove(in: database) { $0.time < moment.milliseconds && $0.time != Schema.untimed }
      if posts + interactions == 0 { return Forgotten(posts: 0, interactions: 0, accounts: 0) }
      try AccountCleaning.dropRecords(seenBefore: moment.milliseconds, database)
      try AccountCleaning.dropUnused(database)
      try RosterMatching.refresh(database)
      try SavedResults.dropUnheld(before: moment, database)
      let left = try Int.fetchOne(database, sql: "SELECT count(*) FROM account") ?? 0
      return Forgotten(posts: posts, interactions: interactions, accounts: accounts - left)
    }
    try keepNetwork()
    return forgotten
  }
}
