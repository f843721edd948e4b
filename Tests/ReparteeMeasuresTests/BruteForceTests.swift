import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// The funnel against sets computed straight from the definitions, on seeded networks of every shape.
@Suite struct BruteForceTests {
  static let seeds = Array(UInt64(1)...1500)

  @Test func funnelEqualsTheDefinitionsOnRandomNetworks() {
    var compared = 0
    for seed in Self.seeds {
      let raw = RandomNetwork(seed: seed)
      let brute = BruteForce(raw)
      guard brute.isWellFormed else { continue }
      compared += 1
      let network = ScopedNetwork(
        raw.network(shuffledBy: seed),
        scope: Scope(window: raw.window, colleagues: raw.dropsColleagues ? .leaveOut : .count))
      let repliers = Repliers.compute(in: network)
      let reciprocated = Reciprocated.compute(in: network)
      let conversed = Conversed.compute(in: network)
      let reach = ReplyReach.compute(in: network)
      let audience = AudienceReach.compute(in: network)
      for voice in 0..<raw.people {
        #expect(repliers[voice].map(Int.init) == brute.repliers(voice).sorted(), "R1 of \(voice), seed \(seed)")
        #expect(
          reciprocated[voice].map(Int.init) == brute.reciprocated(voice).sorted(), "M of \(voice), seed \(seed)")
        #expect(conversed[voice].map(Int.init) == brute.conversed(voice).sorted(), "C of \(voice), seed \(seed)")
        #expect(Int(reach.reach[voice]) == brute.replyReach(voice).count, "R of \(voice), seed \(seed)")
        #expect(audience[voice].map { Int($0.people) } == brute.audience(voice), "AR of \(voice), seed \(seed)")
        let byConversation = brute.peopleByConversation(voice)
        let others = brute.otherPeople(voice)
        let only = byConversation.map { conversation, people in
          people.filter { person in
            !others.contains(person) && !byConversation.contains { $0.key != conversation && $0.value.contains(person) }
          }.count
        }
        #expect(Int(reach.conversations[voice]) == byConversation.count, "T of \(voice), seed \(seed)")
        #expect(Int(reach.largestLoss[voice]) == only.max() ?? 0, "dependence of \(voice), seed \(seed)")
        if only.count >= Jackknife.fewestConversations {
          let mean = Double(only.reduce(0, +)) / Double(only.count)
          let squares = only.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
          let variance = max(squares * Double(only.count - 1) / Double(only.count), Double(only.reduce(0, +)))
          let error = variance.squareRoot()
          #expect(abs((reach.intervals[voice]?.standardError ?? -1) - error) < 1e-9, "se of \(voice), seed \(seed)")
        } else {
          #expect(reach.intervals[voice] == nil, "interval of \(voice), seed \(seed)")
        }
      }
    }
    #expect(compared > 1000)
  }

  @Test func setsAreNested() {
    for seed in Self.seeds {
      let raw = RandomNetwork(seed: seed)
      let network = ScopedNetwork(raw.network(), scope: Scope(window: raw.window))
      let conversed = Set(Conversed.compute(in: network).pairs)
      let reciprocated = Set(Reciprocated.compute(in: network).pairs)
      let repliers = Set(Repliers.compute(in: network).pairs)
      #expect(conversed.isSubset(of: reciprocated), "C within M, seed \(seed)")
      #expect(reciprocated.isSubset(of: repliers), "M within R1, seed \(seed)")
    }
  }

  @Test func theOrderOfRowsAndTheNumberOfThreadsNeverShow() {
    for seed in Self.seeds.prefix(200) {
      let raw = RandomNetwork(seed: seed)
      let scope = Scope(window: raw.window)
      let reach = ReplyReach.compute(in: ScopedNetwork(raw.network(), scope: scope))
      let ranks = ReplyRank.compute(in: ScopedNetwork(raw.network(), scope: scope))
      for threads in 1...3 {
        Cores.$threadLimit.withValue(threads) {
          let network = ScopedNetwork(raw.network(shuffledBy: seed &+ UInt64(threads)), scope: scope)
          #expect(ReplyReach.compute(in: network) == reach, "seed \(seed)")
          #expect(ReplyRank.compute(in: network) == ranks, "seed \(seed)")
        }
      }
    }
  }
}
