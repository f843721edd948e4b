import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// Rank bands against half-samples united one by one.
@Suite struct RankBandTests {
  @Test func everyBandPassesItsVerifier() {
    var (widened, banded) = (0, 0)
    for seed in UInt64(1)...40 {
      let raw = RandomNetwork.ofManyConversations(seed: seed)
      let brute = BruteForce(raw)
      guard brute.isWellFormed else { continue }
      let network = CertaintyCase.scoped(raw, shuffledBy: seed)
      let ranking = Ranking.allCases[Int(seed % 5)]
      let sets = PlainFunnel(brute, raw, in: network)
      let pool = (0..<UInt32(raw.people)).map { $0 }
      let bands = RankBands.compute(in: network, pool: pool, by: ranking, seed: seed, top: 2)
      let keys = (0..<raw.people).map { voice in
        [sets.value(voice, ranking), brute.replyReach(voice).count, brute.repliers(voice).count]
      }
      let ranks = keys.map { key in 1 + keys.count { key.lexicographicallyPrecedes($0) } }
      func discrepancy(_ bands: [RankBands.Band?]) -> String? {
        RankBands.discrepancy(
          of: bands, pool: pool, ranks: ranks, seed: seed, top: 2, sets: (0..<raw.people).map { sets[$0, ranking] },
          returns: sets.conversed, in: network)
      }
      #expect(discrepancy(bands) == nil, "seed \(seed), by \(ranking)")
      for (rank, band) in zip(ranks, bands) {
        guard let band else { continue }
        banded += 1
        #expect(band.low <= rank && rank <= band.high)
        if band.low == rank || band.high == rank { widened += 1 }
      }
      var shifted = bands
      for index in shifted.indices { shifted[index]?.low += 1 }
      #expect(discrepancy(shifted) != nil || bands.allSatisfy { $0 == nil }, "seed \(seed)")
      shifted = bands
      for index in shifted.indices { shifted[index]?.voiceShare += 0.005 }
      #expect(discrepancy(shifted) != nil || bands.allSatisfy { $0 == nil }, "seed \(seed)")
    }
    #expect(widened > 0 && banded > widened)
  }

  /// The funnel's sets by conversation, straight from the raw rows.
  private struct PlainFunnel {
    var reach: [RankBands.PlainSet] = []
    var repliers: [RankBands.PlainSet] = []
    var reciprocated: [RankBands.PlainSet] = []
    var conversed: [RankBands.PlainSet] = []

    init(_ brute: BruteForce, _ raw: RandomNetwork, in network: ScopedNetwork) {
      let (posts, conversations) = (network.network.posts, network.network.conversations)
      var numbers: [Int64: Int] = [:]
      for post in 0..<posts.count {
        guard case .number(let id) = posts.ids[post] else { continue }
        numbers[id] = Int(conversations.conversation(of: post))
      }
      func plain(_ people: [Int64: Set<Int>], _ elsewhere: Set<Int>) -> RankBands.PlainSet {
        var set = RankBands.PlainSet()
        for (root, people) in people { set.byConversation[numbers[root] ?? -1] = Set(people.map { UInt32($0) }) }
        set.fixed = Set(elsewhere.map { UInt32($0) })
        return set
      }
      for voice in 0..<raw.people {
        reach.append(plain(brute.peopleByConversation(voice), brute.otherPeople(voice)))
        repliers.append(plain(brute.repliersByConversation(voice), brute.repliersElsewhere(voice)))
        reciprocated.append(plain(brute.reciprocatedByConversation(voice), brute.reciprocatedElsewhere(voice)))
        conversed.append(plain(brute.conversedByConversation(voice), brute.conversedElsewhere(voice)))
      }
    }

    subscript(voice: Int, ranking: Ranking) -> [RankBands.PlainSet] {
      switch ranking {
      case .score: [reciprocated[voice], conversed[voice]]
      case .replyReach, .audienceReach: [reach[voice]]
      case .conversed: [conversed[voice]]
      case .repliers: [repliers[voice]]
      case .reciprocated: [reciprocated[voice]]
      }
    }

    func value(_ voice: Int, _ ranking: Ranking) -> Int {
      self[voice, ranking].reduce(0) { $0 + $1.byConversation.values.reduce($1.fixed) { $0.union($1) }.count }
    }
  }

  /// `steady` has 30 partners who recur in every conversation, `wide` has new ones each time: half-samples favour the
  /// first, whose rank in the full data is the second.
  @Test func theBandHoldsTheRank() throws {
    var posts: [(id: Int64, author: UInt32, parent: Int64?)] = []
    func add(_ author: UInt32, _ parent: Int64?) -> Int64 {
      posts.append((Int64(posts.count + 1), author, parent))
      return Int64(posts.count)
    }
    for conversation in 0..<10 {
      for voice in [UInt32(0), 1] {
        let root = add(voice, nil)
        let first = voice == 0 ? 2 : 40 + conversation * 4
        let partners = (first..<(first + (voice == 0 ? 30 : 4))).map { UInt32($0) }
        for partner in partners { _ = add(partner, add(voice, add(partner, root))) }
      }
    }
    let network = CertaintyCase.network(of: posts)
    let bands = RankBands.compute(in: network, pool: [0, 1], by: .score, seed: 5, top: 1)
    let (steady, wide) = (try #require(bands[0]), try #require(bands[1]))
    #expect(wide.low == 1 && wide.high == 2 && steady.low == 1 && steady.high == 2)
    #expect(wide.topShare < 0.05 && steady.voiceShare == 1)
  }

  /// Voice 0 has forty conversations of two people each, voice 1 one of five: it is first in the halves that hold that
  /// one only if voice 0 has fewer than five people there, which never happens with half of forty conversations.
  @Test func aSteadyVoiceHasANarrowBand() throws {
    var posts: [(id: Int64, author: UInt32, parent: Int64?)] = []
    for conversation in 0..<40 {
      let root = Int64(posts.count + 1)
      posts.append((root, 0, nil))
      for person in 0..<2 { posts.append((root + 1 + Int64(person), UInt32(2 + conversation * 2 + person), root)) }
    }
    let root = Int64(posts.count + 1)
    posts.append((root, 1, nil))
    for person in 0..<5 { posts.append((root + 1 + Int64(person), UInt32(90 + person), root)) }
    let network = CertaintyCase.network(of: posts)
    let bands = RankBands.compute(in: network, pool: [0, 1], by: .replyReach, seed: 3, top: 1)
    #expect(bands.map { $0?.low } == [1, 2] && bands.map { $0?.high } == [1, 2])
    #expect(bands.map { $0?.topShare } == [1, 0])
  }

  /// One conversation each: a half of two holds exactly one of them, so each voice is first about half of the time.
  @Test func whatDependsOnOneConversationHasAWideBand() throws {
    let network = CertaintyCase.network(of: [(1, 0, nil), (2, 2, 1), (3, 1, nil), (4, 2, 3)])
    let bands = RankBands.compute(in: network, pool: [0, 1], by: .replyReach, seed: 1, top: 1)
    let (first, second) = (try #require(bands[0]), try #require(bands[1]))
    #expect(first.low == 1 && first.high == 2 && second.low == 1 && second.high == 2)
    #expect(abs(first.topShare + second.topShare - 1) < 1e-12)
    #expect(abs(first.topShare - 0.5) < 0.15)
  }

  @Test func voicesWithoutPostsHaveNoBand() {
    var builder = NetworkBuilder()
    for voice in 0..<3 { builder.voices.append(platform: "local", id: .number(Int64(voice))) }
    builder.replies.append(actor: 0, target: 1, time: nil)
    builder.replies.append(actor: 1, target: 0, time: nil)
    #expect(RankBands.compute(in: ScopedNetwork(builder.build()), pool: [0, 1], seed: 1) == [nil, nil])
    #expect(RankBands.compute(in: ScopedNetwork(builder.build()), pool: [], seed: 1).isEmpty)
  }

  @Test func threadsAndTheOrderOfRowsNeverShow() {
    for seed in UInt64(1)...10 {
      let raw = RandomNetwork.ofManyConversations(seed: seed)
      let pool = (0..<UInt32(raw.people)).map { $0 }
      let ranking = Ranking.allCases[Int(seed % 5)]
      let bands = RankBands.compute(in: CertaintyCase.scoped(raw), pool: pool, by: ranking, seed: 9)
      for threads in [1, 2, 8] {
        Cores.$threadLimit.withValue(threads) {
          let network = CertaintyCase.scoped(raw, shuffledBy: UInt64(threads))
          let again = RankBands.compute(in: network, pool: pool, by: ranking, seed: 9)
          #expect(again == bands, "seed \(seed), \(threads) threads")
        }
      }
    }
  }
}
