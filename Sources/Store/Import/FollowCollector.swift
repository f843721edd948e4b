import Formats
import GRDB
import Parallel
import SocialGraph

/// Collects the follow edges of one source and platform, 8 bytes each, and writes them as packed blocks.
final class FollowCollector {
  private var numbers = NumberTable()
  private var texts: [String: UInt32] = [:]
  private var ids: [ExternalID] = []
  private var followers: [UInt32] = []
  private var followed: [UInt32] = []

  /// Takes the edges of one batch.
  func add(_ columns: FollowColumns) {
    intern(columns.followers, into: &followers)
    intern(columns.followed, into: &followed)
  }

  private func intern(_ column: IDColumn, into target: inout [UInt32]) {
    target.reserveCapacity(target.count + column.count)
    column.values.withUnsafeBufferPointer { values in
      for value in values {
        let candidate = UInt32(truncatingIfNeeded: ids.count)
        let number: UInt32
        if value >= 0 {
          number = numbers.insert(value, candidate)
        } else {
          let text = column.texts[Int(~value)]
          number = texts[text] ?? candidate
          if number == candidate { texts[text] = candidate }
        }
        if number == candidate { ids.append(value >= 0 ? .number(value) : .text(column.texts[Int(~value)])) }
        target.append(number)
      }
    }
  }

  /// What became of the edges.
  struct Outcome {
    var kept = 0
    var duplicates = 0
    var selfFollows = 0
  }

  /// Sorts the edges, drops repeated ones, and writes accounts and blocks.
  ///
  /// Accounts are numbered in id order, so that a new store needs no translation when it is read. They are written
  /// while the edges are sorted and packed. Complexity: O(n log n + m) for n accounts and m edges.
  func write(
    to database: Database, source: Int64, platform: Int64, accounts: AccountNumbers, firstBlock: Int64
  ) throws -> Outcome {
    let order = (0..<UInt32(ids.count)).sorted { ids[Int($0)] < ids[Int($1)] }
    let sortedIDs = order.map { ids[Int($0)] }
    let (rowIDs, isNew) = try accounts.reserve(sortedIDs, platform: platform)
    // Place by row id, which differs from the id order once older accounts are among them.
    let byRow = zip(rowIDs, rowIDs.dropFirst()).allSatisfy(<)
      ? Array(rowIDs.indices) : rowIDs.indices.sorted { rowIDs[$0] < rowIDs[$1] }
    var place = [UInt32](repeating: 0, count: ids.count)
    for (node, index) in byRow.enumerated() { place[Int(order[index])] = UInt32(node) }
    let nodeRows = byRow.map { rowIDs[$0] }

    var blocks: [FollowBlock] = []
    var outcome = Outcome()
    let earlier = try FollowLoader.edges(of: database, excluding: source)
    var failure: (any Error)?
    let rows = followers.count
    Parallel.forEach(count: 2) { task in
      if task == 0 {
        do {
          for index in rowIDs.indices where isNew[index] {
            try accounts.add(sortedIDs[index], platform: platform, number: rowIDs[index])
          }
        } catch { failure = error }
      } else {
        let sorted = FollowSort.adjacency(
          followers: followers, followed: followed, place: place, nodeCount: nodeRows.count)
        outcome.selfFollows = sorted.loops
        outcome.kept = sorted.followers.edgeCount - earlier.count(of: sorted.followers, rowIDs: nodeRows)
        outcome.duplicates = rows - outcome.selfFollows - outcome.kept
        blocks = FollowBlock.encode(sorted.followers, accounts: nodeRows)
      }
    }
    if let failure { throw failure }
    let insert = try BulkStatement(
      database, "INSERT INTO follow_block (source, block, lists, edges, data) VALUES (?, ?, ?, ?, ?)")
    for (index, block) in blocks.enumerated() {
      try block.data.withUnsafeBytes { bytes in
        insert.bind(1, source)
        insert.bind(2, firstBlock + Int64(index))
        insert.bind(3, Int64(block.lists))
        insert.bind(4, Int64(block.edges))
        insert.bind(5, bytes: bytes)
        try insert.run()
      }
    }
    return outcome
  }
}
