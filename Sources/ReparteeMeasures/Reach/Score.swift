import ReparteeGraph

extension Measure {
  /// √(R · C): how far the talk goes, counted only as far as people come back.
  static let score = Measure(
    "score", of: .voice, "√(reply_reach × conversed): how far the talk goes, counted only as far as people come back",
    range: "conversed to reply_reach, people", source: "the geometric mean of the funnel's two ends"
  ) { network in
    let (reach, conversed) = (network.replyReach.reach, network.conversed)
    return reach.indices.map { voice in
      let product = Int(reach[voice]) * conversed.count(of: voice)
      return .decimal(Double(product).squareRoot(), places: 2)
    }
  }
}
