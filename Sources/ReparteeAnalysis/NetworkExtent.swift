import ReparteeGraph
import ReparteeMeasures

/// How much there is in a network and in its window: what headings and cautions count.
package struct NetworkExtent: Sendable, Equatable {
  /// Posts, stubs included, and rows of replies between accounts.
  package private(set) var size = 0
  /// Replies between accounts that name no post: how many there were, not how many rows they fill.
  package private(set) var accountReplies = 0
  /// Those of them of an account to itself.
  package private(set) var accountSelfReplies = 0
  /// Posts below which a platform counted replies.
  package private(set) var countedPosts = 0
  /// Whether these are of one platform.
  package private(set) var isCountedByOnePlatform = false
  /// Held posts in the window.
  package private(set) var posts = 0
  /// The conversations that these are in.
  package private(set) var conversations = 0
  /// Rows of replies between accounts in the window that have a time.
  package private(set) var timedReplies = 0
  /// Rows of replies between accounts in the window, with a time or without.
  private var replies = 0
  /// Posts in the window that answer another one; not counted where there is no window.
  package private(set) var answers = 0
  /// Those of them that answer a post which no file holds.
  package private(set) var orphans = 0
  /// The first and the last time of these posts and replies, in milliseconds since 1970; nil where none has one.
  package private(set) var first: Int64?
  package private(set) var last: Int64?

  /// Whether no post and no account-level reply lies in the window.
  package var isSilent: Bool { posts == 0 && replies == 0 }

  /// Counts. Complexity: O(posts + replies).
  init(_ scoped: ScopedNetwork) {
    let (network, window) = (scoped.network, scoped.scope.window)
    let counts = network.posts.replyCounts
    size = network.posts.count + network.replies.count
    let replies = network.replies
    for row in 0..<replies.count {
      accountReplies += Int(replies.counts[row])
      if replies.actors[row] == replies.targets[row] { accountSelfReplies += Int(replies.counts[row]) }
    }
    countedPosts = counts.count
    if let first = counts.posts.first, let last = counts.posts.last {
      // Posts stand platform by platform.
      isCountedByOnePlatform = network.posts.platform(of: Int(first)) == network.posts.platform(of: Int(last))
    }
    var previous = UInt32.max
    for post in 0..<network.posts.count where scoped.isInWindow[post] {
      posts += 1
      see(network.posts.times[post])
      let conversation = network.conversations.conversation(of: post)
      if conversation != previous { conversations += 1 }
      let parent = window.isUnbounded ? Conversations.none : network.conversations.parents[post]
      if parent != Conversations.none {
        answers += 1
        if network.posts.flags[Int(parent)].contains(.stub) { orphans += 1 }
      }
      previous = conversation
    }
    for time in replies.times {
      let moment = time == Posts.untimed ? nil : Timestamp(milliseconds: time)
      guard window.contains(moment) else { continue }
      self.replies += 1
      guard moment != nil else { continue }
      timedReplies += 1
      see(time)
    }
  }

  private mutating func see(_ time: Int64) {
    if time == Posts.untimed { return }
    first = min(first ?? time, time)
    last = max(last ?? time, time)
  }

  /// How many figures it has.
  static let figureCount = 11

  /// All of it but what only a window has, in this order, to be kept.
  var figures: [Int64?] {
    [
      size, accountReplies, accountSelfReplies, countedPosts, isCountedByOnePlatform ? 1 : 0, posts, conversations,
      timedReplies, replies,
    ].map { Int64($0) } + [first, last]
  }

  /// - Parameter figures: as many, as they were kept.
  init(figures: ArraySlice<Int64?>) {
    let figures = Array(figures)
    let counts = figures[..<9].map { Int($0 ?? 0) }
    (size, accountReplies, accountSelfReplies) = (counts[0], counts[1], counts[2])
    (countedPosts, isCountedByOnePlatform) = (counts[3], counts[4] == 1)
    (posts, conversations, timedReplies, replies) = (counts[5], counts[6], counts[7], counts[8])
    (first, last) = (figures[9], figures[10])
  }
}

extension MeasuredNetwork {
  /// How much there is in the network and in its window.
  package var extent: NetworkExtent { remember("extent") { NetworkExtent(scoped) } }

  /// Whether no post and no account-level reply lies in the window.
  package var isSilent: Bool { extent.isSilent }
}
