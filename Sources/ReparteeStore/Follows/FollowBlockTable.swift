import GRDB

/// The table of follow blocks, as what changes it sees it.
extension FollowBlock {
  /// Writes blocks of a source, numbered from `firstBlock` on.
  static func insert(_ blocks: [FollowBlock], into database: Database, source: Int64, firstBlock: Int64) throws {
    let insert = try BulkStatement(
      database, "INSERT INTO follow_block (source, block, lists, edges, data, checksum) VALUES (?, ?, ?, ?, ?, ?)")
    for (index, block) in blocks.enumerated() {
      try block.data.withUnsafeBytes { bytes in
        insert.bind(1, source)
        insert.bind(2, firstBlock + Int64(index))
        insert.bind(3, Int64(block.lists))
        insert.bind(4, Int64(block.edges))
        insert.bind(5, bytes: bytes)
        insert.bind(6, block.checksum)
        try insert.run()
      }
    }
  }

  /// Takes edges out of the blocks that `condition` picks by `source`, all by default.
  /// - Returns: how many were taken out.
  /// - Throws: `DamagedFollows`. Complexity: linear in the blocks' edges.
  @discardableResult
  static func removeEdges(
    in database: Database, where condition: String = "source IS NOT ?", _ source: Int64? = nil,
    isFollowerGone: (UInt32) -> Bool, isFollowedGone: (Int) -> Bool = { _ in false }
  ) throws -> Int {
    // SQLite may not change a table while its rows are gone through.
    var changed: [(source: Int64, number: Int64, packed: FollowBlock?)] = []
    var removed = 0
    try FollowLoader.forEachBlock(of: database, where: condition, source) { block in
      var (lists, left): ([List], Int) = ([], 0)
      let isWhole = block.forEachList { followed, followers in
        let others = isFollowedGone(followed) ? [] : followers.filter { !isFollowerGone($0) }
        left += others.count
        if !others.isEmpty { lists.append(List(followed: UInt32(followed), followers: others)) }
      }
      if !isWhole { throw DamagedFollows() }
      if left == block.edges { return }
      removed += block.edges - left
      changed.append((block.source, block.number, lists.isEmpty ? nil : encode(lists)))
    }
    for (source, number, packed) in changed {
      try database.execute(
        sql: "DELETE FROM follow_block WHERE source = ? AND block = ?", arguments: [source, number])
      if let packed { try insert([packed], into: database, source: source, firstBlock: number) }
    }
    return removed
  }
}
