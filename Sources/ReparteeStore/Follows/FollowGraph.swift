import GRDB
import ReparteeFormats
import ReparteeGraph

extension ConversationStore {
  /// The held follow edges alone: each account's followers, accounts numbered in the order of platform and id.
  ///
  /// For work on the follower graph that needs neither names nor posts. `accountIDs` names the numbers.
  /// - Returns: the lists, empty where no edge is held. Complexity: O(accounts + edges).
  package func followers() throws -> Adjacency {
    try read { database in
      let blocks = try FollowLoader.blocks(of: database)
      let orderedTo = try Int.fetchOne(database, sql: "SELECT ordered_to FROM account_order") ?? 0
      let last = try Int.fetchOne(database, sql: "SELECT coalesce(max(account), 0) FROM account") ?? 0
      let numbering = orderedTo == last ? .rowOrder(count: last) : try Self.numbering(database, lastRow: last)
      guard let followers = FollowLoader.followers(of: blocks, numbering: numbering) else {
        throw StoreError.damaged(path: path)
      }
      return followers
    }
  }

  /// The accounts' platforms and ids, in the order in which `followers` numbers them.
  package func accountIDs() throws -> [(platform: String, id: ExternalID)] {
    try read { database in
      let statement = try BulkStatement(
        database, "SELECT platform.name, id FROM account JOIN platform USING (platform) ORDER BY platform.name, id")
      var ids: [(platform: String, id: ExternalID)] = []
      try statement.forEachRow {
        if let id = statement.id(1) { ids.append((statement.text(0) ?? "", id)) }
      }
      return ids
    }
  }

  private static func numbering(_ database: Database, lastRow: Int) throws -> FollowLoader.Numbering {
    let statement = try BulkStatement(
      database, "SELECT account FROM account JOIN platform USING (platform) ORDER BY platform.name, id")
    var nodes = [UInt32](repeating: .max, count: lastRow + 1)
    var count: UInt32 = 0
    try statement.forEachRow {
      nodes[Int(statement.integer(0) ?? 0)] = count
      count += 1
    }
    return .table(nodes, count: Int(count))
  }
}

/// A follow list read straight from its file, without a store.
package struct FollowList: Sendable {
  /// The accounts' ids, ascending.
  package let accounts: [ExternalID]
  /// Each account's followers, by its place in `accounts`.
  package let followers: Adjacency

  /// Reads the follow edges of one platform from a file of any format that holds some.
  /// - Throws: `FormatError`. Complexity: O(n log n + m) for n accounts and m edges.
  package init(path: String, options: ReadOptions = ReadOptions(kind: .follow)) throws {
    var numbering = IDNumbering()
    var parts: [FollowSort.Part] = []
    try FileReader(path: path, options: options).read { batch in
      for platform in batch.platforms where platform.follows.count > 0 {
        parts.append(
          FollowSort.Part(
            followers: numbering.number(platform.follows.followers),
            followed: numbering.number(platform.follows.followed)))
      }
    }
    let ids = numbering.sorted()
    var nodes = [UInt32](repeating: 0, count: ids.count)
    for (node, entry) in ids.enumerated() { nodes[Int(entry.number)] = UInt32(node) }
    accounts = ids.map(\.id)
    followers = FollowSort.adjacency(of: parts, nodes: nodes).followers
  }
}
