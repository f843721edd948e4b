import GRDB
import ReparteeGraph

/// An account that a source calls otherwise than what was imported before it.
package struct RenamedAccount: Sendable, Equatable {
  /// Platform and id, with a colon between them.
  package let account: String
  /// The newest handle of other sources.
  package let before: String
  /// The handle that the source gives it, which is no older.
  package let now: String
}

extension ConversationStore {
  /// The accounts whose newest handle came with source `number`, in place of another one: in the order of platform and id.
  /// Capitals make no difference. Complexity: O(accounts of the source).
  package func renamedAccounts(by number: Int64) throws -> [RenamedAccount] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT platform.name, CAST(account.id AS TEXT) AS id, earlier.handle AS before, now.handle AS now, max(earlier.handle_seen)
            FROM account_record AS now
              JOIN account_record AS earlier ON earlier.account = now.account AND earlier.source <> now.source
              JOIN account ON account.account = now.account JOIN platform USING (platform)
            WHERE now.source = ? AND now.handle IS NOT NULL AND earlier.handle IS NOT NULL
            GROUP BY now.account
            HAVING max(earlier.handle_seen) <= now.handle_seen AND lower(earlier.handle) <> lower(now.handle)
            ORDER BY platform.name, account.id
          """, arguments: [number]
      ).map {
        RenamedAccount(
          account: "\($0["name"] as String):\($0["id"] as String)", before: $0["before"], now: $0["now"])
      }
    }
  }
}
