import ReparteeGraph
import ReparteeMeasures
import Testing

@testable import ReparteeAnalysis

/// What may be said of two voices: that they differ, that it is too close to call, or why they are not compared.
@Suite struct ContrastTests {
  private func row(
    _ label: String, followers: Int64?, conversed: Int?, conversations: Int? = 12, coverage: Double? = nil
  ) -> ScoredRow {
    ScoredRow(
      voice: label == "A" ? 0 : 1, section: .voices, label: label, kind: .unknown, score: 2 * (conversed ?? 0),
      replyReach: 60, conversed: conversed, repliers: 60, reciprocated: conversed ?? 0, followers: followers,
      conversations: conversations, basis: .threads, coverage: coverage)
  }

  @Test func theFoundingSentence() {
    let contrast = Contrast(
      row("B", followers: 37_221, conversed: 0), row("A", followers: 688, conversed: 39), difference: nil, p: 0.001)
    #expect(contrast.holds && contrast.outcome == .different)
    #expect(
      contrast.sentence
        == "More people have conversations with A (688 followers) than with B (37,221): 39 came back after an answer, "
        + "none to B.")
  }

  @Test func itsContraries() {
    let loved = Contrast(
      row("A", followers: 5, conversed: 1), row("B", followers: 900, conversed: 20), difference: nil, p: 0.01)
    #expect(!loved.holds)
    #expect(loved.sentence.hasPrefix("More people have conversations with B (900 followers) than with A (5): 20 came"))
    #expect(loved.sentence.hasSuffix("answer, 1 to A."))
    let close = Contrast(
      row("A", followers: 5, conversed: 3), row("B", followers: 900, conversed: 2), difference: nil, p: 0.05)
    #expect(!close.holds && close.outcome == .tooCloseToCall)
    #expect(
      close.sentence
        == "Too close to call between A (5 followers) and B (900): 3 people came back to A and 2 to B, a difference that "
        + "chance alone could make.")
  }

  @Test func unknownFollowersProveNothing() {
    let contrast = Contrast(
      row("A", followers: nil, conversed: 30), row("B", followers: 900, conversed: 1), difference: nil, p: 0.001)
    #expect(!contrast.holds)
    #expect(contrast.headline == "More people have conversations with A (followers not counted) than with B (900)")
  }

  @Test func whatCannotBeComparedSaysWhy() {
    func reason(_ left: ScoredRow, _ right: ScoredRow, by quantity: Contrast.Quantity = .conversed) -> String? {
      let contrast = Contrast(left, right, by: quantity, difference: nil, p: 0.001)
      guard case .notCompared(let reason) = contrast.outcome else { return nil }
      #expect(contrast.sentence.hasSuffix("cannot be compared: \(reason)."))
      return reason
    }
    let whole = row("B", followers: 900, conversed: 9, coverage: 0.95)
    #expect(reason(row("A", followers: 5, conversed: 3, conversations: 4), whole)?.contains("4 conversations") == true)
    #expect(reason(row("A", followers: 5, conversed: 3, conversations: nil), whole)?.contains("accounts alone") == true)
    #expect(reason(row("A", followers: 5, conversed: nil), whole)?.contains("no times") == true)
    #expect(
      reason(row("A", followers: 5, conversed: 3, coverage: 0.54), whole)
        == "the files hold 95% of the counted replies to B and 54% of those to A")
    #expect(reason(row("A", followers: 5, conversed: 3, coverage: 0.9), whole) == nil)
    #expect(reason(row("A", followers: 5, conversed: nil), whole, by: .score) == nil)
  }

  @Test func sharesNeverRoundToNothingOrAll() {
    #expect([0, 0.001, 0.5, 0.999, 1].map(percent) == ["0%", "under 1%", "50%", "over 99%", "100%"])
  }
}
