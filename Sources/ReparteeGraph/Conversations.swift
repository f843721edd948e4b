/// The reply forest, laid out so that everything below a post is one range of memory.
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

extension Conversations {
  /// Lays posts out in preorder.
  /// - Parameter parents: each post's parent by the same numbers, or `none`; the links must hold no cycle.
  /// - Returns: the forest, and for each of its posts the number it had before. Complexity: O(n), 28 bytes a post.
  static func layout(parents: [UInt32]) -> (forest: Conversations, order: [UInt32]) {
    let count = parents.count
    let levels = breadthFirst(parents)
    precondition(levels.count == count, "the parent links hold a cycle")

    var sizes = [UInt32](hugePages: count, repeating: 1)
    for post in levels.reversed() where parents[Int(post)] != none {
      sizes[Int(parents[Int(post)])] += sizes[Int(post)]
    }

    // A post's place is known once its parent's is: right after its elder siblings' subtrees.
    var places = [UInt32](hugePages: count, repeating: 0)
    var nextPlace = [UInt32](hugePages: count, repeating: 0)
    var starts: [UInt32] = []
    var end: UInt32 = 0
    for post in levels.lazy.map(Int.init) {
      let parent = parents[post]
      if parent == none {
        starts.append(end)
        places[post] = end
        end += sizes[post]
      } else {
        places[post] = nextPlace[Int(parent)]
        nextPlace[Int(parent)] += sizes[post]
      }
      nextPlace[post] = places[post] + 1
    }
    starts.append(end)

    var order = levels
    var ends = [UInt32](hugePages: count, repeating: 0)
    var above = [UInt32](hugePages: count, repeating: 0)
    for post in 0..<count {
      let place = Int(places[post])
      order[place] = UInt32(post)
      ends[place] = places[post] + sizes[post]
      above[place] = parents[post] == none ? none : places[Int(parents[post])]
    }
    return (Conversations(parents: above, subtreeEnds: ends, starts: starts), order)
  }

  /// All posts that a root leads to: level by level, in id order among siblings. Posts on or below a cycle are missing.
  static func breadthFirst(_ parents: [UInt32]) -> [UInt32] {
    let count = parents.count
    var firstChild = [UInt32](hugePages: count + 1, repeating: 0)
    for parent in parents where parent != none { firstChild[Int(parent) + 1] += 1 }
    for post in 0..<count { firstChild[post + 1] += firstChild[post] }
    var next = firstChild
    var children = [UInt32](hugePages: Int(firstChild[count]), repeating: 0)
    var order: [UInt32] = []
    order.reserveCapacity(count)
    for (post, parent) in parents.enumerated() {
      if parent == none {
        order.append(UInt32(post))
      } else {
        children[Int(next[Int(parent)])] = UInt32(post)
        next[Int(parent)] += 1
      }
    }
    var reached = 0
    while reached < order.count {
      let post = Int(order[reached])
      order.append(contentsOf: children[Int(firstChild[post])..<Int(firstChild[post + 1])])
      reached += 1
    }
    return order
  }
}

extension Conversations {
  /// Cuts every cycle of parent links at its earliest post (ties: the smallest), so that what remains is a forest.
  ///
  /// Such links come from damaged exports and from ids that a platform used twice.
  /// - Parameters:
  ///   - parents: each post's parent, or `none`; changed in place.
  ///   - isEarlier: whether the first post is older than the second; equal ages compare false both ways, and a post without an age counts as the latest.
  /// - Returns: the posts whose link was cut, ascending. Complexity: O(n).
  package static func cutCycles(
    in parents: inout [UInt32], isEarlier: (Int, Int) -> Bool
  ) -> [UInt32] {
    var isReached = [Bool](repeating: false, count: parents.count)
    let order = breadthFirst(parents)
    if order.count == parents.count { return [] }
    for post in order { isReached[Int(post)] = true }

    var cut: [UInt32] = []
    // The walk upwards that first saw a post, so that meeting one's own trail again closes a cycle.
    var trail = [UInt32](repeating: 0, count: parents.count)
    for start in parents.indices where !isReached[start] && trail[start] == 0 {
      let mark = UInt32(start) + 1
      var post = start
      while !isReached[post] && trail[post] == 0 {
        trail[post] = mark
        post = Int(parents[post])
      }
      guard !isReached[post], trail[post] == mark else { continue }
      var earliest = post
      var member = Int(parents[post])
      while member != post {
        if isEarlier(member, earliest) || (!isEarlier(earliest, member) && member < earliest) { earliest = member }
        member = Int(parents[member])
      }
      cut.append(UInt32(earliest))
    }
    for post in cut { parents[Int(post)] = none }
    return cut.sorted()
  }
}
