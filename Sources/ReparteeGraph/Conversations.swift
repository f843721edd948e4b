/// The reply forest, laid out so that everything below a post is one stretch of memory.
///
/// Posts are numbered in preorder: a conversation's root first, then each answer followed by everything below it,
/// answers in id order, conversations in the id order of their roots. What stands below post p is
/// `p + 1 ..< subtreeEnds[p]`, and the posts of one conversation are consecutive.
///
/// Complexity: O(n) to build; 8.25 bytes a post and 4 a conversation.
package struct Conversations: Sendable, Equatable {
  /// The absence of a post.
  package static let none = UInt32.max

  /// Post → one past the last post below it.
  package let subtreeEnds: [UInt32]
  /// Post → its parent in the tree, or `none` for a root.
  package let parents: [UInt32]
  /// Conversation → its root; one more entry than conversations.
  package let starts: [UInt32]
  @usableFromInline let roots: RankedMarks

  /// How many conversations there are.
  @inlinable package var count: Int { starts.count - 1 }
  /// How many posts there are.
  @inlinable package var postCount: Int { parents.count }

  /// The forest of posts that stand in preorder already.
  init(parents: [UInt32], subtreeEnds: [UInt32], starts: [UInt32]) {
    self.parents = parents
    self.subtreeEnds = subtreeEnds
    self.starts = starts
    roots = RankedMarks(starts.dropLast(), count: parents.count)
  }

  /// The posts of one conversation, its root first.
  @inlinable
  package func posts(ofConversation conversation: Int) -> Range<Int> {
    Int(starts[conversation])..<Int(starts[conversation + 1])
  }

  /// Everything below a post.
  @inlinable
  package func posts(below post: Int) -> Range<Int> { post + 1..<Int(subtreeEnds[post]) }

  /// The conversation of a post. Complexity: O(1).
  @inlinable @inline(__always)
  package func conversation(of post: Int) -> UInt32 { roots.count(through: post) - 1 }

  /// The root of a conversation.
  @inlinable
  package func root(of conversation: Int) -> Int { Int(starts[conversation]) }
}

/// Marks on some of a row of places, and how many there are up to any of them.
///
/// The trick: for each 64 places their bits and the number of marks before them stand side by side, so a question costs
/// one visit to memory and one count of bits. A quarter byte a place.
@usableFromInline
struct RankedMarks: Sendable, Equatable {
  @usableFromInline
  struct Block: Sendable, Equatable {
    @usableFromInline var bits: UInt64 = 0
    @usableFromInline var before: UInt32 = 0
  }
  @usableFromInline private(set) var blocks: [Block]

  init(_ places: some Sequence<UInt32>, count: Int) {
    blocks = Array(repeating: Block(), count: (count + 63) / 64)
    for place in places { blocks[Int(place >> 6)].bits |= 1 << UInt64(place & 63) }
    for index in blocks.indices.dropFirst() {
      blocks[index].before = blocks[index - 1].before + UInt32(blocks[index - 1].bits.nonzeroBitCount)
    }
  }

  /// How many places up to and with this one are marked.
  @inlinable @inline(__always)
  func count(through place: Int) -> UInt32 {
    let block = blocks[place >> 6]
    return block.before + UInt32((block.bits << UInt64(63 - place & 63)).nonzeroBitCount)
  }
}
