import ReparteeGraph

/// The followers of everybody, ready to be united: a person with few followers is read follower by follower, one with
/// many has a sketch, made once.
///
/// The trick: 1,024 followers are where both cost about the same, and where all sketches together take no more memory
/// than half of the follow graph they were made from. In bounds: a slot is below the number of sketches, each of `size`
/// bytes.
struct FollowerSketches {
  /// From so many followers on a person has a sketch.
  static let fewestSketched = 1024
  /// The size of a packed sketch, in bytes.
  static let size = HyperLogLog.registerCount / 2

  private let followers: Adjacency.View
  /// Voice → what it does to a set.
  let entries: [UInt16]
  /// Voice → the number of its sketch, or `ScopedNetwork.none`.
  private let slots: [UInt32]
  private let packed: [UInt8]

  init(_ followers: Adjacency.View, entries: [UInt16]) {
    var slots = [UInt32](repeating: ScopedNetwork.none, count: entries.count)
    let many = entries.indices.map(UInt32.init).filter { followers[$0].count >= Self.fewestSketched }
    for (slot, voice) in many.enumerated() { slots[Int(voice)] = UInt32(slot) }
    self.followers = followers
    self.entries = entries
    self.slots = slots
    packed = [UInt8](unsafeUninitializedCapacity: many.count * Self.size) { packed, count in
      count = many.count * Self.size
      guard let packed = packed.baseAddress else { return }
      entries.withUnsafeBufferPointer { entries in
        Cores.forEach(count: many.count, state: { HyperLogLog.Registers() }) { registers, slot in
          registers.clear()
          registers.insert(followers[many[slot]], except: ScopedNetwork.none, entries: entries)
          registers.pack(into: packed + slot * Self.size)
        }
      }
    }
  }

  /// Adds the followers of `voice` to a set: all but `left`, as far as single followers can be left out. Says whether any is held.
  @inline(__always)
  @discardableResult
  func add(followersOf voice: UInt32, to registers: inout HyperLogLog.Registers, except left: UInt32) -> Bool {
    let list = followers[voice]
    if list.count < Self.fewestSketched {
      entries.withUnsafeBufferPointer { registers.insert(list, except: left, entries: $0) }
    } else {
      let place = Int(slots[Int(voice)]) * Self.size
      packed.withUnsafeBufferPointer { packed in
        if let packed = packed.baseAddress { registers.unite(packed + place) }
      }
    }
    return !list.isEmpty
  }
}

/// The audiences of ranges of posts: everybody who wrote one of them, with their followers.
///
/// What stands below a post is one range of the preorder. The trick: a sketch for every block of 512 posts, for every
/// two of these, and so on, so that a long range is united from few sketches and the posts at its two ends. A voice
/// above a million posts costs about as much as one above a thousand. Source: the segment tree of Bentley, "Solutions to
/// Klee's rectangle problems", 1977. In bounds: nodes are below twice the number of blocks. Complexity: O(n) to build, 16 bytes a post of conversations long enough to need it.
struct RangeSketches {
  /// How many posts a block has.
  static let blockSize = 512
  /// From so many posts on a range is united from blocks.
  static let fewestPosts = 2 * blockSize

  /// The audience, and after it those whose follow lists are held.
  private static let size = 2 * FollowerSketches.size
  /// Block → how many blocks before it have sketches: those of one conversation stay neighbours.
  private let ranks: [UInt32]
  private let leafCount: Int
  /// The block of rank r is node `leafCount + r`, and node i unites nodes 2i and 2i + 1.
  private let packed: [UInt8]

  /// The sketches of all conversations that are long enough.
  init(_ reachIndex: ReachIndex, _ view: SubtreeRanges.View, _ sketches: FollowerSketches) {
    let forest = reachIndex.network.network.conversations
    var needed: [Int] = []
    for conversation in 0..<forest.count {
      let positions = forest.posts(ofConversation: conversation)
      if positions.count >= Self.fewestPosts { needed += Self.blocks(in: positions) }
    }
    var ranks = [UInt32](repeating: 0, count: needed.isEmpty ? 0 : forest.postCount / Self.blockSize)
    for (rank, block) in needed.enumerated() { ranks[block] = UInt32(rank) }
    self.ranks = ranks
    leafCount = needed.count
    let first = needed.count
    var packed = [UInt8](repeating: 0, count: 2 * needed.count * Self.size)
    packed.withUnsafeMutableBufferPointer { buffer in
      guard let packed = buffer.baseAddress else { return }
      Cores.forEach(count: needed.count, state: { Pair(voiceCount: sketches.entries.count) }) { pair, rank in
        let start = needed[rank] * Self.blockSize
        pair.collect(view.people[start..<(start + Self.blockSize)], mark: UInt32(rank), sketches)
        pair.pack(into: packed + (first + rank) * Self.size)
      }
      var pair = Pair(voiceCount: 0)
      for node in stride(from: first - 1, to: 0, by: -1) {
        pair.clear()
        pair.unite(packed + 2 * node * Self.size)
        pair.unite(packed + (2 * node + 1) * Self.size)
        pair.pack(into: packed + node * Self.size)
      }
    }
    self.packed = packed
  }

  /// The blocks that lie within a range.
  static func blocks(in range: Range<Int>) -> Range<Int> {
    let first = (range.lowerBound + blockSize - 1) / blockSize
    return first..<max(first, range.upperBound / blockSize)
  }

  /// Adds the blocks of one conversation to a set, and those of them whose follow lists are held to another.
  func add(
    blocks: Range<Int>, to audience: inout HyperLogLog.Registers, heard: inout HyperLogLog.Registers
  ) {
    if blocks.isEmpty { return }
    let first = leafCount + Int(ranks[blocks.lowerBound])
    packed.withUnsafeBufferPointer { packed in
      guard let packed = packed.baseAddress else { return }
      func unite(_ node: Int) {
        audience.unite(packed + node * Self.size)
        heard.unite(packed + node * Self.size + FollowerSketches.size)
      }
      var (low, high) = (first, first + blocks.count)
      while low < high {
        if low & 1 == 1 {
          unite(low)
          low += 1
        }
        if high & 1 == 1 {
          high -= 1
          unite(high)
        }
        (low, high) = (low / 2, high / 2)
      }
    }
  }

  /// An audience that is being put together, and those whose follow lists are held.
  private struct Pair {
    var audience = HyperLogLog.Registers()
    var heard = HyperLogLog.Registers()
    /// The last block in which the person was met.
    var marks: [UInt32]

    init(voiceCount: Int) { marks = Array(repeating: .max, count: voiceCount) }

    mutating func clear() {
      audience.clear()
      heard.clear()
    }

    mutating func collect(_ people: Slice<UnsafeBufferPointer<UInt32>>, mark: UInt32, _ sketches: FollowerSketches) {
      clear()
      for person in people where person != ScopedNetwork.none && marks[Int(person)] != mark {
        marks[Int(person)] = mark
        let entry = sketches.entries[Int(person)]
        audience.insert(entry)
        if sketches.add(followersOf: person, to: &audience, except: ScopedNetwork.none) { heard.insert(entry) }
      }
    }

    mutating func unite(_ packed: UnsafePointer<UInt8>) {
      audience.unite(packed)
      heard.unite(packed + FollowerSketches.size)
    }

    func pack(into packed: UnsafeMutablePointer<UInt8>) {
      audience.pack(into: packed)
      heard.pack(into: packed + FollowerSketches.size)
    }
  }
}
