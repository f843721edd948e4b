import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// Rank bands against half-samples united one by one.
@Suite struct RankBandTests {
  @Test func everyBandPassesItsVerifier() {
    for seed in UInt64(1)...40 {
      let raw = RandomNetwork.ofManyConversations(seed: seed)
      let brute = BruteForce(raw)
      guard brute.isWellFormed else { continue }
      let network = CertaintyCase.scoped(raw, shuffledBy: seed)
      let (posts, conversations) = (network.network.posts, network.network.conversations)
      var numbers: [Int64: Int] = [:]
      for post in 0..<posts.count {
        guard case .number(let id) = posts.ids[post] else { continue }
        numbers[id] = Int(conversations.conversation(of: post))
      }
      let people = (0..<raw.people).map { voice in
        Dictionary(
          brute.peopleByConversation(voice).map { (numbers[$0.key] ?? -1, Set($0.value.map { UInt32($0) })) },
          uniquingKeysWith: { $0.union($1) })
      }
      let others = (0..<raw.people).map { Set(brute.otherPeople($0).map { UInt32($0) }) }
      let pool = (0..<UInt32(raw.people)).filter { _ in true }
      let bands = RankBands.compute(in: network, pool: pool, seed: seed, top: 2)
      let found = RankBands.discrepancy(
        of: bands, pool: pool, seed: seed, top: 2, people: people, others: others, in: network)
      #expect(found == nil, "seed \(seed)")
      var shifted = bands
      for index in shifted.indices { shifted[index]?.low += 1 }
      let wrong = RankBands.discrepancy(
        of: shifted, pool: pool, seed: seed, top: 2, people: people, others: others, in: network)
      #expect(wrong != nil || bands.allSatisfy { $0 == nil }, "seed \(seed)")
    }
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
    let bands = RankBands.compute(in: network, pool: [0, 1], seed: 3, top: 1)
    #expect(bands.map { $0?.low } == [1, 2] && bands.map { $0?.high } == [1, 2])
    #expect(bands.map { $0?.topShare } == [1, 0])
  }

  /// One conversation each: a half of two holds exactly one of them, so each voice is first about half of the time.
  @Test func whatHangsOnOneConversationHasAWideBand() throws {
    let network = CertaintyCase.network(of: [(1, 0, nil), (2, 2, 1), (3, 1, nil), (4, 2, 3)])
    let bands = RankBands.compute(in: network, pool: [0, 1], seed: 1, top: 1)
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
      let bands = RankBands.compute(in: CertaintyCase.scoped(raw), pool: pool, seed: 9)
      for threads in [1, 2, 8] {
        Cores.$threadLimit.withValue(threads) {
          let network = CertaintyCase.scoped(raw, shuffledBy: UInt64(threads))
          #expect(RankBands.compute(in: network, pool: pool, seed: 9) == bands, "seed \(seed), \(threads) threads")
        }
      }
    }
  }
}
