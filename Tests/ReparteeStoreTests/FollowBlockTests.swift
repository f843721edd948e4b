import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeStore

/// Random follow lists between accounts whose row ids lie `gap` apart on average.
struct RandomFollows {
  var accounts: [Int64] = []
  var followers: Adjacency

  init(seed: UInt64, nodes: Int, edges: Int, largestGap: Int64) {
    var numbers = SeededNumbers(seed: seed)
    var row: Int64 = 0
    for _ in 0..<nodes {
      row += Int64.random(in: 1...largestGap, using: &numbers)
      accounts.append(row)
    }
    followers = Adjacency(
      nodeCount: nodes, sources: (0..<edges).map { _ in UInt32.random(in: 0..<UInt32(nodes), using: &numbers) },
      targets: (0..<edges).map { _ in UInt32.random(in: 0..<UInt32(nodes), using: &numbers) })
  }

  /// The blocks as a store holds them.
  func blocks(source: Int64 = 1) -> [StoredFollowBlock] {
    FollowBlock.encode(followers, accounts: accounts).map {
      StoredFollowBlock(source: source, lists: $0.lists, edges: $0.edges, data: $0.data)
    }
  }

  /// Followed row id and its followers' row ids, for each list that is not empty.
  var lists: [[Int64]] {
    (0..<followers.nodeCount).filter { followers.degree(of: $0) > 0 }.map { node in
      [accounts[node]] + followers[node].map { accounts[Int($0)] }
    }
  }
}

extension [StoredFollowBlock] {
  var lists: [[Int64]] {
    var lists: [[Int64]] = []
    for block in self {
      block.forEachList { followed, followers in lists.append([Int64(followed)] + followers.map(Int64.init)) }
    }
    return lists
  }
}

@Suite("Packed follow blocks")
struct FollowBlockTests {
  @Test(
    "What is packed comes back, with gaps of one to four bytes",
    arguments: [1, 200, 60_000, 10_000_000, 40_000_000] as [Int64])
  func roundTrip(largestGap: Int64) {
    for seed in 1...10 as ClosedRange<UInt64> {
      let nodes = Int(min(100, 4_000_000_000 / largestGap))
      for edges in [0, 1, 5, 300, 4000] {
        let follows = RandomFollows(seed: seed, nodes: nodes, edges: edges, largestGap: largestGap)
        let blocks = follows.blocks()
        #expect(blocks.lists == follows.lists, "seed \(seed), \(edges) edges")
        #expect(blocks.map(\.edges).reduce(0, +) == follows.followers.edgeCount)
        #expect(blocks.map(\.lists).reduce(0, +) == follows.lists.count)
      }
    }
  }

  @Test("Widths are as the layout says, and no wider")
  func widths() {
    for (gap, width) in [(1, 1), (255, 1), (256, 2), (65_535, 2), (65_536, 3), (16_777_215, 3), (16_777_216, 4)]
      as [(Int64, Int)]
    {
      let followers = Adjacency(nodeCount: 3, sources: [0, 0], targets: [1, 2])
      let block = FollowBlock.encode(followers, accounts: [1, 2, 2 + gap])[0]
      #expect(
        Array(block.data) == [1, 2, UInt8(width), 2]
          + (0..<width).map { UInt8(truncatingIfNeeded: gap >> (8 * Int64($0))) })
    }
  }

  @Test("A list longer than a block is one block; the others are cut between lists")
  func longLists() {
    let count = FollowBlock.edgesPerBlock + 5000
    let star = (1..<UInt32(count))
    let sources = star.map { _ in UInt32(0) } + star.map { $0 } + star.map { $0 }
    let targets = star.map { $0 } + star.map { _ in UInt32(0) } + star.map { ($0 * 7) % UInt32(count) }
    var follows = RandomFollows(seed: 1, nodes: count, edges: 0, largestGap: 3)
    follows.followers = Adjacency(nodeCount: count, sources: sources, targets: targets)
    let blocks = follows.blocks()
    #expect(blocks.count > 2)
    #expect(blocks[0].lists == 1 && blocks[0].edges == count - 1)
    #expect(blocks.lists == follows.lists)
  }

  @Test("Lists are joined over sources, translated to other nodes, and sorted whatever the row order")
  func numbering() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      var numbers = SeededNumbers(seed: seed)
      let parts = (0..<3).map { RandomFollows(seed: seed * 10 + $0, nodes: 40, edges: 200, largestGap: 1) }
      let blocks = parts.enumerated().flatMap { $1.blocks(source: Int64($0)) }
      // Row 1...40 leads to a shuffled node; the last ten share nodes with others.
      let order = Array(0..<30 as Range<UInt32>).shuffled(using: &numbers)
      let nodes = [UInt32.max] + (0..<40).map { order[$0 % 30] }
      var expected = Array(repeating: Set<UInt32>(), count: 30)
      for list in parts.flatMap(\.lists) {
        expected[Int(nodes[Int(list[0])])].formUnion(list.dropFirst().map { nodes[Int($0)] })
      }
      let found = try #require(FollowLoader.followers(of: blocks, numbering: .table(nodes, count: 30)))
      #expect((0..<30).map { Array(found[$0]) } == expected.map { $0.sorted() }, "seed \(seed)")

      let plain = try #require(FollowLoader.followers(of: blocks, numbering: .rowOrder(count: 40)))
      for node in 0..<40 {
        let lists = parts.flatMap { $0.followers[node].map { $0 } }
        #expect(Array(plain[node]) == Set(lists).sorted(), "seed \(seed), node \(node)")
      }
    }
  }

  @Test("At most three bytes an edge where lists are as long as on a real platform")
  func size() {
    var numbers = SeededNumbers(seed: 7)
    let count = 60_000
    // A few accounts have most of the followers: the followed one is the smallest of three draws.
    let draws = (0..<600_000).map { _ in
      (0..<3).map { _ in UInt32.random(in: 0..<UInt32(count), using: &numbers) }.min() ?? 0
    }
    let sources = draws.map { UInt32(UInt64($0) * UInt64($0) / UInt64(count)) }
    let targets = draws.map { _ in UInt32.random(in: 0..<UInt32(count), using: &numbers) }
    var follows = RandomFollows(seed: 1, nodes: count, edges: 0, largestGap: 1)
    follows.followers = Adjacency(nodeCount: count, sources: sources, targets: targets)
    let bytes = follows.blocks().reduce(0) { $0 + $1.data.count }
    #expect(bytes <= 3 * follows.followers.edgeCount)
  }
}
