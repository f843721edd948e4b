import SocialGraph

/// How many distinct others posted below each post: people in the window who count for the post's author.
///
/// The trick: counting every author once a post, and once less at the nearest common ancestor of each two neighbouring
/// posts of one author in preorder, leaves in every subtree each of its authors exactly once. So one pass and one sum
/// over each conversation do for all posts, deep chains too. That ancestor is the last one on the path to the later
/// post that stands no later than the earlier post. Complexity: O(n log depth).
/// Source: the distinct-colours problem, Hui, "Color Set Size Problem with Applications to String Matching",
/// CPM 1992, https://doi.org/10.1007/3-540-56024-6_19.
enum PeopleBelow {
  /// Post → people; 0 for posts without an author.
  static func compute(in network: ScopedNetwork) -> [UInt32] {
    if network.scope.colleagues == .leaveOut { return walked(network) }
    let conversations = network.network.conversations
    let posts = network.network.posts
    var counts = [Int32](repeating: 0, count: conversations.postCount)
    // The last position at which each author stood.
    var lastSeen = [UInt32](repeating: Posts.none, count: network.network.voices.count)
    var path: [UInt32] = []
    for position in 0..<conversations.postCount {
      while let above = path.last, Int(conversations.subtreeEnds[Int(above)]) <= position { path.removeLast() }
      path.append(UInt32(position))
      guard let author = person(at: position, in: network) else { continue }
      counts[position] += 1
      let before = lastSeen[author]
      lastSeen[author] = UInt32(position)
      if before == Posts.none || conversations.conversations[Int(before)] != conversations.conversations[position] {
        continue
      }
      counts[Int(lastAncestor(on: path, notBehind: before))] -= 1
    }
    var people = [UInt32](repeating: 0, count: posts.count)
    for position in (0..<conversations.postCount).reversed() {
      let above = conversations.parents[position]
      if above != Conversations.none { counts[Int(above)] += counts[position] }
      let post = Int(conversations.posts[position])
      guard posts.authors[post] != Posts.none else { continue }
      let isCountedItself = person(at: position, in: network) != nil
      people[post] = UInt32(counts[position] - (isCountedItself ? 1 : 0))
    }
    return people
  }

  private static func person(at position: Int, in network: ScopedNetwork) -> Int? {
    let post = Int(network.network.conversations.posts[position])
    let author = network.network.posts.authors[post]
    guard author != Posts.none, network.isInWindow[post], network.isPerson[Int(author)] else { return nil }
    return Int(author)
  }

  private static func lastAncestor(on path: [UInt32], notBehind position: UInt32) -> UInt32 {
    var (low, high) = (0, path.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if path[middle] <= position { low = middle } else { high = middle - 1 }
    }
    return path[low]
  }

  /// Post by post, for scopes in which it depends on the author who counts.
  private static func walked(_ network: ScopedNetwork) -> [UInt32] {
    let conversations = network.network.conversations
    let posts = network.network.posts
    return (0..<posts.count).map { post in
      let (author, position) = (posts.authors[post], Int(conversations.positions[post]))
      guard author != Posts.none else { return 0 }
      var people: Set<UInt32> = []
      for below in (position + 1)..<max(position + 1, Int(conversations.subtreeEnds[position])) {
        let other = Int(conversations.posts[below])
        if network.isInWindow[other], network.counts(posts.authors[other], for: author) {
          people.insert(posts.authors[other])
        }
      }
      return UInt32(people.count)
    }
  }
}
