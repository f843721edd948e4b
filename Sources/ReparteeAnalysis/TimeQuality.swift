import ReparteeGraph
import ReparteeMeasures

/// What the times of the data come to, whatever the window: their first and last, and what is wrong with them.
package struct TimeQuality: Sendable, Equatable {
  /// The first and the last time of a post or an account-level reply, in milliseconds since 1970; nil where none has one.
  package private(set) var first: Int64?
  package private(set) var last: Int64?
  /// Posts that a file held without a time.
  package private(set) var undatedPosts = 0
  /// Account-level replies without a time: each one counts, also where the input gives several of one pair as one row.
  package private(set) var undatedReplies = 0
  /// Replies that are dated before the post that they answer: clocks went wrong, or times are of different zones.
  package private(set) var beforeParents = 0
  /// Posts and account-level replies that are dated by the day alone, as far as their times say so: all at midnight UTC, and
  /// one in ten of those with a time at least, so that a moment that happens to be midnight is none.
  package private(set) var daysAlone = 0
  private var timed = 0

  /// Looks at all times. Complexity: O(posts + replies).
  package init(_ network: SocialNetwork) {
    let posts = network.posts
    for post in 0..<posts.count where !posts.flags[post].contains(.stub) {
      let time = posts.times[post]
      if time == Posts.untimed {
        undatedPosts += 1
        continue
      }
      see(time)
      let answered = posts.answered[post]
      guard answered != Posts.none, posts.times[Int(answered)] != Posts.untimed else { continue }
      if time < posts.times[Int(answered)] { beforeParents += 1 }
    }
    for (time, count) in zip(network.replies.times, network.replies.counts) {
      if time == Posts.untimed { undatedReplies += Int(count) } else { see(time, count: Int(count)) }
    }
    if daysAlone < timed, daysAlone < 2 || daysAlone * 10 < timed { daysAlone = 0 }
  }

  /// How many figures it has.
  static let figureCount = 7

  /// All of it, in this order, to be kept.
  var figures: [Int64?] {
    [first, last] + [undatedPosts, undatedReplies, beforeParents, daysAlone, timed].map { Int64($0) }
  }

  /// - Parameter figures: as many, as they were kept.
  init(figures: ArraySlice<Int64?>) {
    let figures = Array(figures)
    (first, last) = (figures[0], figures[1])
    let counts = figures[2...].map { Int($0 ?? 0) }
    (undatedPosts, undatedReplies, beforeParents) = (counts[0], counts[1], counts[2])
    (daysAlone, timed) = (counts[3], counts[4])
  }

  private mutating func see(_ time: Int64, count: Int = 1) {
    first = min(first ?? time, time)
    last = max(last ?? time, time)
    timed += count
    if Timestamp(milliseconds: time).isDayAlone { daysAlone += count }
  }

  /// How many posts and account-level replies of a network are dated after a moment. Complexity: O(posts + replies).
  package static func count(after moment: Timestamp, in network: SocialNetwork) -> Int {
    let posts = network.posts
    return (0..<posts.count).count { posts.times[$0] > moment.milliseconds }
      + zip(network.replies.times, network.replies.counts).reduce(0) {
        $1.0 > moment.milliseconds ? $0 + Int($1.1) : $0
      }
  }
}

extension MeasuredNetwork {
  /// What the times of the data come to.
  package var timeQuality: TimeQuality { remember("timeQuality") { TimeQuality(scoped.network) } }
}
