/// How many replies the platforms counted below posts, for those that have a count.
///
/// 9 bytes a post with a count, and nothing for the others. Complexity of a look-up: O(log n).
package struct ReplyCounts: Sendable, Equatable {
  /// The count of one post.
  package struct Count: Sendable, Equatable {
    /// The post.
    package var post: UInt32
    /// How many replies: 1 and up.
    package var replies: UInt32
    /// Whether all posts below it are counted, or only its direct replies.
    package var isWhole: Bool

    /// The count of one post.
    package init(post: UInt32, replies: UInt32, isWhole: Bool) {
      (self.post, self.replies, self.isWhole) = (post, replies, isWhole)
    }
  }

  /// The posts that have a count, ascending.
  package private(set) var posts: [UInt32] = []
  private var replies: [UInt32] = []
  private var isWhole: [Bool] = []

  /// No counts.
  package init() {}

  /// - Parameter counts: ascending by post, each post once.
  init(_ counts: [Count]) {
    posts = counts.map(\.post)
    replies = counts.map(\.replies)
    isWhole = counts.map(\.isWhole)
  }

  /// How many posts have one.
  package var count: Int { posts.count }

  /// The count at a place of `posts`.
  package subscript(place: Int) -> Count {
    Count(post: posts[place], replies: replies[place], isWhole: isWhole[place])
  }

  /// The places of the posts within a range.
  package func places(in range: Range<Int>) -> Range<Int> {
    let start = posts.partitioningIndex { Int($0) >= range.lowerBound }
    let end = posts.partitioningIndex { Int($0) >= range.upperBound }
    return start..<end
  }
}

extension NetworkBuilder {
  /// What a platform counted below a post, as it was added.
  struct AddedCount {
    var key: Int64
    var platform: UInt32
    var replies: UInt32
    var isWhole: Bool
  }

  /// Says how many replies a platform counted below a post; a count of 0 says nothing, nor does one of a post that is not
  /// added. Of several counts of one post the largest holds, one of all posts below before one of direct replies.
  /// - Parameter isWhole: whether all posts below are counted, or only direct replies.
  package mutating func addReplyCount(_ replies: Int, isWhole: Bool, ofPost id: ExternalID, platform: UInt32) {
    guard replies > 0 else { return }
    counts.append(
      AddedCount(
        key: keys.key(of: id, platform: platform), platform: platform, replies: UInt32(clamping: replies),
        isWhole: isWhole))
  }

  /// The counts by the posts' places before the forest is laid out; of stubs there are none.
  func takeCounts(_ links: PostLinks, _ directory: PostDirectory) -> [ReplyCounts.Count] {
    counts.compactMap { count in
      let post = links.place(directory.post(count.key, platform: count.platform))
      return post == Posts.none
        ? nil : ReplyCounts.Count(post: post, replies: count.replies, isWhole: count.isWhole)
    }
  }
}

extension ReplyCounts {
  /// The counts once the posts stand in another order.
  /// - Parameter order: for each place the one at which its post stood. Complexity: O(n), and O(c log c) for c counts.
  init(_ counts: [Count], reorderedBy order: [UInt32]) {
    self.init()
    if counts.isEmpty { return }
    var places = [UInt32](repeating: Posts.none, count: order.count)
    for (place, old) in order.enumerated() { places[Int(old)] = UInt32(place) }
    var sorted = counts
    for index in sorted.indices { sorted[index].post = places[Int(sorted[index].post)] }
    sorted.sort { left, right in
      if left.post != right.post { return left.post < right.post }
      return left.isWhole == right.isWhole ? left.replies > right.replies : left.isWhole
    }
    self.init(sorted.indices.filter { $0 == 0 || sorted[$0 - 1].post != sorted[$0].post }.map { sorted[$0] })
  }
}
