import ReparteeGraph
import Testing

@testable import ReparteeAnalysis

/// The founding sentence, and every other thing that may be true instead.
@Suite struct ContrastTests {
  private func row(_ label: String, followers: Int64?, reach: Int, conversed: Int) -> ScoredRow {
    ScoredRow(
      voice: label == "A" ? 0 : 1, rank: nil, section: .voices, label: label, kind: .unknown, organisation: nil,
      replyReach: reach, replyReachLow: nil, replyReachHigh: nil, conversed: conversed, repliers: reach,
      reciprocated: conversed, audienceReach: nil, followers: followers, conversations: nil, posts: nil,
      responseRate: nil, largestConversationShare: nil, basis: .threads)
  }

  @Test func theFoundingSentence() {
    let contrast = Contrast(
      row("B", followers: 37_221, reach: 55, conversed: 0), row("A", followers: 688, reach: 62, conversed: 39))
    #expect(contrast.holds)
    #expect(
      contrast.sentence
        == "More people converse with A (688 followers) than with B (37,221): 39 people came back after an answer, "
        + "against 0; 62 people talked below their posts, against 55.")
  }

  @Test func itsContraries() {
    let loved = Contrast(
      row("A", followers: 5, reach: 3, conversed: 1), row("B", followers: 900, reach: 30, conversed: 20))
    #expect(!loved.holds)
    #expect(
      loved.sentence.hasPrefix("More people converse with B (900 followers) than with A (5), and more follow them too"))
    let even = Contrast(
      row("A", followers: 5, reach: 3, conversed: 2), row("B", followers: 900, reach: 30, conversed: 2))
    #expect(!even.holds)
    #expect(even.sentence.hasPrefix("As many people converse with B (900 followers) as with A (5): 2 people"))
    let silent = Contrast(
      row("A", followers: 5, reach: 3, conversed: 0), row("B", followers: 900, reach: 30, conversed: 0))
    #expect(silent.sentence.hasPrefix("Nobody converses with B (900 followers) or with A (5): 0 people"))
    let alike = Contrast(row("A", followers: 7, reach: 3, conversed: 1), row("B", followers: 7, reach: 3, conversed: 2))
    #expect(
      alike.sentence.hasPrefix("More people converse with B (7 followers) than with A (7), who is followed by as many"))
  }

  @Test func unknownFollowersProveNothing() {
    let contrast = Contrast(
      row("A", followers: nil, reach: 9, conversed: 3), row("B", followers: 900, reach: 3, conversed: 1))
    #expect(!contrast.holds)
    #expect(contrast.sentence.hasPrefix("More people converse with A (followers unknown) than with B (900): 3 people"))
  }

  @Test func ofSeveralTheMostConversedStandsAgainstTheMostFollowed() {
    let rows = [
      row("B", followers: 37_221, reach: 55, conversed: 0), row("A", followers: 688, reach: 62, conversed: 39),
    ]
    #expect(Comparison(rows).sentence.hasPrefix("More people converse with A (688 followers) than with B (37,221)"))
    #expect(Comparison(rows.reversed()).sentence == Comparison(rows).sentence)
    #expect(Comparison([rows[0]]).sentence.isEmpty)
    #expect(Comparison(rows).sideBySide.columns == ["figure", "B", "A"])
    #expect(Comparison(rows).table.rows.map { $0[0] } == [.text("B"), .text("A")])
  }
}
