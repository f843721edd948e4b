import Foundation
import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeAnalysis
@testable import ReparteeMeasures

/// What is read of everyone and measured of a few voices in their own conversations, against all of it measured.
@Suite struct KeptResultsTests {
  /// Random networks of every kind: with bots, stubs, flat branches, bare replies, follows, counts of replies.
  private static func network(_ seed: UInt64) -> SocialNetwork {
    let raw =
      switch seed % 4 {
      case 0: RandomNetwork.ofManyVoices(seed: seed)
      case 1: RandomNetwork.ofManyConversations(seed: seed)
      default: RandomNetwork(seed: seed)
      }
    return (seed % 3 == 0 ? raw.counting(perHeld: 1) : raw).network()
  }

  /// The conversations of some voices, and what bare replies and reposts they are party to.
  private static func part(_ network: SocialNetwork, of voices: [Int]) throws -> SocialNetwork {
    let isAsked = (0..<network.voices.count).map(voices.contains)
    let columns = try #require(NetworkColumns(network).conversations(of: isAsked))
    let (replies, reposts) = (network.replies, network.reposts)
    return try #require(
      columns.network(
        voices: network.voices,
        replies: replies.keeping { isAsked[Int(replies.actors[$0])] || isAsked[Int(replies.targets[$0])] },
        reposts: LazyInteractions(reposts.keeping { isAsked[Int(reposts.targets[$0])] }), follows: network.follows,
        completeFollows: network.completeFollows))
  }

  @Test("Rows that are made one by one are those that are made at once", arguments: Ranking.allCases)
  func rowsOneByOne(ranking: Ranking) {
    for seed in UInt64(1)...20 {
      let scoring = Scoring(ranking: ranking)
      let measured = scoring.measured(ScopedNetwork(Self.network(seed)))
      let expected = scoring.rows(of: measured)
      // What rows were made of is not needed again.
      measured.forgetIntermediates()
      var rows: [ScoredRow] = []
      scoring.ranked(measured).forEachRow(audiences: measured.audiences) { rows.append($0) }
      #expect(rows == expected, "seed \(seed)")
    }
  }

  @Test func everyonesFiguresAreThoseThatAreComputed() throws {
    var (rows, bands) = (0, 0)
    for seed in UInt64(1)...60 {
      let network = Self.network(seed)
      let whole = Scoring().measured(ScopedNetwork(network))
      let columns = try #require(KeptResults.columns(of: network, leastSize: 0))
      let kept = try #require(KeptResults(columns, voices: network.voices))
      let read = try #require(kept.measured(Self.part(network, of: [])))
      let expected = Scoring().rows(of: whole, top: 0)
      let ranked = kept.rows(of: read)
      #expect(ranked.all == expected, "seed \(seed)")
      #expect(Array(ranked) == expected, "seed \(seed)")
      for voice in 0..<network.voices.count {
        #expect(ranked.row(of: voice) == expected.first { $0.voice == voice }, "seed \(seed)")
      }
      #expect(read.rankBands == whole.rankBands && read.pileOns == whole.pileOns, "seed \(seed)")
      #expect(read.responseRates == whole.responseRates && read.sections == whole.sections, "seed \(seed)")
      #expect(read.timeQuality == whole.timeQuality && read.extent == whole.extent, "seed \(seed)")
      #expect(read.coverage.total == whole.coverage.total && read.coverage.voices == whole.coverage.voices)
      #expect(read.cautions == whole.cautions && read.notes == whole.notes, "seed \(seed)")
      #expect(read.replyReach.calibration == whole.replyReach.calibration)
      #expect(read.replyReach.largestLoss == whole.replyReach.largestLoss)
      rows += expected.count
      bands += read.rankBands.count { $0 != nil }
    }
    #expect(rows > 500 && bands > 100)
  }

  @Test func whatIsAskedOfAVoiceIsMeasuredInItsConversations() throws {
    /// What takes more than the voice's conversations is computed of small networks alone, and those are read whole.
    func isOfAll(_ line: String) -> Bool {
      [
        "rank by score among the same", "people who came back:", "so many can also come back",
        "redrawn as replies fall",
      ].contains { line.hasPrefix($0) }
    }
    func lines(_ explanation: Explanation) throws -> String {
      var explanation = explanation
      explanation.grounds.removeAll(where: isOfAll)
      explanation.flags.removeAll(where: isOfAll)
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return String(decoding: try encoder.encode(explanation), as: UTF8.self)
    }
    var contrasts = 0
    for seed in UInt64(1)...16 {
      let network = Self.network(seed)
      let whole = Scoring().measured(ScopedNetwork(network))
      let rows = Scoring().rows(of: whole, top: network.voices.count)
      let columns = try #require(KeptResults.columns(of: network, leastSize: 0))
      let kept = try #require(KeptResults(columns, voices: network.voices))
      for row in rows {
        let measured = try #require(kept.measured(Self.part(network, of: [row.voice])))
        #expect(measured.repliers[row.voice] == whole.repliers[row.voice], "seed \(seed)")
        #expect(measured.reciprocated[row.voice] == whole.reciprocated[row.voice], "seed \(seed)")
        #expect(measured.conversed[row.voice] == whole.conversed[row.voice], "seed \(seed)")
        var own = try #require(kept.rows(of: measured).row(of: row.voice))
        own.audienceReach = AudienceReach.compute(in: measured.scoped, of: [row.voice])[0].map { Int($0.people) }
        #expect(own == row, "seed \(seed)")
        let explained = Explanation(own, among: kept.rows(of: measured), in: measured)
        #expect(try lines(explained) == lines(Explanation(row, among: rows, in: whole)), "seed \(seed)")
      }
      for (left, right) in zip(rows, rows.dropFirst()) {
        let measured = try #require(kept.measured(Self.part(network, of: [left.voice, right.voice])))
        let sentences = Comparison([left, right], in: measured).sentences
        #expect(sentences == Comparison([left, right], in: whole).sentences, "seed \(seed)")
        contrasts += sentences.count
      }
      let everyone = try #require(kept.measured(Self.part(network, of: [])))
      let compared = Finding.voices(of: rows, in: everyone)
      let measured = try #require(kept.measured(Self.part(network, of: compared)))
      #expect(Finding(rows: rows, in: measured).sentence == Finding(rows: rows, in: whole).sentence, "seed \(seed)")
    }
    #expect(contrasts > 80)
  }

  @Test func otherColumnsAndOtherRulesAreOfNoUse() throws {
    let network = Self.network(4)
    let columns = try #require(KeptResults.columns(of: network, leastSize: 0))
    #expect(KeptResults.columns(of: network) == nil)
    for place in columns.indices {
      var others = columns
      if others[place].isEmpty { others[place] = [0] } else { others[place].removeLast() }
      let kept = KeptResults(others, voices: network.voices)
      #expect(try kept?.measured(Self.part(network, of: [])) == nil || place == 4, "column \(place)")
    }
    #expect(KeptResults(Array(columns.dropLast()), voices: network.voices) == nil)
    #expect(KeptResults(columns, voices: Voices()) == nil)
    #expect(KeptResults.fits(Scoring(), Scope()))
    #expect(!KeptResults.fits(Scoring(seed: 2), Scope()) && !KeptResults.fits(Scoring(ranking: .repliers), Scope()))
    #expect(!KeptResults.fits(Scoring(eligibleKinds: [.person]), Scope()))
    #expect(
      !KeptResults.fits(Scoring(), Scope(bots: .count)) && !KeptResults.fits(Scoring(), Scope(colleagues: .leaveOut)))
    #expect(!KeptResults.fits(Scoring(), Scope(window: Window(start: Timestamp(seconds: 1), end: nil))))
  }

  @Test func whatIsKnownIsNotComputedAndNothingElseIsKnown() {
    let network = MeasuredNetwork(ScopedNetwork(Self.network(4)))
    #expect(network.remember("maybe") { Int64?(7) } == 7)
    #expect(network.remember("maybe") { Int64?(8) } == 7)
    network.know("told") { Int64?(9) }
    #expect(network.remember("told") { Int64?(8) } == 9)
    network.know("nothing") { Int64?.none }
    #expect(network.remember("nothing") { Int64?(8) } == nil)
  }
}
