import Measures
import SocialGraph
import TestNetworks
import Testing

/// Every measure against its verifier on the irregular networks, and every verifier against a wrong result.
@Suite struct VerifierTests {
  @Test(arguments: [1, 400, 800, 1200]) func everyMeasurePassesItsVerifier(first: UInt64) {
    for seed in first..<(first + 200) {
      let raw = RandomNetwork(seed: seed)
      let network = ScopedNetwork(raw.network(), scope: Scope(window: raw.window))
      let reach = ReplyReach.compute(in: network)
      let people = (0..<raw.people).map { Set(BruteForce(raw).replyReach($0).map { UInt32($0) }) }
      #expect(Repliers.discrepancy(of: Repliers.compute(in: network), in: network) == nil, "seed \(seed)")
      #expect(Reciprocated.discrepancy(of: Reciprocated.compute(in: network), in: network) == nil, "seed \(seed)")
      #expect(Conversed.discrepancy(of: Conversed.compute(in: network), in: network) == nil, "seed \(seed)")
      #expect(reach.discrepancy(in: network) == nil, "seed \(seed)")
      #expect(ResponseRate.discrepancy(of: MeasuredNetwork(network).responseRates, in: network) == nil, "seed \(seed)")
      guard !raw.dropsColleagues, BruteForce(raw).isWellFormed else { continue }
      let audiences = AudienceReach.compute(in: network)
      #expect(AudienceReach.discrepancy(of: audiences, reach: people, in: network) == nil, "seed \(seed)")
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
    #expect(ResponseRate.discrepancy(of: MeasuredNetwork(network).responseRates, in: other) != nil)
    let audiences = AudienceReach.compute(in: network)
    let nobody = [Set<UInt32>](repeating: [], count: count)
    #expect(AudienceReach.discrepancy(of: audiences, reach: nobody, in: network) != nil)
  }
}
