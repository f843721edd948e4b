import ReparteeGraph

extension MeasuredNetwork {
  /// Post → when whom it answers first answered it directly, or `Posts.untimed`: in milliseconds since 1970.
  ///
  /// What was answered may be of any age, and so may the answer; each measure draws its own line. Complexity: O(posts).
  var firstAnswers: [Int64] { remember("firstAnswers") { FirstAnswers.compute(in: scoped) } }

  /// When observation ends: the window's end, else the moment of the last post; nil where nothing is timed.
  var observedUntil: Int64? {
    scoped.scope.window.end?.milliseconds
      ?? remember("lastPost") { scoped.network.posts.times.max().flatMap { $0 == Posts.untimed ? nil : $0 } }
  }
}

enum FirstAnswers {
  static func compute(in network: ScopedNetwork) -> [Int64] {
    let posts = network.network.posts
    var first = [Int64](repeating: Posts.untimed, count: posts.count)
    for answer in 0..<posts.count where !posts.flags[answer].contains(.stub) && posts.times[answer] != Posts.untimed {
      let reply = posts.answered[answer]
      guard reply != Posts.none, posts.times[Int(reply)] != Posts.untimed, posts.authors[answer] != Posts.none,
        posts.authors[answer] == network.authorAnswered(by: Int(reply))
      else { continue }
      if first[Int(reply)] == Posts.untimed || posts.times[answer] < first[Int(reply)] {
        first[Int(reply)] = posts.times[answer]
      }
    }
    return first
  }
}
