/// A top comment and the timed comments under it, in time order (ties by id).
package struct FlatBranch: Sendable {
  /// The comment that all others of the branch answer, directly or not.
  package var top: UInt32
  /// The comments under it, without the top one, in time order. Untimed ones have no place in the order and are absent.
  package var comments: [UInt32]

  /// The branches of all flat conversations, by their top comment.
  package static func all(in posts: Posts) -> [FlatBranch] {
    var tops = [UInt32](repeating: Posts.none, count: posts.count)
    var members: [UInt32: [UInt32]] = [:]
    for post in 0..<posts.count where posts.flags[post].contains(.comment) && tops[post] == Posts.none {
      var trail: [Int] = []
      var current = post
      while tops[current] == Posts.none {
        tops[current] = UInt32(current)
        trail.append(current)
        let parent = posts.answered[current]
        guard parent != Posts.none, posts.flags[Int(parent)].contains(.comment) else { break }
        current = Int(parent)
      }
      for member in trail { tops[member] = tops[current] }
    }
    for post in 0..<posts.count where tops[post] != Posts.none && tops[post] != UInt32(post) {
      if posts.times[post] != Posts.untimed { members[tops[post], default: []].append(UInt32(post)) }
    }
    return members.keys.sorted().map { top in
      FlatBranch(top: top, comments: (members[top] ?? []).sorted { posts.isEarlier(Int($0), Int($1)) })
    }
  }

  func authorOfTop(in posts: Posts) -> UInt32 { posts.authors[Int(top)] }
}
