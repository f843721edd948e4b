import ReparteeGraph

/// What is known beforehand of the people below each post of conversations so deep that walking below every post of
/// them would take long.
///
/// A conversation is deep where its posts have 32 others above them on average. Where it depends on the voice who
/// counts, nothing is known beforehand.
struct DeepConversations {
  /// Which conversations are deep.
  struct Rule {
    /// The fewest posts; also of a subtree that may be skipped, since looking up is not free.
    var fewestPosts = 1024
    /// How many posts stand above a post on average.
    var meanDepth = 32
  }
  /// A voice's largest subtree is skipped where it has so many times the posts of its others.
  private static let timesTheOthers = 4

  private let fewestPosts: Int
  /// Post → people at or below it, or `none` outside deep conversations; empty where there are none.
  private let within: [UInt32]
  /// Everybody's posts in deep conversations.
  let own: PostsByAuthor

  /// Complexity: O(posts + Σ n log depth) over the deep conversations of n posts.
  init(_ network: ScopedNetwork, rule: Rule) {
    fewestPosts = rule.fewestPosts
    let forest = network.network.conversations
    let deep =
      network.scope.colleagues == .leaveOut
      ? []
      : (0..<forest.count).filter { conversation in
        let posts = forest.posts(ofConversation: conversation)
        guard posts.count >= rule.fewestPosts else { return false }
        return posts.reduce(0) { $0 + Int(forest.subtreeEnds[$1]) - $1 - 1 } >= rule.meanDepth * posts.count
      }
    within = deep.isEmpty ? [] : PeopleWithin.compute(in: network, conversations: deep)
    own = deep.isEmpty ? .none : PostsByAuthor(network.network, in: deep.map { forest.posts(ofConversation: $0) })
  }

  /// The subtree among a voice's that need not be walked. In bounds: indices are those of the slice.
  func subtreeToSkip(_ subtrees: Slice<UnsafeBufferPointer<SubtreeRanges.Subtree>>) -> Int? {
    guard !within.isEmpty, let largest = subtrees.indices.max(by: { subtrees[$0].count < subtrees[$1].count }) else {
      return nil
    }
    let size = subtrees[largest].count
    let others = subtrees.reduce(0) { $0 + $1.count } - size
    let isWorthIt = size >= fewestPosts && size > Self.timesTheOthers * others
    return isWorthIt && within[Int(subtrees[largest].start) - 1] != Posts.none ? largest : nil
  }

  /// How many distinct people are in a subtree, without the voice above it.
  func people(in subtree: SubtreeRanges.Subtree, without voice: UInt32, on reachIndex: ReachIndex) -> Int {
    let above = Int(subtree.start) - 1
    return Int(within[above]) - (reachIndex.holds(voice, from: above, to: Int(subtree.end)) ? 1 : 0)
  }
}
