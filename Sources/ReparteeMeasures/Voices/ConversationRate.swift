import ReparteeGraph

/// Conversation rate of a voice: the share of its posts that anybody replied to.
///
/// Of its held posts in the window, those with a direct reply in the window by a person who counts. A high value means
/// that what it says gets talked about at all. Range 0 to 1, with Wilson's 95% interval; nil below ten posts, where a
/// share says nothing. Complexity: O(posts).
/// Source: Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927),
/// https://doi.org/10.1080/01621459.1927.10502953.
package enum ConversationRate {
  /// Below this many posts no rate is given.
  package static let fewestPosts = 10

  /// A voice's share of posts that were replied to.
  package struct Rate: Sendable, Equatable {
    /// Its posts in the window.
    package var posts: Int
    /// Those that somebody replied to.
    package var repliedTo: Int

    /// The share.
    package var share: Double { Double(repliedTo) / Double(posts) }

    /// Wilson's 95% interval of the share.
    package var interval: ClosedRange<Double> {
      let (n, p, z) = (Double(posts), share, 1.959963984540054)
      let middle = (p + z * z / (2 * n)) / (1 + z * z / n)
      let half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
      // At the ends rounding may step over what is certain.
      return max(0, middle - half)...min(1, middle + half)
    }
  }

  /// The rate of every voice.
  package static func compute(in network: ScopedNetwork) -> [Rate?] {
    let posts = network.network.posts
    var isRepliedTo = [Bool](repeating: false, count: posts.count)
    for reply in 0..<posts.count where network.target(ofReply: reply) != nil {
      isRepliedTo[Int(posts.answered[reply])] = true
    }
    var rates = [Rate](repeating: Rate(posts: 0, repliedTo: 0), count: network.network.voices.count)
    for post in 0..<posts.count where network.isInWindow[post] && posts.authors[post] != Posts.none {
      rates[Int(posts.authors[post])].posts += 1
      if isRepliedTo[post] { rates[Int(posts.authors[post])].repliedTo += 1 }
    }
    return rates.map { $0.posts < fewestPosts ? nil : $0 }
  }
}

extension ConversationRate {
  /// The first voice whose rate is not what the definition demands, or nil: the replies to each post collected; and the
  /// ends of Wilson's interval put back into the equation that they solve, (p̂ − p)² = z² p (1 − p) / n.
  package static func discrepancy(of rates: [Rate?], in network: ScopedNetwork) -> String? {
    let posts = network.network.posts
    var repliers: [Int: Set<UInt32>] = [:]
    Verification.forEachReply(in: network) { reply, person, _ in
      repliers[Int(posts.answered[reply]), default: []].insert(person)
    }
    for voice in rates.indices {
      let own = (0..<posts.count).filter { network.isInWindow[$0] && posts.authors[$0] == UInt32(voice) }
      let expected =
        own.count < 10 ? nil : Rate(posts: own.count, repliedTo: own.count { repliers[$0]?.isEmpty == false })
      guard rates[voice] == expected else {
        return
          "voice \(voice) has the rate \(String(describing: rates[voice])), by the definition \(String(describing: expected))"
      }
      for end in rates[voice].map({ [$0.interval.lowerBound, $0.interval.upperBound] }) ?? [] where end > 0 && end < 1 {
        let n = Double(own.count)
        let distance = Double(expected?.repliedTo ?? 0) / n - end
        guard abs(distance * distance - 3.841458820694124 * end * (1 - end) / n) < 1e-9 else {
          return "\(end) is no end of Wilson's interval of voice \(voice)"
        }
      }
    }
    return nil
  }
}

extension MeasuredNetwork {
  /// Everyone's conversation rate.
  package var conversationRates: [ConversationRate.Rate?] {
    remember("conversationRates") { ConversationRate.compute(in: scoped) }
  }
}

extension Measure {
  static let conversationRate = Measure(
    "conversation_rate", of: .voice, "the share of the voice's posts that anybody replied to; empty below ten posts",
    range: "0 to 1", source: "Wilson 1927 for its interval"
  ) { network in network.conversationRates.map { .decimal($0?.share, places: 4) } }

  static let conversationRateLow = Measure(
    "conversation_rate_low", of: .voice, "the lower end of the conversation rate's 95% interval",
    range: "0 to conversation_rate; empty below ten posts", source: "Wilson 1927"
  ) { network in network.conversationRates.map { .decimal($0?.interval.lowerBound, places: 4) } }

  static let conversationRateHigh = Measure(
    "conversation_rate_high", of: .voice, "the upper end of the conversation rate's 95% interval",
    range: "conversation_rate to 1; empty below ten posts", source: "Wilson 1927"
  ) { network in network.conversationRates.map { .decimal($0?.interval.upperBound, places: 4) } }
}
