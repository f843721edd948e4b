import ReparteeGraph

/// A second computation of a measure, on purpose a slow and plain one, that shares no code with the first.
///
/// Tests, benchmarks and a doubtful reader call the same verifiers: each says the first place where a result is not
/// what the definition demands, or nil.
package enum Verification {
  /// The first voice whose sets differ, in words.
  static func difference(of measure: String, _ sets: VoiceSets, from expected: [Set<UInt32>]) -> String? {
    for voice in expected.indices where sets[voice].elementsEqual(expected[voice].sorted()) == false {
      return "\(measure) of voice \(voice) is \(Array(sets[voice])), by the definition \(expected[voice].sorted())"
    }
    return nil
  }

  /// Every reply that counts, with its two sides and its conversation's root post.
  static func forEachReply(
    in network: ScopedNetwork, _ body: (_ post: Int, _ person: UInt32, _ voice: UInt32) -> Void
  ) {
    let posts = network.network.posts
    for post in 0..<posts.count where network.isInWindow[post] && posts.answered[post] != Posts.none {
      let (person, voice) = (posts.authors[post], posts.authors[Int(posts.answered[post])])
      guard voice != Posts.none, network.counts(person, for: voice) else { continue }
      body(post, person, voice)
    }
  }

  /// Every account-level reply in the window.
  static func forEachAccountReply(
    in network: ScopedNetwork, _ body: (_ person: UInt32, _ voice: UInt32, _ time: Int64) -> Void
  ) {
    let replies = network.network.replies
    for index in 0..<replies.count {
      let time = replies.times[index] == Posts.untimed ? nil : Timestamp(milliseconds: replies.times[index])
      guard network.scope.window.contains(time),
        network.counts(replies.actors[index], for: replies.targets[index])
      else { continue }
      body(replies.actors[index], replies.targets[index], replies.times[index])
    }
  }

  /// The posts above `post`, nearest first, by walking up.
  static func ancestors(of post: Int, in network: ScopedNetwork) -> [Int] {
    let conversations = network.network.conversations
    var above: [Int] = []
    var parent = conversations.parents[post]
    while parent != Conversations.none {
      above.append(Int(parent))
      parent = conversations.parents[Int(parent)]
    }
    return above
  }
}
