extension NetworkBuilder {
  /// In a flat branch, makes a comment that mentions someone an answer to that person's latest earlier post there.
  ///
  /// A branch is a top comment and everything under it. Of several people mentioned the one who spoke last counts. A
  /// mention of somebody who has not spoken in the branch changes nothing.
  func resolveMentions(
    in posts: inout Posts, parents: inout [UInt32], _ links: PostLinks, _ directory: PostDirectory,
    _ quality: inout NetworkQuality
  ) {
    guard !mentions.isEmpty, posts.flags.contains(where: { $0.contains(.comment) }) else { return }
    posts.answered = Posts.Answered(parents: parents, flags: posts.flags)
    defer { posts.answered = Posts.Answered(parents: [], flags: []) }
    var mentioned: [UInt32: Set<UInt32>] = [:]
    for mention in mentions {
      let post = links.place(directory.post(mention.post, platform: mention.platform))
      guard post != Posts.none, posts.flags[Int(post)].contains(.comment) else { continue }
      mentioned[post, default: []].insert(mention.target)
    }
    guard !mentioned.isEmpty else { return }
    for branch in FlatBranch.all(in: posts) {
      var latest: [UInt32: UInt32] = [branch.authorOfTop(in: posts): branch.top]
      for post in branch.comments {
        let candidates = (mentioned[post] ?? []).compactMap { latest[$0] }
        if let parent = candidates.max(by: { posts.isEarlier(Int($0), Int($1)) }) {
          parents[Int(post)] = parent
          posts.flags[Int(post)].insert(.answersMention)
          quality.answersByMention += 1
        }
        if posts.authors[Int(post)] != Posts.none { latest[posts.authors[Int(post)]] = post }
      }
    }
  }
}

/// A top comment and the timed comments under it, in time order (ties by id).
package struct FlatBranch: Sendable {
  /// The comment under which the branch hangs.
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
