import ReparteeGraph

/// The score M + C, in points: one for every person whom the voice answered in a conversation, one more if that person
/// came back.
///
/// A whole number from 0 to twice the repliers; each point is a person. It says who people are in conversation with;
/// reply reach, which stands beside it, says how many talk below. Where replies have no times nothing says who came
/// back, and the score is M. Complexity: O(1) a voice beside M and C.
/// Source: this project; the guide's Measures page says what it was chosen against.
package enum Score {
  /// The score of one voice.
  package static func points(reciprocated: Int, conversed: Int?) -> Int { reciprocated + (conversed ?? 0) }
}

extension MeasuredNetwork {
  /// The score of every voice, in points. Complexity: O(voices).
  package var scores: [Int] {
    zip(reciprocated.counts, conversed.counts).map { Score.points(reciprocated: $0, conversed: $1) }
  }
}

extension Measure {
  static let score = Measure(
    "score", of: .voice,
    "reciprocated + conversed: a point for everybody answered, one more for everybody who came back",
    range: "0 to twice the repliers, points", source: "this project (Measures guide)"
  ) { network in network.scores.map { .integer($0) } }
}
