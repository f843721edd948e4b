import GRDB
import ReparteeGraph

/// Reads packed follow blocks back into lists of followers.
enum FollowLoader {
  /// Where an account's row id leads to.
  enum Numbering {
    /// Accounts are in the store in the order of the nodes: node = row id − 1.
    case rowOrder(count: Int)
    /// Row id → node. Several accounts may share a node.
    case table([UInt32], count: Int)

    var nodeCount: Int {
      switch self {
      case .rowOrder(let count), .table(_, let count): count
      }
    }
  }

  /// The blocks of all sources but one, in order.
  static func blocks(of database: Database, excluding source: Int64? = nil) throws -> [StoredFollowBlock] {
    try blocks(of: database, where: "source IS NOT ?", source)
  }

  /// The blocks of one source, in order.
  static func blocks(of database: Database, source: Int64) throws -> [StoredFollowBlock] {
    try blocks(of: database, where: "source = ?", source)
  }

  private static func blocks(
    of database: Database, where condition: String, _ source: Int64?
  ) throws -> [StoredFollowBlock] {
    var blocks: [StoredFollowBlock] = []
    try forEachBlock(of: database, where: condition, source) { blocks.append($0) }
    return blocks
  }

  /// What is done about a block whose bytes are not those that were written.
  enum Damage { case refuse, ignore }

  /// Calls `body` for one block after the other, of which no more than one is in memory, until it throws.
  /// - Parameter damage: whether a block that does not match its checksum ends it.
  /// - Throws: `DamagedFollows`, and what `body` throws.
  static func forEachBlock(
    of database: Database, where condition: String = "source IS NOT ?", _ source: Int64? = nil,
    damage: Damage = .refuse, _ body: (StoredFollowBlock) throws -> Void
  ) throws {
    let statement = try BulkStatement(
      database,
      "SELECT source, lists, edges, data, checksum, block FROM follow_block WHERE \(condition) ORDER BY source, block")
    statement.bind(1, source)
    try statement.forEachRow {
      var block = StoredFollowBlock(
        source: statement.integer(0) ?? 0, lists: Int(clamping: statement.integer(1) ?? 0),
        edges: Int(clamping: statement.integer(2) ?? 0), data: Array(statement.bytes(3)))
      block.number = statement.integer(5) ?? 0
      block.isIntact = statement.integer(4) == block.checksum
      if damage == .refuse, !block.isIntact { throw DamagedFollows() }
      try body(block)
    }
  }

  /// Each node's followers, distinct and sorted; nil where the blocks are damaged or name an account that is missing.
  ///
  /// Complexity: O(n + m) for m followers in the lists that are read, and O(1) for each of the others; lists are sorted only
  /// where the numbering or a second source upset their order.
  /// - Parameter isAsked: node → whether its list is read; nil reads all. Blocks are found damaged all the same.
  static func followers(
    of blocks: [StoredFollowBlock], numbering: Numbering, only isAsked: [Bool]? = nil
  ) -> Adjacency? {
    let nodeCount = numbering.nodeCount
    // Blocks of one source name each account once, so they can be read side by side; sources and shared nodes cannot,
    // nor blocks that overlap, which damage may lead to: two threads would write to one place.
    let spans = Cores.map(count: blocks.count) { blocks[$0].span }
    var groups: [Range<Int>] = []
    for (index, block) in blocks.enumerated() {
      if let last = groups.last, case .rowOrder = numbering, blocks[last.lowerBound].source == block.source,
        let span = spans[index], let previous = spans[index - 1], previous.upperBound < span.lowerBound
      {
        groups[groups.count - 1] = last.lowerBound..<(index + 1)
      } else {
        groups.append(index..<(index + 1))
      }
    }
    var isSound = [Bool](repeating: true, count: blocks.count)
    let buckets = Buckets(count: nodeCount) { counts in
      isSound.withUnsafeMutableBufferPointer { isSound in
        for group in groups {
          Cores.forEach(count: group.count) { index in
            let index = group.lowerBound + index
            isSound[index] = blocks[index].count(into: counts, numbering: numbering, only: isAsked)
          }
        }
      }
    }
    guard isSound.allSatisfy(\.self) else { return nil }
    let offsets = buckets.offsets
    var lists = [UInt32](unsafeUninitializedCapacity: offsets[nodeCount]) { _, count in count = offsets[nodeCount] }
    lists.withUnsafeMutableBufferPointer { lists in
      buckets.withNextPlaces { next in
        for group in groups {
          Cores.forEach(count: group.count) { index in
            blocks[group.lowerBound + index].read(into: lists, next: next, numbering: numbering, only: isAsked)
          }
        }
      }
    }
    if case .rowOrder = numbering, groups.count <= 1 { return Adjacency(offsets: offsets, neighbours: lists) }
    return Adjacency(unsorted: lists, offsets: offsets)
  }

  /// The edges of all sources, or of all but one, by row id.
  static func edges(of database: Database, excluding source: Int64?) throws -> StoredFollows {
    let blocks = try blocks(of: database, excluding: source)
    guard !blocks.isEmpty else { return StoredFollows(followers: nil) }
    let count = try Int.fetchOne(database, sql: "SELECT coalesce(max(account), 0) FROM account") ?? 0
    guard let followers = followers(of: blocks, numbering: .rowOrder(count: count)) else { throw DamagedFollows() }
    return StoredFollows(followers: followers)
  }
}

/// Follow blocks that cannot be read, so that nothing can be built on them.
struct DamagedFollows: Error {}

/// A row with a value that no sound store has: an account that does not exist, a kind without a meaning.
struct DamagedRow: Error {}

/// Follow edges that earlier sources brought, by row id less one.
struct StoredFollows {
  let followers: Adjacency?

  /// How many of the edges of `new`, whose nodes have the row ids `rowIDs`, are known already.
  func count(of new: Adjacency, rowIDs: [Int64]) -> Int {
    guard let followers else { return 0 }
    var known = 0
    for node in 0..<new.nodeCount where Int(rowIDs[node]) <= followers.nodeCount {
      var earlier = followers[Int(rowIDs[node]) - 1]
      for follower in new[node] {
        let row = UInt32(truncatingIfNeeded: rowIDs[Int(follower)] - 1)
        earlier = earlier.drop { $0 < row }
        if earlier.first == row { known += 1 }
      }
    }
    return known
  }
}

/// One row of `follow_block`.
struct StoredFollowBlock: Sendable {
  var source: Int64
  var number: Int64 = 0
  var lists: Int
  var edges: Int
  var data: [UInt8]
  /// Whether it matches the checksum that was stored with it.
  var isIntact = true

  init(source: Int64, lists: Int, edges: Int, data: [UInt8]) {
    (self.source, self.lists, self.edges, self.data) = (source, lists, edges, data)
  }

  /// The checksum that belongs to it.
  var checksum: Int64 { FollowBlock(lists: lists, edges: edges, data: data).checksum }

  /// Whether its lists can be read, ascend, have the lengths that the row says, and name accounts that `isAccount` knows.
  func isSound(isAccount: (Int) -> Bool) -> Bool {
    var (lists, edges, isSound, lastFollowed) = (0, 0, true, 0)
    let isWhole = forEachList { followed, followers in
      lists += 1
      edges += followers.count
      let ascends = zip(followers, followers.dropFirst()).allSatisfy(<)
      isSound =
        isSound && ascends && followed > lastFollowed && isAccount(followed)
        && followers.allSatisfy { isAccount(Int($0)) }
      lastFollowed = followed
    }
    return isWhole && isSound && lists == self.lists && edges == self.edges
  }

  /// The first and the last account of whom it holds followers, or nil where it is damaged.
  var span: ClosedRange<Int>? {
    data.withUnsafeBytes { bytes in
      var reader = FollowBlockReader(bytes)
      var span: ClosedRange<Int>?
      while let head = reader.nextHead(), reader.skipFollowers(head.count) {
        span = (span?.lowerBound ?? head.followed)...head.followed
      }
      return span
    }
  }

  /// Adds the length of each list that is asked for to the count of its node; false where the block is damaged.
  func count(
    into counts: UnsafeMutableBufferPointer<Int>, numbering: FollowLoader.Numbering, only isAsked: [Bool]?
  ) -> Bool {
    let (lists, edges) = (lists, edges)
    return data.withUnsafeBytes { bytes in
      var reader = FollowBlockReader(bytes)
      var (seenLists, seenEdges) = (0, 0)
      while let head = reader.nextHead() {
        guard let node = numbering.node(of: head.followed), reader.skipFollowers(head.count) else { return false }
        if isAsked?[node] ?? true { counts[node] += head.count }
        seenLists += 1
        seenEdges += head.count
      }
      return !reader.isDamaged && seenLists == lists && seenEdges == edges
    }
  }

  /// Reads each list that is asked for to where `next` says its node's list goes on. In bounds: nodes are those of the numbering, and each has
  /// as many places as `count` found followers of it.
  func read(
    into lists: UnsafeMutableBufferPointer<UInt32>, next: UnsafeMutableBufferPointer<Int>,
    numbering: FollowLoader.Numbering, only isAsked: [Bool]?
  ) {
    data.withUnsafeBytes { bytes in
      var reader = FollowBlockReader(bytes)
      while let head = reader.nextHead() {
        guard let node = numbering.node(of: head.followed) else { return }
        if isAsked?[node] == false {
          guard reader.skipFollowers(head.count) else { return }
          continue
        }
        let place = next[node]
        let list = UnsafeMutableBufferPointer(rebasing: lists[place..<(place + head.count)])
        reader.readFollowers(into: list)
        numbering.translate(list)
        next[node] = place + head.count
      }
    }
  }
}

extension FollowLoader.Numbering {
  /// The node of a row id, or nil where there is no such account.
  @inline(__always)
  func node(of row: Int) -> Int? {
    switch self {
    case .rowOrder(let count): row >= 1 && row <= count ? row - 1 : nil
    case .table(let nodes, let count): row < nodes.count && nodes[row] < UInt32(count) ? Int(nodes[row]) : nil
    }
  }

  /// Turns row ids into nodes, in place. Row ids without an account become the first node; `check` finds those.
  func translate(_ list: UnsafeMutableBufferPointer<UInt32>) {
    switch self {
    case .rowOrder(let count):
      for index in list.indices { list[index] = min(list[index] &- 1, UInt32(truncatingIfNeeded: count - 1)) }
    case .table:
      for index in list.indices { list[index] = UInt32(node(of: Int(list[index])) ?? 0) }
    }
  }
}
