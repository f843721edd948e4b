import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// Explanations, the table of kinds, changes between windows, and the ledger.
@Suite struct ReportTests {
  @Test func everyListHasAsManyMembersAsItsFigure() throws {
    for seed in UInt64(1)...150 {
      let raw = RandomNetwork(seed: seed)
      let scope = Scope(window: raw.window, colleagues: raw.dropsColleagues ? .leaveOut : .count)
      let network = MeasuredNetwork(ScopedNetwork(raw.network(), scope: scope))
      let rows = Scoring().rows(of: network)
      for row in rows {
        let explanation = Explanation(row, among: rows, in: network)
        let figures = Dictionary(uniqueKeysWithValues: explanation.figures.map { ($0.name, $0) })
        for figure in explanation.figures {
          #expect(figure.people.count == figure.value && Set(figure.people.map(\.id)).count == figure.value)
        }
        #expect(figures["reply_reach"]?.value == row.replyReach, "seed \(seed)")
        #expect(figures["repliers"]?.value == row.repliers, "seed \(seed)")
        #expect(figures["reciprocated"]?.value == row.reciprocated, "seed \(seed)")
        #expect(figures["conversed"]?.value == row.conversed ?? 0, "seed \(seed)")
        #expect(figures["audience_reach"]?.value == row.audienceReach ?? 0, "seed \(seed)")
        #expect(row.conversations ?? 0 == explanation.conversations.count, "seed \(seed)")
        #expect(explanation.table.rows.count == explanation.figures.reduce(0) { $0 + $1.value })
      }
    }
  }

  /// What holds for all these data is said once on a page, and of each voice where it is explained alone.
  @Test func whatHoldsForEveryVoiceIsKeptApart() throws {
    var builder = NetworkBuilder()
    let voices = (0..<12).map { builder.voices.append(platform: "local", id: .number($0)) }
    for replier in voices.dropFirst() { builder.replies.append(actor: replier, target: voices[0], time: nil) }
    for replier in voices.dropFirst(2) { builder.replies.append(actor: replier, target: voices[1], time: nil) }
    let network = MeasuredNetwork(ScopedNetwork(builder.build()))
    let rows = Scoring().rows(of: network)
    let flags = VoiceFlags(try #require(rows.first { $0.voice == 0 }), in: network)
    #expect(
      flags.sentences == [
        "the replies may be a pile-on, so read them before trusting the reach: all 11 people who replied did so once, "
          + "10 of the 11 people who replied also reply to others"
      ])
    #expect(
      flags.sentencesOfAll == [
        "known from replies without times: nothing says who came back, and the score counts the answered alone"
      ])
  }

  @Test func anExplanationSaysWhatWouldChangeTheFigures() throws {
    let network = MeasuredNetwork(ScopedNetwork(Toy.network()))
    let rows = Scoring().rows(of: network)
    func of(_ name: String) throws -> Explanation {
      Explanation(try #require(rows.first { $0.label == name }), among: rows, in: network)
    }
    #expect(
      try of("A").changes == [
        "without the conversation that brought most of it (1) reply reach would be 0 instead of 4"
      ])
    #expect(
      try of("A").flags.contains {
        $0.hasPrefix("seen in one conversation only, which brought all of the reply reach (100%)")
      })
    #expect(try of("A").conversations.map(\.onlyThere) == [4])
    #expect(try of("B").changes.contains { $0.hasPrefix("replies both ways, but not back yet: 1 person (A)") })
    #expect(try of("D").changes.contains { $0.contains("got no answer in the same conversation: 3 people (B, E, X)") })
  }

  @Test func kindsAnswerKinds() {
    var builder = NetworkBuilder()
    for kind in [VoiceKind.person, .person, .channel] {
      builder.voices.append(platform: "local", id: .number(Int64(builder.voices.count)), kind: kind)
    }
    for (place, pair) in [(0, 2), (1, 2), (1, 0), (0, 1), (1, 0), (0, 1)].enumerated() {
      builder.replies.append(
        actor: UInt32(pair.0), target: UInt32(pair.1), time: Timestamp(seconds: Int64(place)))
    }
    let cells = KindTable(MeasuredNetwork(ScopedNetwork(builder.build()))).cells
    #expect(cells.count == 4)
    let toChannel = cells.first { $0.replier == .person && $0.author == .channel }
    #expect(toChannel?.arcs == 2 && toChannel?.repliers == 2 && toChannel?.authors == 1 && toChannel?.answered == 0)
    let amongPeople = cells.first { $0.replier == .person && $0.author == .person }
    #expect(amongPeople?.arcs == 2 && amongPeople?.answered == 2 && amongPeople?.cameBack == 2)
    #expect(cells.first { $0.replier == .channel && $0.author == .person }?.arcs == 0)
  }

  @Test func changesBetweenWindows() {
    let raw = Toy.network()
    func scored(_ window: Window) -> (rows: [ScoredRow], network: MeasuredNetwork) {
      let network = MeasuredNetwork(ScopedNetwork(raw, scope: Scope(window: window)))
      return (Scoring().rows(of: network), network)
    }
    let end = Timestamp(seconds: 20 * 60)
    let changes = RankingChanges(before: scored(Window(end: end)), after: scored(Window(start: end)))
    // A's partners come back at minutes 20 and 60, after answers at 9 and 25.
    #expect(changes.rows.map(\.label) == ["A"] && changes.rows.map(\.change) == [.entered])
    #expect(changes.rows[0].isBeyondBands == nil, "there is no band outside the ranking")
    let back = RankingChanges(before: scored(Window(start: end)), after: scored(Window(end: end)))
    #expect(back.rows.map(\.change) == [.left])
    let same = RankingChanges(before: scored(.all), after: scored(.all))
    #expect(same.rows.map(\.change) == [.stayed] && same.rows[0].isBeyondBands == false)
    #expect(
      same.sentence
        == "0 entered, 0 rose, 0 fell, 1 stayed, 0 left; scores that changed beyond chance: 0; that cannot be "
        + "tested: 1")
  }

  @Test func theLedgerAddsUp() throws {
    let network = MeasuredNetwork(ScopedNetwork(Toy.network()))
    var rows = QualityLedger.Rows()
    rows.rowsIn = 17
    let ledger = QualityLedger(rows: rows, network: network)
    let values = Dictionary(uniqueKeysWithValues: ledger.lines.map { ($0.name, $0.value) })
    #expect(values["rows_in"] == .integer(17) && values["posts"] == .integer(17) && values["replies"] == .integer(15))
    #expect(values["self_replies"] == .integer(1) && values["orphans"] == .integer(0))
    #expect(values["scored_voices"] == .integer(7) && values["voices_with_follow_list"] == .integer(5))
    #expect(values["follower_coverage"] == .empty)
  }

  @Test("Voices whose names differ only in capitals are counted, platform by platform")
  func namesAlike() {
    var voices = Voices()
    for (platform, id) in [("x", "Ann"), ("x", "ann"), ("x", "ANN"), ("y", "ann"), ("x", "bob")] {
      voices.append(platform: platform, id: .text(id))
    }
    voices.append(platform: "x", id: .number(1))
    #expect(voices.alikeButForCase == 3)
  }

  @Test func conversationsAreRankedWithTies() throws {
    let network = MeasuredNetwork(ScopedNetwork(Toy.network()))
    let table = try #require(ConversationTable(network, rankedBy: "width")).table()
    #expect(table.rows.map { $0[0] } == [.integer(1), .integer(1)])
    #expect(table.rows.map { $0[1] } == [.text("1"), .text("21")])
    #expect(ConversationTable(network, rankedBy: "nonsense") == nil)
    let later = Scope(window: Window(start: Timestamp(seconds: 1)))
    let none = MeasuredNetwork(ScopedNetwork(Toy.network(), scope: later))
    #expect(try #require(ConversationTable(none)).conversations.isEmpty)
  }
}
