import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// Two voices against each other, and whether the data tell them apart.
///
/// The difference is tested over the conversations of both (`VoiceDifference`). At p ≥ 0.05 it is too close to call; with
/// fewer than five conversations of either, with parts of the replies held that differ by more than a tenth, or with
/// replies that have no times, the two are not compared, and the sentence says why.
package struct Contrast: Sendable {
  /// What the two are compared by.
  package enum Quantity: Sendable {
    /// C: the people who came back.
    case conversed
    /// M + C.
    case score

    /// The same as a figure that can be tested.
    package var figure: FunnelFigure { self == .score ? .score : .conversed }
  }

  /// What the comparison comes to.
  package enum Outcome: Sendable, Equatable {
    /// The data tell the two apart, and `ahead` has more.
    case different
    /// Chance alone could make the difference.
    case tooCloseToCall
    /// The two cannot be compared, for this reason, which ends a sentence.
    case notCompared(String)
  }

  /// The voice that is ahead; where the two are equal, the one that fewer follow.
  package let ahead: ScoredRow
  /// The other one.
  package let behind: ScoredRow
  /// What the two are compared by.
  package let quantity: Quantity
  /// What the comparison comes to.
  package let outcome: Outcome
  /// The test, where there could be one.
  package let difference: VoiceDifference?
  /// Its p, adjusted for the pairs tested beside it.
  package let p: Double?

  /// The contrast of two voices, in either order.
  /// - Parameters:
  ///   - difference: the test of the two, where there could be one.
  ///   - p: its p, where others were tested beside it; nil takes that of the test.
  package init(
    _ left: ScoredRow, _ right: ScoredRow, by quantity: Quantity = .conversed, difference: VoiceDifference?,
    p: Double? = nil
  ) {
    self.quantity = quantity
    self.difference = difference
    self.p = p ?? difference?.p
    let values = (Self.value(left, quantity), Self.value(right, quantity))
    let isInOrder =
      values.0 == values.1
      ? (left.followers ?? 0, left.voice) <= (right.followers ?? 0, right.voice) : values.0 > values.1
    (ahead, behind) = isInOrder ? (left, right) : (right, left)
    outcome = Self.outcome(ahead, behind, by: quantity, p: self.p)
  }

  /// The contrast of two rows of a scored network.
  package init(_ left: ScoredRow, _ right: ScoredRow, by quantity: Quantity = .conversed, in network: MeasuredNetwork) {
    self.init(
      left, right, by: quantity, difference: network.difference(in: quantity.figure, of: left.voice, and: right.voice))
  }

  /// The contrasts of several pairs, their tests taken together (Holm). Complexity: O(posts), and of opening each voice.
  package static func tested(
    _ pairs: [(left: ScoredRow, right: ScoredRow)], by quantity: Quantity = .conversed, in network: MeasuredNetwork
  ) -> [Contrast] {
    if pairs.isEmpty { return [] }
    var reader = FigureReader(network, figure: quantity.figure)
    var opened: [Int: VoicePoints] = [:]
    for voice in pairs.flatMap({ [$0.left.voice, $0.right.voice] }) where opened[voice] == nil {
      opened[voice] = reader.points(of: voice)
    }
    let tests = pairs.map { left, right in
      opened[left.voice].flatMap { first in opened[right.voice].flatMap { VoiceDifference(first, $0) } }
    }
    return zip(pairs, zip(tests, Holm.adjusted(tests))).map { pair, test in
      Contrast(pair.left, pair.right, by: quantity, difference: test.0, p: test.1)
    }
  }

  private static func value(_ row: ScoredRow, _ quantity: Quantity) -> Int {
    quantity == .score ? row.score : row.conversed ?? 0
  }

  private static func outcome(
    _ ahead: ScoredRow, _ behind: ScoredRow, by quantity: Quantity, p: Double?
  ) -> Outcome {
    let rows = [ahead, behind]
    if quantity == .conversed, let row = rows.first(where: { $0.conversed == nil }) {
      return .notCompared("the replies to \(row.label) have no times, so that nothing says who came back")
    }
    if let left = ahead.coverage, let right = behind.coverage, !Coverage.mayCompare(left, right) {
      return .notCompared(
        "the files hold \(percent(left)) of the counted replies to \(ahead.label) and \(percent(right)) of those to "
          + behind.label)
    }
    if let row = rows.first(where: { $0.conversations == nil }) {
      return .notCompared(
        "\(row.label) is known from replies between accounts alone, of which nothing says how many conversations they were"
      )
    }
    if let row = rows.first(where: { ($0.conversations ?? 0) < Jackknife.fewestConversations }) {
      return .notCompared(
        "\(row.label) took part in \(NumberFormat.text(row.conversations ?? 0, "conversation")), and "
          + "\(NumberFormat.exact(Jackknife.fewestConversations)) are needed")
    }
    if value(ahead, quantity) == 0 {
      return .notCompared(
        quantity == .score ? "neither of them answered anybody" : "nobody came back to either of them")
    }
    return p.map { $0 < VoiceDifference.level } ?? false ? .different : .tooCloseToCall
  }

  /// Whether the voice that fewer follow is ahead beyond chance. Both follower counts have to be known.
  package var holds: Bool {
    guard let few = ahead.followers, let many = behind.followers else { return false }
    return outcome == .different && few < many
  }

  /// The contrast in one clause, with the followers: what stands above a picture.
  package var headline: String {
    let (first, second) = ("\(ahead.label) (\(Self.followers(ahead)))", "\(behind.label) (\(Self.count(behind)))")
    return switch outcome {
    case .different:
      quantity == .conversed
        ? "More people have conversations with \(first) than with \(second)"
        : "\(first) has a higher score than \(second)"
    case .tooCloseToCall: "Too close to call between \(first) and \(second)"
    case .notCompared: "\(first) and \(second) cannot be compared"
    }
  }

  /// The contrast in words, with the figures of the claim and no others.
  package var sentence: String {
    let (left, right) = (Self.value(ahead, quantity), Self.value(behind, quantity))
    return switch (outcome, quantity) {
    case (.notCompared(let reason), _): "\(headline): \(reason)."
    case (.different, .conversed):
      "\(headline): \(NumberFormat.text(left)) came back after an answer, \(Self.few(right)) to \(behind.label)."
    case (.different, .score):
      "\(headline): \(NumberFormat.text(left)) against \(NumberFormat.text(right))."
    case (.tooCloseToCall, _) where left == right:
      "\(headline): \(quantity == .score ? "both have a score of" : "as many came back to both,") "
        + "\(NumberFormat.text(left))."
    case (.tooCloseToCall, .conversed):
      "\(headline): \(Self.people(left)) came back to \(ahead.label) and \(Self.few(right)) to \(behind.label), a "
        + "difference that chance alone could make."
    case (.tooCloseToCall, .score):
      "\(headline): a score of \(NumberFormat.text(left)) against \(NumberFormat.text(right)), a difference that chance "
        + "alone could make."
    }
  }

  private static func count(_ row: ScoredRow) -> String {
    row.followers.map { NumberFormat.text($0) } ?? "followers not counted"
  }

  static func followers(_ row: ScoredRow) -> String {
    row.followers.map { NumberFormat.text(Int($0), "follower") } ?? "followers not counted"
  }

  static func people(_ number: Int) -> String { NumberFormat.text(number, "person", "people") }

  private static func few(_ number: Int) -> String { number == 0 ? "none" : NumberFormat.text(number) }
}

/// A share as a whole number of percent; what is less than one percent from nothing or from all is said to be so.
func percent(_ share: Double) -> String {
  if share > 0, share < 0.01 { return "under 1%" }
  if share > 0.99, share < 1 { return "over 99%" }
  return "\(Int((share * 100).rounded()))%"
}
