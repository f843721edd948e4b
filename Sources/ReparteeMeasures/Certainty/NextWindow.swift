import ReparteeGraph

extension MeasuredNetwork {
  /// Where a voice's score M + C of a like window will be, or nil below five conversations and at a score of 0.
  package func nextScore(of voice: Int) -> (low: Double, high: Double)? {
    Jackknife.nextWindow(
      of: score(of: voice), interval: scoreIntervals[voice], conversations: Int(replyReach.conversations[voice]))
  }
}

extension Measure {
  static let replyReachNextLow = next("reply_reach_next_low", "lower", "reply reach") {
    $0.replyReach.nextWindow(of: $1)?.low
  }
  static let replyReachNextHigh = next("reply_reach_next_high", "upper", "reply reach") {
    $0.replyReach.nextWindow(of: $1)?.high
  }
  static let scoreNextLow = next("score_next_low", "lower", "the score") { $0.nextScore(of: $1)?.low }
  static let scoreNextHigh = next("score_next_high", "upper", "the score") { $0.nextScore(of: $1)?.high }

  private static func next(
    _ name: String, _ end: String, _ figure: String,
    _ value: @escaping @Sendable (MeasuredNetwork, Int) -> Double?
  ) -> Measure {
    Measure(
      name, of: .voice, "\(end) end of the range in which \(figure) of a like window will lie",
      range: "0 and up; empty below five conversations and where the figure is 0",
      source: "delete-one-conversation, on the scale of logarithms"
    ) { network in network.voices.kinds.indices.map { .decimal(value(network, $0), places: 2) } }
  }
}
