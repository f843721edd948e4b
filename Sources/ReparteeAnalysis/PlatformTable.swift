import ReparteeGraph
import ReparteeMeasures

/// Platform by platform: when people talked there, how much, and how much of it the files hold.
package enum PlatformTable {
  /// A row a platform with posts in the window, most people first; platforms with replies between accounts alone have no posts,
  /// and no row. Complexity: O(posts).
  package static func table(of network: MeasuredNetwork) -> ResultTable {
    struct Counts {
      var posts = 0
      var people: Set<UInt32> = []
      var conversations: Set<UInt32> = []
      var first: Int64?
      var last: Int64?
      var replies = Coverage.Replies()
    }
    let scoped = network.scoped
    let (graph, posts) = (scoped.network, scoped.network.posts)
    var counts: [String: Counts] = [:]
    for range in posts.platformRanges {
      var own = Counts()
      for post in range.posts where scoped.isInWindow[post] {
        own.posts += 1
        let author = posts.authors[post]
        if author != Posts.none, scoped.isPerson[Int(author)] { own.people.insert(author) }
        own.conversations.insert(graph.conversations.conversation(of: post))
        let time = posts.times[post]
        guard time != Posts.untimed else { continue }
        own.first = min(own.first ?? time, time)
        own.last = max(own.last ?? time, time)
      }
      if own.posts > 0 { counts[range.platform] = own }
    }
    for place in Coverage.disjoint(0..<posts.replyCounts.count, in: network.scoped.network) {
      let replies = network.coverage.replies(ofPostAt: place)
      let post = Int(posts.replyCounts.posts[place])
      counts[posts.platform(of: post)]?.replies += replies
    }
    let sorted = counts.sorted { ($1.value.people.count, $0.key) < ($0.value.people.count, $1.key) }
    return ResultTable(
      columns: [
        "platform", "first", "last", "people", "posts", "conversations", "replies_counted", "replies_held", "coverage",
      ],
      rows: sorted.map { platform, own in
        let isCounted = own.replies.counted > 0
        return [
          .text(platform), .moment(own.first.map(Timestamp.init(milliseconds:))),
          .moment(own.last.map(Timestamp.init(milliseconds:))), .integer(own.people.count), .integer(own.posts),
          .integer(own.conversations.count), isCounted ? .integer(own.replies.counted) : .empty,
          isCounted ? .integer(own.replies.held) : .empty, .decimal(own.replies.share, places: 2),
        ]
      })
  }
}
