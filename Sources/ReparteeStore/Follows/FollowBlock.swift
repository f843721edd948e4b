import CReparteeChecksums
import ReparteeGraph

/// Follow edges, packed: lists of followers by followed account, sorted and delta-coded.
///
/// The layout of `follow_block.data`, all numbers being `account.account` row ids:
///
///     block     := list*                            as many as `lists` says; followed accounts ascend
///     list      := followed count width first gap*  gaps: count − 1
///     followed  := varint                           less the followed account of the list before (0 at the start)
///     count     := varint                           followers in the list, at least 1
///     width     := byte                             bytes of each gap: 1, 2, 3 or 4
///     first     := varint                           the smallest follower
///     gap       := width bytes, little-endian       to the next follower, at least 1
///
/// A varint is 7 bits a byte, the lowest first, the top bit meaning that more follow (LEB128). One width a list costs a
/// few bytes against a code for each gap and lets a reader run without a branch an edge.
///
/// `follow_block.checksum` is the checksum, by the rule of the store's pages, of `lists`, `edges` and the length of `data`, 8
/// bytes each, little-endian, and of `data` after them. Whoever reads a block compares it.
struct FollowBlock {
  /// A block is closed once it holds this many edges; a longer list makes a longer block.
  static let edgesPerBlock = 1 << 16

  var lists: Int
  var edges: Int
  var data: [UInt8]

  /// The checksum that is stored with it.
  var checksum: Int64 {
    let counts = [lists, edges, data.count].map { UInt64(bitPattern: Int64($0)).littleEndian }
    let start = counts.withUnsafeBytes { repartee_checksum($0.baseAddress, $0.count, 0) }
    return Int64(bitPattern: data.withUnsafeBytes { repartee_checksum($0.baseAddress, $0.count, start) })
  }

  /// Cuts the lists of `followers` into blocks; `accounts` gives the row id of each of its nodes, ascending.
  static func encode(_ followers: Adjacency, accounts: [Int64]) -> [FollowBlock] {
    var ranges: [Range<Int>] = []
    var start = 0
    for node in 0..<followers.nodeCount
    where followers.offsets[node + 1] - followers.offsets[start] >= edgesPerBlock || node == followers.nodeCount - 1 {
      if followers.offsets[node + 1] > followers.offsets[start] { ranges.append(start..<(node + 1)) }
      start = node + 1
    }
    return Cores.map(count: ranges.count) { encode(followers, nodes: ranges[$0], accounts: accounts) }
  }

  /// The followers of one account, both by row id.
  struct List {
    var followed: UInt32
    /// Ascending, at least one.
    var followers: [UInt32]
  }

  /// One block of lists whose followed accounts ascend.
  static func encode(_ lists: [List]) -> FollowBlock {
    let rows = Set(lists.flatMap { [$0.followed] + $0.followers }).sorted()
    let nodes = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, UInt32($0)) })
    var followers = [[UInt32]](repeating: [], count: rows.count)
    for list in lists {
      if let node = nodes[list.followed] { followers[Int(node)] = list.followers.compactMap { nodes[$0] } }
    }
    let offsets = followers.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    return encode(
      Adjacency(offsets: offsets, neighbours: followers.flatMap(\.self)), nodes: 0..<rows.count,
      accounts: rows.map(Int64.init))
  }

  private static func encode(_ followers: Adjacency, nodes: Range<Int>, accounts: [Int64]) -> FollowBlock {
    let edges = followers.offsets[nodes.upperBound] - followers.offsets[nodes.lowerBound]
    var block = FollowBlock(lists: 0, edges: edges, data: [])
    // At most 4 bytes a gap, and 21 for what precedes them.
    block.data = [UInt8](unsafeUninitializedCapacity: edges * 4 + nodes.count * 21) { data, count in
      followers.neighbours.withUnsafeBufferPointer { neighbours in
        accounts.withUnsafeBufferPointer { accounts in
          var writer = ByteWriter(bytes: data)
          var previous: Int64 = 0
          for node in nodes where followers.degree(of: node) > 0 {
            let list = UnsafeBufferPointer(
              rebasing: neighbours[followers.offsets[node]..<followers.offsets[node + 1]])
            writer.varint(UInt64(accounts[node] - previous))
            writer.list(list, accounts: accounts)
            previous = accounts[node]
            block.lists += 1
          }
          count = writer.count
        }
      }
    }
    return block
  }
}

/// Writes a block's parts one after another. In bounds: the buffer has 4 bytes for every gap and 21 for what precedes the gaps
/// of a list, and followers are nodes, each of which has an account.
private struct ByteWriter {
  let bytes: UnsafeMutableBufferPointer<UInt8>
  var count = 0

  init(bytes: UnsafeMutableBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes[count] = UInt8(truncatingIfNeeded: rest) | 0x80
      count += 1
      rest >>= 7
    }
    bytes[count] = UInt8(truncatingIfNeeded: rest)
    count += 1
  }

  mutating func list(_ list: UnsafeBufferPointer<UInt32>, accounts: UnsafeBufferPointer<Int64>) {
    var largest: Int64 = 0
    for index in 1..<max(1, list.count) {
      largest = max(largest, accounts[Int(list[index])] - accounts[Int(list[index - 1])])
    }
    let width = largest < 1 << 8 ? 1 : largest < 1 << 16 ? 2 : largest < 1 << 24 ? 3 : 4
    varint(UInt64(list.count))
    bytes[count] = UInt8(width)
    count += 1
    varint(UInt64(accounts[Int(list[0])]))
    for index in 1..<max(1, list.count) {
      let gap = UInt32(truncatingIfNeeded: accounts[Int(list[index])] - accounts[Int(list[index - 1])])
      for byte in 0..<width { bytes[count + byte] = UInt8(truncatingIfNeeded: gap >> UInt32(8 * byte)) }
      count += width
    }
  }
}
