import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeMeasures

/// The counting kernel against the listing one, with and without skipping the largest subtree.
@Suite struct ReachCounterTests {
  @Test func skippingChangesNothing() {
    for seed in UInt64(1)...1200 {
      let raw = RandomNetwork(seed: seed)
      let network = ScopedNetwork(
        raw.network(), scope: Scope(window: raw.window, colleagues: raw.dropsColleagues ? .leaveOut : .count))
      let skipping = ReplyReach.compute(in: network, deep: .init(fewestPosts: 1, meanDepth: 0))
      #expect(skipping == ReplyReach.compute(in: network, deep: .init(fewestPosts: .max)), "seed \(seed)")
      var reader = ReachDetail.Reader(network)
      for voice in 0..<raw.people {
        let detail = reader.detail(of: voice)
        #expect(detail.people.count == Int(skipping.reach[voice]), "seed \(seed)")
        #expect(detail.conversations.count == Int(skipping.conversations[voice]), "seed \(seed)")
        #expect(detail.conversations.map(\.onlyThere).max() ?? 0 == Int(skipping.largestLoss[voice]), "seed \(seed)")
      }
    }
  }

  /// A chain in which each post answers the last one, and a star, of distinct people: what a quadratic path chokes on.
  @Test(.timeLimit(.minutes(1)), arguments: [true, false]) func aLongConversationOfDistinctPeople(isChain: Bool) {
    let count = 60_000
    var builder = NetworkBuilder()
    let platform = builder.platform(named: "local")
    for id in 0..<count {
      builder.voices.append(platform: "local", id: .number(Int64(id)))
      let parent = id == 0 ? nil : ExternalID.number(Int64(isChain ? id - 1 : 0))
      builder.add(
        .init(id: .number(Int64(id)), author: UInt32(id), parent: parent, kind: id == 0 ? .post : .reply),
        platform: platform)
    }
    let reach = ReplyReach.compute(in: ScopedNetwork(builder.build())).reach
    #expect(reach == (0..<count).map { isChain || $0 == 0 ? UInt32(count - 1 - $0) : 0 })
  }
}
