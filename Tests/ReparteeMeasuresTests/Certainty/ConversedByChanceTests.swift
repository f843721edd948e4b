import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// The null model of C against plain lists, and against chances derived by hand.
@Suite struct ConversedByChanceTests {
  private func compute(_ network: ScopedNetwork, seed: UInt64 = 5, draws: Int = 999) -> ConversedByChance {
    ConversedByChance.compute(
      in: network, conversed: Conversed.compute(in: network), repliers: Repliers.compute(in: network), seed: seed,
      drawCount: draws)
  }

  @Test func randomNetworksPassTheVerifier() {
    var small = 0
    for seed in UInt64(1)...60 {
      for raw in [RandomNetwork(seed: seed), RandomNetwork.ofManyConversations(seed: seed)] {
        let network = CertaintyCase.scoped(raw, shuffledBy: seed)
        let chance = compute(network, seed: seed, draws: 19)
        #expect(chance.discrepancy(in: network, seed: seed, drawCount: 19) == nil, "seed \(seed)")
        small += chance.p.count { ($0 ?? 1) < 1 }
      }
    }
    #expect(small > 20, "the draws have to change something")
  }

  @Test func aVerifierFindsAWrongResult() {
    let network = Self.talk
    #expect(compute(network).discrepancy(in: network, seed: 6) != nil, "other draws than the seed's")
  }

  /// Root by A; B answers it, A answers B, B comes back: C(A) = 1. A's answer has one earlier post by another to answer,
  /// which is B's; B's return has only A's. Nothing can move, so every draw gives C* = 1, and p = 1.
  @Test func whatCannotMoveIsNoEvidence() {
    let network = CertaintyCase.network(of: [(1, 0, nil), (2, 1, 1), (3, 0, 2), (4, 1, 3)])
    #expect(compute(network).p == [1, 1])
    #expect(compute(network).q == [1, 1])
  }

  /// Root by A; B, C, D answer it; A answers B; B answers A. A's answer falls on one of three, B's return on one of
  /// three (C, D, A's): the exchange A–B stays with chance 1/9. No other exchange with A can come of it: only B posts
  /// after A. So p is near 1/9.
  private static let talk = CertaintyCase.network(of: [
    (1, 0, nil), (2, 1, 1), (3, 2, 1), (4, 3, 1), (5, 0, 2), (6, 1, 5),
  ])

  @Test func chancesByHand() throws {
    let p = try #require(compute(Self.talk).p[0])
    #expect(abs(p - 1.0 / 9) < 0.04)
    #expect(compute(Self.talk).p[2] == 1, "C = 0")
  }

  @Test func voicesWithoutPostsHaveNoValue() {
    var builder = NetworkBuilder()
    for voice in 0..<2 { builder.voices.append(platform: "local", id: .number(Int64(voice))) }
    builder.replies.append(actor: 0, target: 1, time: nil)
    #expect(compute(ScopedNetwork(builder.build())).p == [nil, nil])
    #expect(compute(ScopedNetwork(builder.build())).q == [nil, nil])
  }

  @Test func families() {
    for network in CertaintyCase.families {
      let chance = compute(network)
      #expect(chance.p.allSatisfy { $0 == 1 })
      #expect(chance.discrepancy(in: network, seed: 5, drawCount: 999) == nil)
    }
  }

  @Test func threadsAndTheOrderOfRowsNeverShow() {
    for seed in UInt64(1)...8 {
      let raw = RandomNetwork.ofManyConversations(seed: seed)
      let chance = compute(CertaintyCase.scoped(raw), draws: 200)
      for threads in [1, 2, 8] {
        Cores.$threadLimit.withValue(threads) {
          let network = CertaintyCase.scoped(raw, shuffledBy: UInt64(threads))
          #expect(compute(network, draws: 200) == chance, "seed \(seed), \(threads) threads")
        }
      }
    }
  }
}
