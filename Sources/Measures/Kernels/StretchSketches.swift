import Parallel
import SocialGraph

/// The audiences of stretches of posts: everybody who wrote one of them, with their followers.
///
/// What stands below a post is one stretch of the preorder. The trick: a sketch for every block of 512 posts, for every
/// two of these, and so on, so that a long stretch is united from few sketches and the posts at its two ends. A voice
/// above a million posts costs about as much as one above a thousand. Source: the segment tree of Bentley, "Solutions to
/// Klee's rectangle problems", 1977. Complexity: O(n) to build, 16 bytes a post of conversations long enough to need it.
struct StretchSketches {
  /// How many posts a block has.
  static let blockSize = 512
  /// From so many posts on a stretch is united from blocks.
  static let fewestPosts = 2 * blockSize

  /// The audience, and behind it those whose follow lists are held.
  private static let size = 2 * FollowerSketches.size
  private let blockCount: Int
  /// Block b is node `blockCount + b`, and node i unites nodes 2i and 2i + 1.
  private let packed: [UInt8]

  /// The sketches of all conversations that are long enough.
  init(_ ground: ReachGround, _ view: ReachGround.View, _ sketches: FollowerSketches) {
    let forest = ground.network.network.conversations
    let blockCount = forest.postCount / Self.blockSize
    self.blockCount = blockCount
    var isNeeded = [Bool](repeating: false, count: blockCount)
    for conversation in 0..<forest.count {
      let positions = forest.positions(ofConversation: conversation)
      guard positions.count >= Self.fewestPosts else { continue }
      for block in Self.blocks(in: positions) { isNeeded[block] = true }
    }
    guard isNeeded.contains(true) else {
      packed = []
      return
    }
    var packed = [UInt8](repeating: 0, count: 2 * blockCount * Self.size)
    packed.withUnsafeMutableBufferPointer { buffer in
      guard let packed = buffer.baseAddress else { return }
      let marks = { [UInt32](repeating: .max, count: sketches.entries.count) }
      Cores.forEach(
        count: blockCount,
        state: { (audience: HyperLogLog.Registers(), heard: HyperLogLog.Registers(), marks: marks()) }
      ) { state, block in
        guard isNeeded[block] else { return }
        state.audience.clear()
        state.heard.clear()
        for position in (block * Self.blockSize)..<((block + 1) * Self.blockSize) {
          let person = view.people[position]
          if person == ScopedNetwork.none || state.marks[Int(person)] == UInt32(block) { continue }
          state.marks[Int(person)] = UInt32(block)
          let entry = sketches.entries[Int(person)]
          state.audience.insert(entry)
          if sketches.add(followersOf: person, to: &state.audience, except: ScopedNetwork.none) {
            state.heard.insert(entry)
          }
        }
        let place = packed + (blockCount + block) * Self.size
        state.audience.pack(into: place)
        state.heard.pack(into: place + FollowerSketches.size)
      }
      var (audience, heard) = (HyperLogLog.Registers(), HyperLogLog.Registers())
      for node in stride(from: blockCount - 1, to: 0, by: -1) {
        audience.clear()
        heard.clear()
        for child in [2 * node, 2 * node + 1] {
          audience.unite(packed + child * Self.size)
          heard.unite(packed + child * Self.size + FollowerSketches.size)
        }
        audience.pack(into: packed + node * Self.size)
        heard.pack(into: packed + node * Self.size + FollowerSketches.size)
      }
    }
    self.packed = packed
  }

  /// The blocks that lie within a stretch.
  static func blocks(in stretch: Range<Int>) -> Range<Int> {
    let first = (stretch.lowerBound + blockSize - 1) / blockSize
    return first..<max(first, stretch.upperBound / blockSize)
  }

  /// Adds blocks to a set, and those of them whose follow lists are held to another.
  func add(
    blocks: Range<Int>, to audience: inout HyperLogLog.Registers, heard: inout HyperLogLog.Registers
  ) {
    packed.withUnsafeBufferPointer { packed in
      guard let packed = packed.baseAddress else { return }
      func unite(_ node: Int) {
        audience.unite(packed + node * Self.size)
        heard.unite(packed + node * Self.size + FollowerSketches.size)
      }
      var (low, high) = (blocks.lowerBound + blockCount, blocks.upperBound + blockCount)
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
}
