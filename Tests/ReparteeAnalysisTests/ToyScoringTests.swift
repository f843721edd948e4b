import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

@Suite struct ToyScoringTests {
  let rows = Scoring().rows(of: ScopedNetwork(Toy.network()))

  @Test func theOneVoiceIsTheOneThatPeopleCameBackTo() {
    #expect(rows.map(\.section) == [.voices] + Array(repeating: .others, count: 6))
    #expect(rows[0].label == "A")
    #expect(rows[0].rank == 1)
    #expect(rows.map(\.score) == [4, 1, 1, 0, 0, 0, 0])
    #expect(rows[0].isThin && rows[0].conversed == 2)
    #expect(rows.dropFirst().allSatisfy { $0.rank == nil && !$0.isThin })
  }

  @Test func othersStandInTheOrderOfScoreThenReach() {
    #expect(rows.map(\.label) == ["A", "B", "C", "D", "E", "F", "X"])
  }

  @Test func anAccountThatOnlyFollowsHasNoRow() {
    #expect(!rows.contains { $0.label == "g1" })
  }

  @Test func columnsAreTheContract() {
    let table = ScoreColumn.table(rows, additional: [], network: MeasuredNetwork(ScopedNetwork(Toy.network())))
    #expect(
      table.columns.joined(separator: ",")
        == "rank,section,voice,kind,organisation,score,score_low,score_high,reply_reach,reply_reach_low,reply_reach_high,"
        + "conversed,repliers,reciprocated,audience_reach,followers,conversations,posts,response_rate,"
        + "largest_conversation_share,basis,coverage")
  }
}
