import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeMeasures

/// Intervals calibrated by the data's own voices: rarefaction by hand, the rule's edges, and sets against kernels.
@Suite struct CalibrationTests {
  /// Three conversations {a, b}, {a}, {c} and one of nobody. Two of the four: of six choices a is in 5, b and c in 3.
  @Test func rarefactionByHand() {
    let conversations = Calibration.Conversations(count: 4, found: [(9, 1), (9, 2), (9, 1), (11, 1), (12, 3)])
    #expect(conversations.meetings == [2, 1, 1] && conversations.offsets == [0, 2, 3, 4])
    #expect(abs(conversations.expectation(of: 2) - (5.0 + 3 + 3) / 6) < 1e-12)
    #expect(abs(conversations.expectation(of: 4) - 3) < 1e-12)
    var random = SplitMix64(seed: 4)
    let ratios = conversations.ratios(of: 2, choices: 6000, random: &random)
    #expect(abs(ratios.reduce(0, +) / 6000 - 1) < 0.02)
    #expect(Set(ratios.map { ($0 * 11 / 6).rounded() }) == [1, 2, 3])
  }

  @Test func classesOfConversations() {
    #expect(Calibration.classIndex(of: 4) == nil)
    #expect(Calibration.classIndex(of: 5) == 0 && Calibration.classIndex(of: 6) == 0)
    #expect(Calibration.classIndex(of: 7) == 1)
    #expect(Calibration.classIndex(of: 100_000) == Calibration.classes.count - 1)
  }

  @Test func theWiderOfEachEnd() {
    var quantiles = [Calibration.Quantiles?](repeating: nil, count: Calibration.classes.count)
    quantiles[0] = .init(low: 0.5, high: 1.25)
    quantiles[1] = .init(low: 0, high: 2)
    let calibration = Calibration(quantiles: quantiles)
    let interval = Jackknife.Interval(standardError: 2, low: 9, high: 18)
    // 4 of 14 are fixed: 4 + 10 / 1.25 = 12 is not below 9; 4 + 10 / 0.5 = 24 is above 18.
    let wider = calibration.widening(interval, of: 14, fixed: 4, conversations: 5)
    #expect(wider.low == 9 && wider.high == 24)
    // No upper end where the lower quantile is 0; 10 / 2 = 5 is below 9.
    let low = calibration.widening(interval, of: 10, fixed: 0, conversations: 9)
    #expect(low.low == 5 && low.high == 18)
    #expect(calibration.widening(interval, of: 10, fixed: 0, conversations: 30) == interval, "nothing is known there")
  }

  @Test func nineteenVoicesSayNothing() {
    let voice = Calibration.PlainVoice(conversations: 20, brought: [0: [1], 1: [2, 3]], first: 0, items: 3)
    let voices = (0..<19).map { _ in voice }
    #expect(Calibration.byDefinition(voices, seed: 1, rule: .init()).quantiles.allSatisfy { $0 == nil })
    let enough = Calibration.byDefinition(voices + [voice], seed: 1, rule: .init())
    #expect(enough.quantiles[0] != nil && enough.quantiles.dropFirst().allSatisfy { $0 == nil })
  }

  @Test func everyCalibratedIntervalPassesItsVerifier() {
    var calibrated = 0
    for seed in UInt64(1)...6 {
      let raw = RandomNetwork.ofManyVoices(seed: seed)
      let network = CertaintyCase.scoped(raw, shuffledBy: seed)
      let measured = MeasuredNetwork(network, seed: seed)
      let reach = measured.replyReach
      calibrated += reach.calibration.quantiles.count { $0 != nil }
      calibrated += measured.scoreIntervals.calibration.quantiles.count { $0 != nil }
      #expect(reach.discrepancy(in: network, seed: seed) == nil, "seed \(seed)")
      let found = measured.funnelIntervals.discrepancy(conversations: reach.conversations, in: network, seed: seed)
      #expect(found == nil, "seed \(seed)")
      #expect(reach.discrepancy(in: network, seed: seed + 1) != nil, "other random numbers, other intervals")
    }
    #expect(calibrated >= 12)
  }

  /// Caps of voices and of what is looked at hold, and the second way knows them too.
  @Test func moreVoicesThanAreLookedAt() {
    var rule = Calibration.Rule()
    rule.choices = 200
    for seed in UInt64(1)...4 {
      if seed.isMultiple(of: 2) {
        rule.mostVoices = 21
      } else {
        // Room for some more than twenty.
        (rule.mostVoices, rule.mostItemsInAll) = (100, 24 * 60)
      }
      let network = CertaintyCase.scoped(RandomNetwork.ofManyVoices(seed: seed))
      let reach = ReplyReach.compute(in: network, deep: .init(), seed: seed, calibrating: rule)
      #expect(reach.discrepancy(in: network, seed: seed, calibrating: rule) == nil, "seed \(seed)")
      let funnel = FunnelIntervals.compute(
        in: network, conversations: reach.conversations, seed: seed, calibrating: rule)
      let found = funnel.discrepancy(
        conversations: reach.conversations, in: network, seed: seed, calibrating: rule)
      #expect(found == nil, "seed \(seed)")
    }
  }

  @Test func theOrderOfRowsTheNumberOfThreadsAndTheNamesOfAccountsNeverShow() {
    for seed in UInt64(1)...3 {
      var raw = RandomNetwork.ofManyVoices(seed: seed)
      for index in raw.posts.indices { raw.posts[index].parentAuthor = nil }
      let first = MeasuredNetwork(CertaintyCase.scoped(raw))
      let (reach, score) = (first.replyReach, first.scoreIntervals)
      for threads in [1, 2, 8] {
        Cores.$threadLimit.withValue(threads) {
          let other = MeasuredNetwork(CertaintyCase.scoped(raw, shuffledBy: UInt64(threads)))
          #expect(other.replyReach == reach && other.scoreIntervals == score, "seed \(seed), \(threads) threads")
        }
      }
      let renamed = MeasuredNetwork(
        ScopedNetwork(raw.network(numbered: Array((0..<raw.people).reversed())), scope: first.scoped.scope))
      #expect(renamed.replyReach.calibration == reach.calibration, "seed \(seed)")
      #expect(renamed.scoreIntervals.calibration == score.calibration, "seed \(seed)")
    }
  }

  /// Nothing is calibrated by a voice that has more to look at than the rule allows.
  @Test func voicesWithTooMuchToLookAtArePassedOver() {
    var rule = Calibration.Rule()
    rule.mostItems = 3
    let network = CertaintyCase.scoped(RandomNetwork.ofManyVoices(seed: 2))
    let reach = ReplyReach.compute(in: network, deep: .init(), seed: 1, calibrating: rule)
    #expect(reach.calibration == .none)
  }
}
