import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// The jackknife's intervals of the funnel, by hand, by leaving out every conversation, and by brute force.
@Suite struct IntervalTests {
  static let seeds = UInt64(1)...150

  /// Ten conversations of 1, 2, … 10 strangers: Σ(f − 5.5)² = 82.5, se² = 0.9 · 82.5, s² = 10 · 82.5 / 9, t(9) = 2.2622.
  @Test func byHand() throws {
    let sizes = Array(1...10)
    let interval = try #require(Jackknife.interval(of: 55, losses: .init(onlyThere: sizes, met: sizes)))
    #expect(abs(interval.standardError - 74.25.squareRoot()) < 1e-12)
    let half = 2.2622 * (825.0 / 9).squareRoot()
    #expect(abs(interval.low - (55 - half)) < 0.005)
    #expect(abs(interval.high - (55 + half + 10 - 5.5)) < 0.005)
    #expect(interval.skew == 4.5)
    // A like window: the error times √2, on the scale of logarithms.
    let next = try #require(Jackknife.nextWindow(of: 55, interval: interval, conversations: 10))
    #expect(abs(next.low - 33.3) < 0.05 && abs(next.high - (55 * 55 / 33.3 + 4.5)) < 0.2)
  }

  /// Five conversations of one new person each: the losses are all alike, yet se² = Σ f = 5, and s² = 5 · (5/4)²; t(4) = 2.7764.
  @Test func theFloorOfTheStandardError() throws {
    let interval = try #require(
      Jackknife.interval(of: 5, losses: .init(onlyThere: [1, 1, 1, 1, 1], met: [1, 1, 1, 1, 1])))
    #expect(abs(interval.standardError - 5.0.squareRoot()) < 1e-12)
    let half = 2.7764 * 5.0.squareRoot() * 5 / 4
    #expect(interval.low == 1 && abs(interval.high - (5 + half)) < 0.001)
    #expect(Jackknife.nextWindow(of: 0, interval: interval, conversations: 5) == nil)
    #expect(Jackknife.nextWindow(of: 5, interval: nil, conversations: 5) == nil)
  }

  @Test func noIntervalBelowFiveConversations() {
    #expect(Jackknife.interval(of: 4, losses: .init(onlyThere: [1, 1, 1, 1], met: [])) == nil)
    #expect(Jackknife.interval(of: 0, losses: .init(conversations: 0)) == nil)
  }

  @Test func theLowEndIsNoLowerThanTheLargestConversation() throws {
    let sizes = [30, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    let interval = try #require(Jackknife.interval(of: 30, losses: .init(onlyThere: sizes, met: sizes)))
    #expect(interval.low == 30 && interval.high > 60)
  }

  @Test func cautions() {
    #expect(Jackknife.caution(conversations: 4, count: 40, largestLoss: 40) == nil, "there is no interval")
    #expect(Jackknife.caution(conversations: 10, count: 40, largestLoss: 10) == .fewConversations)
    #expect(Jackknife.caution(conversations: 20, count: 40, largestLoss: 10) == nil)
    #expect(Jackknife.caution(conversations: 90, count: 40, largestLoss: 11) == .oneStandsOut)
    #expect(Jackknife.caution(conversations: 20, count: 0, largestLoss: 0) == nil)
  }

  @Test func everyIntervalPassesItsVerifier() {
    var intervals = 0
    for seed in Self.seeds {
      let raw = RandomNetwork.ofManyConversations(seed: seed)
      let brute = BruteForce(raw)
      let network = MeasuredNetwork(CertaintyCase.scoped(raw, shuffledBy: seed))
      let funnel = network.funnelIntervals
      intervals += (0..<raw.people).count { funnel.conversed[$0] != nil }
      #expect(network.replyReach.discrepancy(in: network.scoped) == nil, "seed \(seed)")
      let found = funnel.discrepancy(conversations: network.replyReach.conversations, in: network.scoped)
      #expect(found == nil, "seed \(seed)")
      guard brute.isWellFormed else { continue }
      let people = (0..<raw.people).map { brute.peopleByConversation($0).values.map { Set($0.map { UInt32($0) }) } }
      let others = (0..<raw.people).map { Set(brute.otherPeople($0).map { UInt32($0) }) }
      let audience = AudienceReach.discrepancy(
        of: network.audienceIntervals, people: people, others: others, in: network.scoped)
      #expect(audience == nil, "seed \(seed)")
    }
    #expect(intervals > 100)
  }

  @Test func aVerifierFindsAWrongInterval() {
    let raw = RandomNetwork.ofManyConversations(seed: 2)
    let network = MeasuredNetwork(CertaintyCase.scoped(raw))
    let fewer = network.replyReach.conversations.map { $0 + 10 }
    #expect(network.funnelIntervals.discrepancy(conversations: fewer, in: network.scoped) != nil)
  }

  @Test func threadsAndTheOrderOfRowsNeverShow() {
    for seed in UInt64(1)...15 {
      let raw = RandomNetwork.ofManyConversations(seed: seed)
      let first = MeasuredNetwork(CertaintyCase.scoped(raw))
      let (funnel, audience) = (first.funnelIntervals, first.audienceIntervals)
      for threads in [1, 2, 8] {
        Cores.$threadLimit.withValue(threads) {
          let other = MeasuredNetwork(CertaintyCase.scoped(raw, shuffledBy: UInt64(threads)))
          #expect(other.funnelIntervals == funnel, "seed \(seed), \(threads) threads")
          #expect(other.audienceIntervals == audience, "seed \(seed), \(threads) threads")
        }
      }
    }
  }

  @Test func emptyFamilies() {
    for network in CertaintyCase.families.map({ MeasuredNetwork($0) }) {
      let funnel = network.funnelIntervals
      for intervals in [funnel.repliers, funnel.reciprocated, funnel.conversed, funnel.score] {
        #expect(network.voices.kinds.indices.allSatisfy { intervals[$0] == nil })
      }
      #expect(network.audienceIntervals.allSatisfy { $0 == nil })
    }
  }
}
