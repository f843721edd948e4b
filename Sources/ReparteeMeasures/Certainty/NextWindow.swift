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
  /// Where a voice's score M + C of a like window will be, or nil below ten conversations and below a score of 10.
  package func nextScore(of voice: Int) -> (low: Double, high: Double)? {
    guard score(of: voice) >= NextWindow.leastScore,
      Int(replyReach.conversations[voice]) >= NextWindow.fewestConversationsOfScore
    else { return nil }
    return Jackknife.nextWindow(
      of: score(of: voice), interval: scoreIntervals[voice], conversations: Int(replyReach.conversations[voice]))
  }
}

extension Measure {
  static let replyReachNextLow = next("reply_reach_next_low", "lower", "reply reach", replyReachRange) {
    $0.replyReach.nextWindow(of: $1)?.low
  }
  static let replyReachNextHigh = next("reply_reach_next_high", "upper", "reply reach", replyReachRange) {
    $0.replyReach.nextWindow(of: $1)?.high
  }
  static let scoreNextLow = next("score_next_low", "lower", "the score", scoreRange) { $0.nextScore(of: $1)?.low }
  static let scoreNextHigh = next("score_next_high", "upper", "the score", scoreRange) { $0.nextScore(of: $1)?.high }

  private static let replyReachRange = "0 and up, people; empty below five conversations and at 0"
  private static let scoreRange =
    "0 and up; empty below ten conversations and below a score of 10, where such a range holds in fewer than nine of ten"

  private static func next(
    _ name: String, _ end: String, _ figure: String, _ range: String,
    _ value: @escaping @Sendable (MeasuredNetwork, Int) -> Double?
  ) -> Measure {
    Measure(
      name, of: .voice, "\(end) end of the range in which \(figure) of a like window will lie",
      range: range,
      source: "delete-one-conversation, on the scale of logarithms"
    ) { network in network.voices.kinds.indices.map { .decimal(value(network, $0), places: 2) } }
  }
}
