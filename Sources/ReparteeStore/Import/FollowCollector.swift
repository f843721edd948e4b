import GRDB
import ReparteeFormats
import ReparteeGraph

/// Collects the follow edges of one source and platform, 8 bytes each, and writes them as packed blocks.
final class FollowCollector {
  private var numbering = IDNumbering()
  /// The edges of each batch, as numbers of accounts.
  private var parts: [FollowSort.Part] = []

  /// Takes the edges of one batch.
  func add(_ columns: FollowColumns) {
    parts.append(
      FollowSort.Part(followers: numbering.number(columns.followers), followed: numbering.number(columns.followed)))
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
  /// - Parameters:
  ///   - isGrowing: whether the source is held already, and its edges are among those known before.
  ///   - firstBlock: the number of its first new block.
  func write(
    to database: Database, source: Int64, isGrowing: Bool, platform: Int64, accounts: AccountNumbers,
    firstBlock: Int64
  ) throws -> Outcome {
    let ids = numbering.sorted()
    let (rowIDs, isNew) = try accounts.reserve(ids.map(\.id), platform: platform)
    // Nodes are in the order of row ids, which is the ids' own unless some accounts were known before.
    let isRowOrder = zip(rowIDs, rowIDs.dropFirst()).allSatisfy(<)
    let byRow = isRowOrder ? Array(rowIDs.indices) : rowIDs.indices.sorted { rowIDs[$0] < rowIDs[$1] }
    var nodes = [UInt32](repeating: 0, count: ids.count)
    for (node, index) in byRow.enumerated() { nodes[Int(ids[index].number)] = UInt32(node) }
    let nodeRows = byRow.map { rowIDs[$0] }

    var blocks: [FollowBlock] = []
    var outcome = Outcome()
    let earlier = try FollowLoader.edges(of: database, excluding: isGrowing ? nil : source)
    var failure: (any Error)?
    let rows = parts.reduce(0) { $0 + $1.followers.count }
    Cores.forEach(count: 2) { task in
      if task == 0 {
        do {
          let new = ids.indices.lazy.filter { isNew[$0] }
          try accounts.add(new.map { (ids[$0].id, rowIDs[$0]) }, platform: platform)
        } catch { failure = error }
      } else {
        let sorted = FollowSort.adjacency(of: parts, nodes: nodes)
        outcome.selfFollows = sorted.loops
        outcome.kept = sorted.followers.edgeCount - earlier.count(of: sorted.followers, rowIDs: nodeRows)
        outcome.duplicates = rows - outcome.selfFollows - outcome.kept
        blocks = FollowBlock.encode(sorted.followers, accounts: nodeRows)
      }
    }
    if let failure { throw failure }
    try FollowBlock.insert(blocks, into: database, source: source, firstBlock: firstBlock)
    return outcome
  }
}
