import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// Every measure against its verifier on the irregular networks, and every verifier against a wrong result.
@Suite struct VerifierTests {
  @Test(arguments: [1, 400, 800, 1200]) func everyMeasureOfTheFunnelPassesItsVerifier(first: UInt64) {
    for seed in first..<(first + 200) {
      let raw = RandomNetwork(seed: seed)
      let network = ScopedNetwork(raw.network(), scope: Scope(window: raw.window))
      let reach = ReplyReach.compute(in: network)
      let people = (0..<raw.people).map { Set(BruteForce(raw).replyReach($0).map { UInt32($0) }) }
      #expect(Repliers.discrepancy(of: Repliers.compute(in: network), in: network) == nil, "seed \(seed)")
      #expect(Reciprocated.discrepancy(of: Reciprocated.compute(in: network), in: network) == nil, "seed \(seed)")
      #expect(Conversed.discrepancy(of: Conversed.compute(in: network), in: network) == nil, "seed \(seed)")
      #expect(reach.discrepancy(in: network) == nil, "seed \(seed)")
      guard !raw.dropsColleagues, BruteForce(raw).isWellFormed else { continue }
      let audiences = AudienceReach.compute(in: network)
      #expect(AudienceReach.discrepancy(of: audiences, reach: people, in: network) == nil, "seed \(seed)")
      #expect(
        OutsideReach.discrepancy(of: OutsideReach.compute(in: network), reach: people, in: network) == nil,
        "seed \(seed)")
    }
  }

  /// Spread over weeks, so that replies grow old and weeks pass.
  @Test(arguments: [1, 400, 800, 1200]) func everyHabitPassesItsVerifier(first: UInt64) {
    for seed in first..<(first + 150) {
      let raw = RandomNetwork(seed: seed, pace: 500)
      let network = ScopedNetwork(
        raw.network(), scope: Scope(window: raw.window, colleagues: raw.dropsColleagues ? .leaveOut : .count))
      let measured = MeasuredNetwork(network)
      #expect(ResponseRate.discrepancy(of: measured.responseRates, in: network) == nil, "seed \(seed)")
      #expect(ResponseTime.discrepancy(of: measured.responseTimes, in: network) == nil, "seed \(seed)")
      #expect(ConversationRate.discrepancy(of: measured.conversationRates, in: network) == nil, "seed \(seed)")
      #expect(PartnerRetention.discrepancy(of: measured.partnerWeeks, in: network) == nil, "seed \(seed)")
      let index = ConversationIndex.compute(in: network)
      #expect(ConversationIndex.discrepancy(of: index, in: network) == nil, "seed \(seed)")
      #expect(Amplification.discrepancy(of: measured.amplification, in: network) == nil, "seed \(seed)")
    }
  }

  @Test(arguments: [1, 400]) func everyShapePassesItsVerifier(first: UInt64) {
    for seed in first..<(first + 200) {
      let network = ScopedNetwork(RandomNetwork(seed: seed).network())
      let measured = MeasuredNetwork(network)
      #expect(ConversationLevels.discrepancy(of: measured.conversationLevels, in: network) == nil, "seed \(seed)")
      #expect(Speakers.discrepancy(of: measured.speakers, in: network) == nil, "seed \(seed)")
      let virality = StructuralVirality.compute(in: network.network)
      #expect(StructuralVirality.discrepancy(of: virality, in: network) == nil, "seed \(seed)")
    }
  }

  @Test func aVerifierFindsAWrongResult() {
    let network = ScopedNetwork(Toy.network())
    let count = network.network.voices.count
    let wrong = VoiceSets(voiceCount: count, pairs: [VoicePair(voice: 0, person: 3)])
    #expect(Repliers.discrepancy(of: wrong, in: network) != nil)
    #expect(Reciprocated.discrepancy(of: wrong, in: network) != nil)
    #expect(Conversed.discrepancy(of: wrong, in: network) != nil)
    let unbounded = ReplyReach.compute(in: network)
    let other = ScopedNetwork(Toy.network(), scope: Scope(window: Window(start: Timestamp(seconds: 3000))))
    #expect(unbounded.discrepancy(in: other) != nil)
    let measured = MeasuredNetwork(network)
    #expect(ResponseRate.discrepancy(of: measured.responseRates, in: other) != nil)
    #expect(ResponseTime.discrepancy(of: measured.responseTimes, in: other) != nil)
    #expect(ConversationIndex.discrepancy(of: ConversationIndex.compute(in: network), in: other) != nil)
    #expect(PartnerRetention.discrepancy(of: measured.partnerWeeks, in: other) != nil)
    #expect(Amplification.discrepancy(of: wrong, in: network) != nil)
    #expect(Speakers.discrepancy(of: measured.speakers.reversed(), in: network) != nil)
    #expect(ConversationLevels.discrepancy(of: measured.conversationLevels.reversed(), in: network) != nil)
    #expect(StructuralVirality.discrepancy(of: [nil, nil], in: network) != nil)
    let chatty = (1...200).lazy.map { ScopedNetwork(RandomNetwork(seed: $0).network()) }
      .first { MeasuredNetwork($0).conversationRates.contains { $0 != nil } }
    #expect(chatty.flatMap { ConversationRate.discrepancy(of: $0.isPerson.map { _ in nil }, in: $0) } != nil)
    #expect(OutsideReach.discrepancy(of: [1], reach: [[]], in: network) != nil)
    let audiences = AudienceReach.compute(in: network)
    let nobody = [Set<UInt32>](repeating: [], count: count)
    #expect(AudienceReach.discrepancy(of: audiences, reach: nobody, in: network) != nil)
  }
}
