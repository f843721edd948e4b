import ReparteeGraph
import ReparteeMeasures

/// What is known of a voice: what its figures come from.
struct Evidence: Sendable {
  var hasThreads = false
  var hasTimedReplies = false
  var hasUntimedReplies = false
  /// Its own posts in the window.
  var posts = 0

  /// The basis, or nil for an account that only follows, mentions or reposts.
  var basis: Basis? {
    switch (hasThreads, hasTimedReplies, hasUntimedReplies) {
    case (false, false, false): nil
    case (true, false, false): .threads
    case (false, true, false): .timedArcs
    case (false, false, true): .arcs
    default: .mixed
    }
  }

  /// The evidence of every voice.
  static func all(in network: ScopedNetwork) -> [Evidence] {
    var evidence = [Evidence](repeating: Evidence(), count: network.network.voices.count)
    let posts = network.network.posts
    for post in 0..<posts.count where posts.authors[post] != Posts.none {
      evidence[Int(posts.authors[post])].hasThreads = true
      if network.isInWindow[post] { evidence[Int(posts.authors[post])].posts += 1 }
    }
    let replies = network.network.replies
    for index in 0..<replies.count where replies.actors[index] != replies.targets[index] {
      for voice in [Int(replies.actors[index]), Int(replies.targets[index])] {
        if replies.times[index] == Posts.untimed {
          evidence[voice].hasUntimedReplies = true
        } else {
          evidence[voice].hasTimedReplies = true
        }
      }
    }
    return evidence
  }
}
