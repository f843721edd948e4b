/// The reply forest, laid out so that everything below a post is one stretch of memory.
///
/// Posts are numbered twice: by their id order (`post`), and by their place in preorder (`position`): a conversation's
/// root first, then each answer followed by everything below it, answers in id order. What stands below the post at
/// position i is `i + 1 ..< subtreeEnd[i]`. Positions of one conversation are consecutive.
///
/// Complexity: O(n) to build, 20 bytes a post.
public struct Conversations: Sendable, Equatable {
  /// The absence of a post.
  public static let none = UInt32.max

  /// Position → post.
  public let posts: [UInt32]
  /// Post → position.
  public let positions: [UInt32]
  /// Position → one past the last position below it.
  public let subtreeEnds: [UInt32]
  /// Position → position of its parent, or `none` for a root.
  public let parents: [UInt32]
  /// Position → conversation.
  public let conversations: [UInt32]
  /// Conversation → position of its root; one more entry than conversations.
  public let starts: [UInt32]

  /// How many conversations there are.
  @inlinable public var count: Int { starts.count - 1 }
  /// How many posts there are.
  @inlinable public var postCount: Int { posts.count }

  /// Builds the forest from each post's parent (a post, or `none`); the links must hold no cycle.
  public init(parents parentOfPost: [UInt32]) {
    let count = parentOfPost.count
    let order = Conversations.breadthFirst(parentOfPost)
    precondition(order.count == count, "the parent links hold a cycle")

    var sizes = [UInt32](repeating: 1, count: count)
    for post in order.reversed() where parentOfPost[Int(post)] != Self.none {
      sizes[Int(parentOfPost[Int(post)])] += sizes[Int(post)]
    }

    // A post's place is known once its parent's is: right behind its elder siblings' subtrees.
    var positions = [UInt32](repeating: 0, count: count)
    var nextPlace = [UInt32](repeating: 0, count: count)
    var starts: [UInt32] = []
    var end: UInt32 = 0
    for post in order.lazy.map(Int.init) {
      let parent = parentOfPost[post]
      if parent == Self.none {
        starts.append(end)
        positions[post] = end
        end += sizes[post]
      } else {
        positions[post] = nextPlace[Int(parent)]
        nextPlace[Int(parent)] += sizes[post]
      }
      nextPlace[post] = positions[post] + 1
    }
    starts.append(end)

    var posts = [UInt32](repeating: 0, count: count)
    var ends = posts
    var parents = posts
    for post in 0..<count {
      let position = Int(positions[post])
      posts[position] = UInt32(post)
      ends[position] = positions[post] + sizes[post]
      let parent = parentOfPost[post]
      parents[position] = parent == Self.none ? Self.none : positions[Int(parent)]
    }
    var conversations = [UInt32](repeating: 0, count: count)
    for conversation in 0..<(starts.count - 1) {
      for position in starts[conversation]..<starts[conversation + 1] {
        conversations[Int(position)] = UInt32(conversation)
      }
    }
    self.posts = posts
    self.positions = positions
    subtreeEnds = ends
    self.parents = parents
    self.conversations = conversations
    self.starts = starts
  }

  /// The positions of one conversation, its root first.
  @inlinable
  public func positions(ofConversation conversation: Int) -> Range<Int> {
    Int(starts[conversation])..<Int(starts[conversation + 1])
  }

  /// The conversation of a post.
  @inlinable
  public func conversation(of post: Int) -> UInt32 { conversations[Int(positions[post])] }

  /// All posts that a root leads to: level by level, in id order among siblings. Posts on or below a cycle are missing.
  static func breadthFirst(_ parentOfPost: [UInt32]) -> [UInt32] {
    let count = parentOfPost.count
    var firstChild = [Int](repeating: 0, count: count + 1)
    for parent in parentOfPost where parent != none { firstChild[Int(parent) + 1] += 1 }
    for post in 0..<count { firstChild[post + 1] += firstChild[post] }
    var next = firstChild
    var children = [UInt32](repeating: 0, count: firstChild[count])
    var order: [UInt32] = []
    order.reserveCapacity(count)
    for post in 0..<count {
      let parent = parentOfPost[post]
      if parent == none {
        order.append(UInt32(post))
      } else {
        children[next[Int(parent)]] = UInt32(post)
        next[Int(parent)] += 1
      }
    }
    var reached = 0
    while reached < order.count {
      let post = Int(order[reached])
      order.append(contentsOf: children[firstChild[post]..<firstChild[post + 1]])
      reached += 1
    }
    return order
  }
}
