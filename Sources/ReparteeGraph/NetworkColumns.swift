/// What a network is made of beside its voices and follows, in the columns that are smallest to keep: from these it is put
/// together again, to the bit, without finding a parent or laying out the forest.
///
/// The forest is the depth of each post: in preorder a post's parent is the last one before it that is a level higher.
package struct NetworkColumns: Sendable {
  /// Post → how many posts stand above it in its conversation; 0 for a root.
  package var depths: [UInt32] = []
  /// Post → who wrote it, or `Posts.none`.
  package var authors: [UInt32] = []
  /// Post → its flags, as bits.
  package var flags: [UInt8] = []
  /// Post → milliseconds since 1970, or `Posts.untimed`.
  package var times = PackedIntegers()
  /// Post → its id's number, or below zero the complement of the id's place in `texts`.
  package var ids = PackedIntegers()
  /// The ids that are no numbers.
  package var texts: [ExternalID] = []
  /// The first post of each platform, ascending, with the platform's name.
  package var platforms: [(start: Int, name: String)] = []
  /// How many replies the platforms counted below posts, ascending by post.
  package var replyCounts: [ReplyCounts.Count] = []
  /// What was found wrong.
  package var quality = NetworkQuality()

  /// No posts.
  package init() {}

  /// The columns of a network. Complexity: O(n).
  package init(_ network: SocialNetwork) {
    let (posts, forest) = (network.posts, network.conversations)
    depths = forest.depths
    authors = posts.authors
    flags = posts.flags.map(\.rawValue)
    times = posts.times
    (ids, texts) = posts.ids.columns
    platforms = posts.platforms
    replyCounts = (0..<posts.replyCounts.count).map { posts.replyCounts[$0] }
    quality = network.quality
  }

  /// The network of these posts; nil where the columns are those of no network of so many voices, since they are damaged.
  ///
  /// Everything that kernels read without checks of bounds is checked here. Complexity: O(n).
  package consuming func network(
    voices: Voices, replies: AccountInteractions, reposts: LazyInteractions, follows: FollowLists?,
    completeFollows: Set<String>
  ) -> SocialNetwork? {
    let count = authors.count
    guard depths.count == count, flags.count == count, times.count == count, ids.count == count,
      NetworkColumns.areIndices(authors, below: voices.count, orNone: true),
      ids.least.map({ $0 >= 0 || $0 >= ~Int64(texts.count) + 1 }) ?? true,
      platforms.allSatisfy({ (0..<max(1, count)).contains($0.start) }),
      zip(platforms, platforms.dropFirst()).allSatisfy({ $0.start < $1.start }),
      replyCounts.allSatisfy({ Int($0.post) < count }),
      zip(replyCounts, replyCounts.dropFirst()).allSatisfy({ $0.post < $1.post }),
      follows.map({ $0.nodeCount == voices.count }) ?? true,
      [replies.actors, replies.targets].allSatisfy({
        NetworkColumns.areIndices($0, below: voices.count)
      }),
      let forest = Conversations(depths: depths)
    else { return nil }
    var posts = Posts()
    posts.flags = flags.map(Posts.Flags.init)
    posts.answered = Posts.Answered(parents: forest.parents, flags: posts.flags)
    posts.authors = authors
    posts.times = times
    posts.ids = ExternalIDs(numbers: ids, texts: texts)
    posts.platforms = platforms
    posts.replyCounts = ReplyCounts(replyCounts)
    return SocialNetwork(
      voices: voices, posts: posts, conversations: forest, replies: replies, reposts: reposts, follows: follows,
      completeFollows: completeFollows, quality: quality)
  }

  /// Whether all numbers are below `count`, or `UInt32.max` where absence is allowed.
  private static func areIndices(_ indices: [UInt32], below count: Int, orNone: Bool = false) -> Bool {
    indices.withUnsafeBufferPointer { indices in
      // One pass without a branch: absence becomes 0, the others one more than they are.
      var (largest, isAnyAbsent): (UInt32, Bool) = (0, false)
      for index in indices {
        largest = max(largest, index &+ 1)
        isAnyAbsent = isAnyAbsent || index == .max
      }
      return Int(largest) <= count && (orNone || !isAnyAbsent)
    }
  }
}

extension Conversations {
  /// Post → how many posts stand above it. Complexity: O(n).
  var depths: [UInt32] {
    var depths = [UInt32](hugePages: postCount, repeating: 0)
    for post in 0..<postCount where parents[post] != Conversations.none {
      depths[post] = depths[Int(parents[post])] + 1
    }
    return depths
  }

  /// The forest of posts that stand in preorder, by their depths; nil where no forest has them: the first post of a
  /// conversation has the depth 0, and no post is more than a level below the one before it. Complexity: O(n).
  ///
  /// In bounds: a post's depth is compared with the height of the path before it is a place of it, and paths hold posts.
  init?(depths: [UInt32]) {
    let count = depths.count
    guard count < Int(UInt32.max) else { return nil }
    var parents = [UInt32](hugePages: count, repeating: Conversations.none)
    var ends = [UInt32](hugePages: count, repeating: UInt32(count))
    var starts: [UInt32] = []
    // The posts from the root to the last one.
    var path: [UInt32] = []
    var isForest = true
    depths.withUnsafeBufferPointer { depths in
      parents.withUnsafeMutableBufferPointer { parents in
        ends.withUnsafeMutableBufferPointer { ends in
          for post in 0..<count {
            let depth = Int(depths[post])
            if depth > path.count {
              isForest = false
              return
            }
            while path.count > depth { ends[Int(path.removeLast())] = UInt32(post) }
            if depth == 0 { starts.append(UInt32(post)) } else { parents[post] = path[depth - 1] }
            path.append(UInt32(post))
          }
        }
      }
    }
    guard isForest else { return nil }
    starts.append(UInt32(count))
    self.init(parents: parents, subtreeEnds: ends, starts: starts)
  }
}

extension PackedIntegers {
  /// The least of the values but `none`; nil where there is none.
  var least: Int64? {
    // A block of nothing but `none` has the largest number for its least.
    blocks.dropLast().lazy.map(\.least).filter { $0 != .max }.min()
  }

  /// The column as bytes that ``init(count:blocks:words:)`` reads on a machine of the same order of bytes: where its blocks
  /// begin, and the codes of all.
  package func withBytes<Result>(
    _ body: (_ blocks: UnsafeRawBufferPointer, _ words: UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try blocks.withUnsafeBytes { blocks in try words.withUnsafeBytes { words in try body(blocks, words) } }
  }

  /// The bytes of a block's description.
  package static var bytesPerBlock: Int { MemoryLayout<Block>.stride }

  /// How many bytes describe the blocks of so many values.
  package static func bytesOfBlocks(count: Int) -> Int { ((count + 63) / 64 + 1) * bytesPerBlock }

  /// The column of some bytes; nil where they are not one of so many values.
  ///
  /// In bounds: the lengths are compared first, and every block's words lie among those that there are.
  package init?(count: Int, blocks blockBytes: [UInt8], words: [UInt64]) {
    guard count >= 0, blockBytes.count == PackedIntegers.bytesOfBlocks(count: count) else { return nil }
    let blocks = [Block](unsafeUninitializedCapacity: blockBytes.count / PackedIntegers.bytesPerBlock) { blocks, made in
      made = blocks.count
      UnsafeMutableRawBufferPointer(blocks).copyBytes(from: blockBytes)
    }
    let isSound =
      zip(blocks, blocks.dropFirst()).allSatisfy { $0.start <= $1.start && $1.start - $0.start <= 64 && $0.unit > 0 }
      && blocks.last.map { Int($0.start) + 2 == words.count } == true
    guard isSound else { return nil }
    self.init(blocks: blocks, words: words, count: count)
  }
}
