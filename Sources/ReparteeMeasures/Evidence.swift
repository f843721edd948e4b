import ReparteeGraph

/// What kind of evidence a row's figures come from.
public enum Basis: String, CaseIterable, Codable, Sendable {
  /// Posts with parents.
  case threads
  /// Replies between accounts, with times.
  case timedArcs = "timed-arcs"
  /// Replies between accounts, without times: nothing says who came back.
  case arcs
  /// More than one of these.
  case mixed
}

/// What is known of a voice: what its figures come from.
package struct Evidence: Sendable {
  /// Whether it wrote a post, or the parent of one.
  package var hasThreads = false
  /// Whether it is party to a reply between accounts that has a time.
  package var hasTimedReplies = false
  /// Whether it is party to a reply between accounts that has none.
  package var hasUntimedReplies = false
  /// Its own posts in the window, those made up as missing parents left out.
  package var posts = 0

  /// The basis, or nil for an account that only follows, mentions or reposts.
  package var basis: Basis? {
    switch (hasThreads, hasTimedReplies, hasUntimedReplies) {
    case (false, false, false): nil
    case (true, false, false): .threads
    case (false, true, false): .timedArcs
    case (false, false, true): .arcs
    default: .mixed
    }
  }

  /// The evidence of every voice. Complexity: O(posts + replies).
  static func all(in network: ScopedNetwork) -> [Evidence] {
    var evidence = [Evidence](repeating: Evidence(), count: network.network.voices.count)
    let posts = network.network.posts
    for post in 0..<posts.count where posts.authors[post] != Posts.none {
      evidence[Int(posts.authors[post])].hasThreads = true
      if network.isInWindow[post] { evidence[Int(posts.authors[post])].posts += 1 }
    }
    let replies = network.network.replies
    // Days alone order nothing within a day, so that of these, too, nothing says who came back.
    var hasDays = [Bool](repeating: false, count: evidence.count)
    for index in 0..<replies.count where replies.actors[index] != replies.targets[index] {
      for voice in [Int(replies.actors[index]), Int(replies.targets[index])] {
        if replies.times[index] == Posts.untimed {
          evidence[voice].hasUntimedReplies = true
        } else if Timestamp(milliseconds: replies.times[index]).isDayAlone {
          hasDays[voice] = true
        } else {
          evidence[voice].hasTimedReplies = true
        }
      }
    }
    for voice in evidence.indices where hasDays[voice] && !evidence[voice].hasTimedReplies {
      evidence[voice].hasUntimedReplies = true
    }
    return evidence
  }
}

extension MeasuredNetwork {
  /// What is known of every voice.
  package var evidence: [Evidence] { remember("evidence") { Evidence.all(in: scoped) } }

  /// How many voices took part in the window: wrote a post, were replied to, or are party to a reply between accounts.
  /// Complexity: O(posts + replies).
  package var participantCount: Int {
    remember("participantCount") {
      if scoped.scope.window.isUnbounded { return evidence.count { $0.basis != nil } }
      var tookPart = evidence.map { $0.posts > 0 }
      let (posts, replies) = (scoped.network.posts, scoped.network.replies)
      for post in 0..<posts.count where scoped.isInWindow[post] && posts.answered[post] != Posts.none {
        let answered = posts.authors[Int(posts.answered[post])]
        if answered != Posts.none { tookPart[Int(answered)] = true }
      }
      for reply in 0..<replies.count where scoped.isInWindow(milliseconds: replies.times[reply]) {
        for voice in [replies.actors[reply], replies.targets[reply]] { tookPart[Int(voice)] = true }
      }
      return tookPart.count { $0 }
    }
  }

  /// C of every voice; nil where its replies have no times, so that nothing says who came back. Complexity: O(voices).
  package var conversedCounts: [Int?] {
    zip(evidence, returnCounts).map { $0.basis == .arcs ? nil : $1 }
  }
}
