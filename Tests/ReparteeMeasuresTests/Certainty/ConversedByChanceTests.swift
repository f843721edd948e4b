import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeMeasures

/// The null model of C against plain lists, and against chances derived by hand.
@Suite struct ConversedByChanceTests {
  private func compute(
    _ network: ScopedNetwork, seed: UInt64 = 5, rule: ConversedByChance.Rule = .init()
  ) -> ConversedByChance {
    ConversedByChance.compute(
      in: network, conversed: Conversed.compute(in: network), reciprocated: Reciprocated.compute(in: network),
      seed: seed, rule: rule)
  }

  /// Few draws, and a few more for those whom none reached.
  private static var short: ConversedByChance.Rule {
    var rule = ConversedByChance.Rule()
    (rule.draws, rule.mostDraws, rule.enough) = (19, 99, 3)
    return rule
  }

  @Test func randomNetworksPassTheVerifier() {
    var (small, further) = (0, 0)
    for seed in UInt64(1)...60 {
      for raw in [RandomNetwork(seed: seed), RandomNetwork.ofManyConversations(seed: seed)] {
        let network = CertaintyCase.scoped(raw, shuffledBy: seed)
        var rule = Self.short
        // Now and then there is not enough capacity for all draws.
        if seed.isMultiple(of: 5) { rule.mostRedrawn = 200 }
        let chance = compute(network, seed: seed, rule: rule)
        #expect(chance.discrepancy(in: network, seed: seed, rule: rule) == nil, "seed \(seed)")
        small += chance.p.count { ($0 ?? 1) < 1 }
        further += chance.p.count { ($0 ?? 1) < 0.05 }
      }
    }
    #expect(small > 20, "the draws have to change something")
    #expect(further > 3, "some are drawn further")
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

  /// Root by A; B, C, D answer it; A answers B; B answers A. A's answer has B's, C's and D's posts to fall on, and reached the
  /// farthest; B's return has C's, D's and A's, and reached the nearest. So by these data's own distances, 1 and 3 with one half
  /// each, the exchange A–B stays with chance 1/4. No other exchange with A can come of it: only B posts after A.
  private static let talk = CertaintyCase.network(of: [
    (1, 0, nil), (2, 1, 1), (3, 2, 1), (4, 3, 1), (5, 0, 2), (6, 1, 5),
  ])

  @Test func chancesByHand() throws {
    let p = try #require(compute(Self.talk).p[0])
    #expect(abs(p - 1.0 / 4) < 0.05)
    #expect(compute(Self.talk).p[2] == 1, "C = 0")
  }

  /// Whoever answered nobody is no test among many, though others answered them.
  @Test func onlyVoicesThatAnsweredAreTested() {
    let chance = compute(Self.talk)
    #expect(chance.q[0] != nil && chance.q[1] != nil && chance.q[2] == nil && chance.q[3] == nil)
  }

  // MARK: How far back replies reach

  /// Ten replies with two choices, seven of them on the nearer; five with one: the weights are 7 to 3.
  @Test func distancesByHand() {
    let replies =
      Array(repeating: (distance: 1, choices: 2), count: 7) + Array(repeating: (2, 2), count: 3)
      + Array(repeating: (1, 1), count: 5)
    let distances = ReplyDistances(replies)
    #expect(abs(distances.weight(1) / distances.weight(2) - 7.0 / 3) < 1e-6)
    #expect(distances.weight(3) == 0)
    var random = SplitMix64(seed: 3)
    let near = (0..<10_000).count { _ in distances.draw(2, with: &random) == 1 }
    #expect(abs(near - 7000) < 150)
    #expect((0..<50).allSatisfy { _ in distances.draw(1, with: &random) == 1 })
  }

  /// Replies drawn evenly from conversations of every length give even weights, near and far: lengths do not show.
  @Test func evenRepliesGiveEvenWeights() {
    var random = SplitMix64(seed: 8)
    let replies = (0..<200_000).map { _ in
      let choices = 1 + random.below(1 + random.below(60))
      return (distance: 1 + random.below(choices), choices: choices)
    }
    let distances = ReplyDistances(replies)
    let first = distances.weight(1)
    for distance in [2, 5, 10, 16, 17, 25, 40] {
      #expect(abs(distances.weight(distance) / first - 1) < 0.15, "\(distance): \(distances.weight(distance) / first)")
    }
  }

  @Test func withoutRepliesAllDistancesAreAlike() {
    let distances = ReplyDistances([])
    var random = SplitMix64(seed: 1)
    #expect(Set((0..<200).map { _ in distances.draw(3, with: &random) }) == [1, 2, 3])
  }

  /// Talk of which nobody means anybody, in many conversations: at most about one voice in twenty that is tested comes out at
  /// p ≤ .05, and next to none after the adjustment.
  @Test func randomTalkIsChance() {
    var (tested, small, found) = (0, 0, 0)
    for seed in UInt64(1)...12 {
      let network = CertaintyCase.network(of: Self.randomTalk(seed: seed))
      var rule = Self.short
      rule.draws = 199
      let chance = compute(network, seed: seed, rule: rule)
      for voice in chance.p.indices {
        guard let p = chance.p[voice], let q = chance.q[voice] else { continue }
        tested += 1
        if p <= 0.05 { small += 1 }
        if q <= 0.05 { found += 1 }
      }
    }
    #expect(tested > 150)
    #expect(Double(small) / Double(tested) < 0.08, "\(small) of \(tested)")
    #expect(small > 2, "\(small) of \(tested): the model is not so strict that it calls nothing")
    #expect(found <= tested / 50, "\(found) of \(tested) after adjustment")
  }

  /// Conversations of a few people each, in which everybody answers one of the last posts by others, whoever wrote it.
  private static func randomTalk(seed: UInt64) -> [(id: Int64, author: UInt32, parent: Int64?)] {
    var random = SplitMix64(seed: seed)
    var posts: [(id: Int64, author: UInt32, parent: Int64?)] = []
    for _ in 0..<40 {
      let root = Int64(posts.count + 1)
      let people = (0..<4).map { _ in UInt32(random.below(25)) }
      posts.append((root, people[0], nil))
      for _ in 0..<(8 + random.below(20)) {
        let author = people[random.below(4)]
        let others = posts[Int(root - 1)...].filter { $0.author != author }
        let back = min(others.count, 1 + random.below(1 + random.below(8)))
        let parent = others.isEmpty ? root : others[others.count - back].id
        posts.append((Int64(posts.count + 1), author, parent))
      }
    }
    return posts
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
      #expect(chance.discrepancy(in: network, seed: 5) == nil)
    }
  }

  @Test func threadsAndTheOrderOfRowsNeverShow() {
    for seed in UInt64(1)...8 {
      let raw = RandomNetwork.ofManyConversations(seed: seed)
      let chance = compute(CertaintyCase.scoped(raw), rule: Self.short)
      for threads in [1, 2, 8] {
        Cores.$threadLimit.withValue(threads) {
          let network = CertaintyCase.scoped(raw, shuffledBy: UInt64(threads))
          #expect(compute(network, rule: Self.short) == chance, "seed \(seed), \(threads) threads")
        }
      }
    }
  }
}
