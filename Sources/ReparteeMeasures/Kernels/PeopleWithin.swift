import ReparteeGraph

/// How many distinct people posted at or below each post: people in the window who count for the post's author, and the
/// author, where one of these posts is theirs and counts.
///
/// The trick: counting every author once a post, and once less at the nearest common ancestor of each two neighbouring
/// posts of one author in preorder, leaves in every subtree each of its authors exactly once. So one pass and one sum
/// over each conversation do for all posts, deep chains too. That ancestor is the last one on the path to the later
/// post that stands no later than the earlier post. Complexity: O(n log depth).
/// Source: the distinct-colours problem, Hui, "Color Set Size Problem with Applications to String Matching",
/// CPM 1992, https://doi.org/10.1007/3-540-56024-6_19.
enum PeopleWithin {
  /// Post → people, of everybody.
  static func compute(in network: ScopedNetwork) -> [UInt32] {
    if network.scope.colleagues == .leaveOut { return walked(network) }
    return compute(in: network, conversations: Array(0..<network.network.conversations.count))
  }

  /// Post → people; `Posts.none` for posts in other conversations. It must not depend on the author who counts.
  static func compute(in network: ScopedNetwork, conversations chosen: [Int]) -> [UInt32] {
    let conversations = network.network.conversations
    var people = [UInt32](repeating: Posts.none, count: conversations.postCount)
    var totals = [0]
    for conversation in chosen {
      totals.append(totals[totals.count - 1] + conversations.posts(ofConversation: conversation).count)
    }
    let blocks = Cores.blocks(of: totals, size: 1 << 14)
    people.withUnsafeMutableBufferPointer { people in
      let people = people
      Cores.forEach(count: blocks.count, state: { Counter(network) }) { counter, block in
        for index in blocks[block] { counter.count(conversation: chosen[index], into: people) }
      }
    }
    return people
  }

  /// Counts conversation after conversation.
  private struct Counter {
    private let network: ScopedNetwork
    /// The last post at which each author stood. In bounds: authors are voices, and `people` has a place for every post.
    private var lastSeen: [UInt32]
    private var counts: [Int32] = []
    private var path: [UInt32] = []

    init(_ network: ScopedNetwork) {
      self.network = network
      lastSeen = Array(repeating: Posts.none, count: network.network.voices.count)
    }

    mutating func count(conversation: Int, into people: UnsafeMutableBufferPointer<UInt32>) {
      let conversations = network.network.conversations
      let posts = conversations.posts(ofConversation: conversation)
      counts.removeAll(keepingCapacity: true)
      path.removeAll(keepingCapacity: true)
      for post in posts {
        while let above = path.last, Int(conversations.subtreeEnds[Int(above)]) <= post { path.removeLast() }
        path.append(UInt32(post))
        counts.append(0)
        guard let author = person(at: post, in: network) else { continue }
        counts[post - posts.lowerBound] += 1
        let before = lastSeen[author]
        lastSeen[author] = UInt32(post)
        // What was seen in another conversation does not count.
        if before == Posts.none || !posts.contains(Int(before)) { continue }
        counts[Int(lastAncestor(on: path, notAfter: before)) - posts.lowerBound] -= 1
      }
      for post in posts.reversed() {
        let (above, count) = (conversations.parents[post], counts[post - posts.lowerBound])
        if above != Conversations.none { counts[Int(above) - posts.lowerBound] += count }
        people[post] = UInt32(count)
      }
    }
  }

  private static func person(at post: Int, in network: ScopedNetwork) -> Int? {
    let author = network.network.posts.authors[post]
    guard author != Posts.none, network.isInWindow[post], network.isPerson[Int(author)] else { return nil }
    return Int(author)
  }

  private static func lastAncestor(on path: [UInt32], notAfter post: UInt32) -> UInt32 {
    path[max(0, path.partitioningIndex { $0 > post } - 1)]
  }

  /// Post by post, for scopes in which it depends on the author who counts.
  private static func walked(_ network: ScopedNetwork) -> [UInt32] {
    let conversations = network.network.conversations
    let posts = network.network.posts
    return (0..<posts.count).map { post in
      let author = posts.authors[post]
      guard author != Posts.none else { return 0 }
      var people: Set<UInt32> = []
      for below in post..<Int(conversations.subtreeEnds[post]) {
        guard let other = person(at: below, in: network).map(UInt32.init) else { continue }
        if other == author || network.counts(other, for: author) { people.insert(other) }
      }
      return UInt32(people.count)
    }
  }
}
