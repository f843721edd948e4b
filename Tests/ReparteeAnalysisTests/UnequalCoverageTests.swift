import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import Testing

/// What is said where more is held of one voice than of another, of ranks, and of candidates.
@Suite struct UnequalCoverageTests {
  /// Voices to each of whom somebody came back, in a conversation of whose replies a platform counted so many.
  private func network(counted: [Int?], returns: [Int]? = nil) -> (MeasuredNetwork, [ScoredRow]) {
    var builder = NetworkBuilder()
    let platform = builder.platform(named: "local")
    var (account, post): (Int64, Int64) = (0, 0)
    func add(_ author: UInt32, _ parent: Int64?) -> Int64 {
      post += 1
      builder.add(
        .init(
          id: .number(post), author: author, parent: parent.map { .number($0) },
          time: Timestamp(seconds: 1_767_225_600 + post * 4_000), kind: parent == nil ? .post : .reply),
        platform: platform)
      return post
    }
    func person(_ handle: String? = nil) -> UInt32 {
      account += 1
      return builder.voices.append(platform: "local", id: .number(account), handle: handle)
    }
    for (place, count) in counted.enumerated() {
      let voice = person("voice \(place)")
      let root = add(voice, nil)
      for _ in 0..<(returns?[place] ?? 1) {
        let partner = person()
        _ = add(partner, add(voice, add(partner, root)))
      }
      if let count { builder.addReplyCount(count, isWhole: true, ofPost: .number(root), platform: platform) }
    }
    let network = MeasuredNetwork(ScopedNetwork(builder.build()))
    return (network, Scoring().rows(of: network))
  }

  @Test func theRankingSaysThatDifferentPartsAreHeld() {
    // Three replies are held below each root.
    let (apart, rows) = network(counted: [3, 6, 30])
    #expect(
      apart.cautions.contains(
        "of the counted replies to the ranked voices the files hold from 10% to 100%: ranks of voices of whom so different "
          + "parts are held cannot be set against each other"))
    #expect(
      apart.lowCoverages(of: rows)
        == "less than four fifths of the counted replies are held below the posts of voice 1 (50%), voice 2 (10%)")
    for (counted, isSaid) in [
      ([3, 3, 3], false), ([30, 30, nil], false), ([3, nil, nil], false), ([3, 4, nil], true),
    ] {
      let (network, _) = network(counted: counted)
      #expect(network.cautions.contains { $0.hasPrefix("of the counted replies") } == isSaid, "\(counted)")
    }
  }

  @Test func aVoiceBelowFourFifthsIsFlaggedHoweverLittleIsHeldOfAll() throws {
    let (network, rows) = network(counted: [300, 3])
    #expect(network.coverage.isLow)
    let flags = try rows.map { VoiceFlags($0, in: network).sentences }
    let said = "the files hold 3 of the 300 counted replies (1%) below its posts: its figures may be too low"
    #expect(flags.count { $0.contains(said) } == 1)
  }

  @Test func whereLittleIsHeldNobodyIsSaidToHaveNoReturn() {
    let (network, rows) = network(counted: [300, nil])
    // The partners' own posts have no count.
    for row in rows where row.coverage == nil && row.conversed == 0 {
      #expect(network.absence(of: row).hasSuffix("too few to tell whether anybody came back to this account"))
      #expect(!network.showsNoReturn(to: row))
    }
  }

  @Test func equalScoresOfDifferentRanksAreExplained() {
    let (_, rows) = network(counted: [nil, nil], returns: [2, 1])
    let ranked = rows.filter { $0.section == .voices }
    #expect(RankTie.rule(of: ranked, by: .score) == nil, "no two scores are equal")
    var tied = ranked
    (tied[0].rank, tied[1].rank) = (1, 2)
    tied[1].score = tied[0].score
    #expect(
      RankTie.rule(of: tied, by: .score)
        == "Voices that are equal by score are ranked by reply reach, then by repliers.")
    tied[1].rank = 1
    #expect(RankTie.rule(of: tied, by: .score) == nil, "equal ranks need no explanation")
  }

  @Test func theCandidatesThatAreRankedAndNotMoreAreCounted() {
    let (network, rows) = network(counted: [nil, nil, nil], returns: [3, 2, 1])
    let report = ChoiceReport(CoverageSelection(count: 2), among: .init(), rows: rows, network: network)
    #expect(
      report.notes.prefix(2) == [
        "3 people reached by the one candidate",
        "2 of the 3 ranked voices are no candidates: two people or fewer came back to each of them",
      ])
    var everybody = ChoiceReport.Candidates()
    everybody.all = true
    let all = ChoiceReport(CoverageSelection(count: 2), among: everybody, rows: rows, network: network)
    #expect(!all.notes.contains { $0.contains("no candidate") })
  }

  @Test func repliesBetweenAccountsAreCountedEachOne() {
    var builder = NetworkBuilder()
    for id in 0..<3 { builder.voices.append(platform: "local", id: .number(Int64(id))) }
    builder.replies.append(actor: 0, target: 1, time: nil, count: 7)
    builder.replies.append(actor: 1, target: 2, time: Timestamp(seconds: 1_767_225_600), count: 2)
    let network = MeasuredNetwork(ScopedNetwork(builder.build()))
    let ledger = QualityLedger(rows: .init(), network: network, now: Timestamp(seconds: 0))
    let values = Dictionary(uniqueKeysWithValues: ledger.lines.map { ($0.name, $0.value) })
    #expect(values["account_replies"] == .integer(9) && values["undated_replies"] == .integer(7))
    #expect(values["future_times"] == .integer(2))
  }
}
