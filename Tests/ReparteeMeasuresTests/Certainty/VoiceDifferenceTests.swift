import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// The test of two voices: by hand, by leaving out every conversation, its edges, and Holm's correction.
@Suite struct VoiceDifferenceTests {
  private func points(_ conversations: Range<UInt32>, _ items: [(UInt64, UInt32)], fixed: Int = 0) -> VoicePoints {
    VoicePoints(
      conversations: Array(conversations), points: items.map { .init(item: $0.0, conversation: $0.1) }, fixed: fixed)
  }

  /// The first voice has two people in each of five conversations, the second one person in each of the same five. Every
  /// conversation costs 2 − 1: Σ f² = 5, Σ |f| = 5; d = 5, t = √5 at 4 degrees.
  @Test func byHand() throws {
    let first = points(0..<5, (0..<10).map { (UInt64($0), UInt32($0 / 2)) })
    let second = points(0..<5, (0..<5).map { (UInt64($0 + 50), UInt32($0)) })
    let test = try #require(VoiceDifference(first, second))
    #expect(test.difference == 5 && test.conversations == 5)
    #expect(abs(test.standardError - 5.0.squareRoot()) < 1e-12)
    #expect(abs(test.p - 0.0890) < 0.0001)
    #expect(!test.isSignificant)
    #expect(abs(test.smallestDetectable - 2.7764451 * 5.0.squareRoot()) < 1e-6)
    // In conversations of their own, each is lost by itself: Σ f² = 5 · 4 + 5 = 25 over ten conversations.
    let apart = try #require(VoiceDifference(first, second, share: false))
    #expect(apart.conversations == 10 && apart.standardError == 5 && apart.difference == 5)
  }

  @Test func belowFiveConversationsNothingIsSaid() {
    let many = points(0..<9, [(1, 1)])
    #expect(VoiceDifference(many, points(0..<4, [])) == nil)
    #expect(VoiceDifference(points(0..<4, []), many) == nil)
    #expect(VoiceDifference(many, points(0..<5, [])) != nil)
  }

  /// Where nobody depends on one conversation, the error is still that of one person.
  @Test func aDifferenceOfOnePersonIsNeverSignificant() throws {
    let first = points(0..<6, [(1, 0), (1, 1)])
    let test = try #require(VoiceDifference(first, points(6..<12, [])))
    #expect(test.difference == 1 && test.standardError == 1 && !test.isSignificant)
    let same = try #require(VoiceDifference(first, first))
    #expect(same.difference == 0 && same.p == 1)
  }

  @Test func everyPairOfVoicesPassesItsVerifier() {
    var tested = 0
    for seed in UInt64(1)...40 {
      let raw = RandomNetwork.ofManyConversations(seed: seed)
      let brute = BruteForce(raw)
      guard brute.isWellFormed else { continue }
      let measured = MeasuredNetwork(CertaintyCase.scoped(raw, shuffledBy: seed))
      for figure in FunnelFigure.allCases {
        var reader = FigureReader(measured, figure: figure)
        let voices = (0..<raw.people).map { reader.points(of: $0) }
        for voice in 0..<raw.people where voices[voice].conversations.count >= 5 {
          #expect(voices[voice].count == expected(figure, of: voice, brute), "\(figure) of \(voice), seed \(seed)")
        }
        for first in 0..<raw.people {
          for second in 0..<raw.people {
            for share in [true, false] {
              let test = VoiceDifference(voices[first], voices[second], share: share)
              let plain = VoiceDifference.byDefinition(voices[first], voices[second], share: share)
              #expect((test == nil) == (plain == nil))
              guard let test, let plain else { continue }
              tested += 1
              #expect(test.difference == plain.difference && test.conversations == plain.conversations)
              #expect(abs(test.standardError - plain.standardError) < 1e-9, "\(figure), seed \(seed)")
            }
          }
        }
      }
    }
    #expect(tested > 200)
  }

  private func expected(_ figure: FunnelFigure, of voice: Int, _ brute: BruteForce) -> Int {
    switch figure {
    case .replyReach: brute.replyReach(voice).count
    case .repliers: brute.repliers(voice).count
    case .reciprocated: brute.reciprocated(voice).count
    case .conversed: brute.conversed(voice).count
    case .score: brute.reciprocated(voice).count + brute.conversed(voice).count
    }
  }

  @Test func theSignDependsOnTheOrderAndNothingElseDoes() {
    let measured = MeasuredNetwork(CertaintyCase.scoped(RandomNetwork.ofManyVoices(seed: 3)))
    for figure in FunnelFigure.allCases {
      guard let there = measured.difference(in: figure, of: 0, and: 1),
        let back = measured.difference(in: figure, of: 1, and: 0)
      else {
        Issue.record("both have conversations enough")
        continue
      }
      #expect(there.difference == -back.difference && there.p == back.p)
      #expect(there.standardError == back.standardError && there.conversations == back.conversations)
    }
  }

  /// Holm's own example of a table: .01, .04, .03, .005 become .03, .06, .06, .02.
  @Test func holm() {
    let adjusted = Holm.adjusted([0.01, 0.04, 0.03, 0.005])
    for (value, expected) in zip(adjusted, [0.03, 0.06, 0.06, 0.02]) { #expect(abs(value - expected) < 1e-12) }
    #expect(Holm.adjusted([]) == [])
    #expect(Holm.adjusted([0.4, 0.9]) == [0.8, 0.9])
    #expect(Holm.adjusted([0.7, 0.7]) == [1, 1])
  }
}
