import ReparteeGraph

/// Where the figures of a like window will be: of reply reach wherever it has an interval, of the score where the range holds.
///
/// Measured on five sets of forums and mailing lists, two disjoint draws of T conversations of one voice, all sets together: the
/// range of reply reach holds the second count in 84 to 95% from R = 3 on, the score's in 92 to 95% from a score of 10 and ten
/// conversations on, but in 65 to 90% below either: there it is left out, since whom a voice talks to then depends on few.
/// Set by set the score's holds in 90 to 96% in the large forum, 90 to 100% in two smaller sets with twenty conversations or
/// more, but in 75 to 85% in a mailing list where few score as much (`Benchmarks/Runs/coverage-voices.txt`, the last column).
package enum NextWindow {
  /// Below this score no range of it is given.
  package static let leastScore = 10
  /// Below this many conversations no range of the score is given.
  package static let fewestConversationsOfScore = 10
}

extension MeasuredNetwork {
  /// Where everyone's reply reach of a like window will be; nil below five conversations and at 0.
  package var nextReplyReaches: [(low: Double, high: Double)?] {
    let reach = replyReach
    return reach.reach.indices.map { voice in
      Jackknife.nextWindow(
        of: Int(reach.reach[voice]), interval: reach.intervals[voice], conversations: Int(reach.conversations[voice]))
    }
  }

  /// Where everyone's score M + C of a like window will be; nil below ten conversations and below a score of 10.
  package var nextScores: [(low: Double, high: Double)?] {
    let (conversations, intervals) = (replyReach.conversations, scoreIntervals)
    return scores.enumerated().map { voice, score in
      let count = Int(conversations[voice])
      guard score >= NextWindow.leastScore, count >= NextWindow.fewestConversationsOfScore else { return nil }
      return Jackknife.nextWindow(of: score, interval: intervals[voice], conversations: count)
    }
  }
}

extension Measure {
  static let replyReachNextLow = next("reply_reach_next_low", "lower", "reply reach", replyReachRange) {
    $0.nextReplyReaches.map(\.?.low)
  }
  static let replyReachNextHigh = next("reply_reach_next_high", "upper", "reply reach", replyReachRange) {
    $0.nextReplyReaches.map(\.?.high)
  }
  static let scoreNextLow = next("score_next_low", "lower", "the score", scoreRange) { $0.nextScores.map(\.?.low) }
  static let scoreNextHigh = next("score_next_high", "upper", "the score", scoreRange) { $0.nextScores.map(\.?.high) }

  private static let replyReachRange = "0 and up, people; empty below five conversations and at 0"
  private static let scoreRange =
    "0 and up; empty below ten conversations and below a score of 10, where such a range holds in fewer than nine of ten"

  private static func next(
    _ name: String, _ end: String, _ figure: String, _ range: String,
    _ ends: @escaping @Sendable (MeasuredNetwork) -> [Double?]
  ) -> Measure {
    Measure(
      name, of: .voice, "\(end) end of the range in which \(figure) of a like window will lie",
      range: range,
      source: "delete-one-conversation, on the scale of logarithms"
    ) { network in ends(network).map { .decimal($0, places: 2) } }
  }
}
