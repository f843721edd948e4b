/// A top comment and the timed comments under it, in time order (ties by id).
package struct FlatBranch: Sendable {
  /// The comment that all others of the branch answer, directly or not.
  package var top: UInt32
  /// The comments under it, without the top one, in time order. Those without a time have no
  /// place in the order and are absent, and so are those of one day of which nothing says the hour.
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
      let comments = (members[top] ?? []).sorted { posts.isEarlier(Int($0), Int($1)) }
      return FlatBranch(top: top, comments: ordered(comments, after: top, in: posts))
    }
  }

  /// The comments whose place in the order is known: not those of one day of which nothing else is known, since who spoke first
  /// on a day would be read from ids.
  private static func ordered(_ comments: [UInt32], after top: UInt32, in posts: Posts) -> [UInt32] {
    func day(_ post: UInt32) -> Int64? {
      let time = posts.times[Int(post)]
      return Timestamp(milliseconds: time).isDayAlone ? time : nil
    }
    var authors: [Int64: Set<UInt32>] = [:]
    for post in [top] + comments {
      if let day = day(post) { authors[day, default: []].insert(posts.authors[Int(post)]) }
    }
    if authors.isEmpty { return comments }
    return comments.filter { post in day(post).map { authors[$0]?.count == 1 } ?? true }
  }

  func authorOfTop(in posts: Posts) -> UInt32 { posts.authors[Int(top)] }
}
