import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeMeasures

/// Sketches against the sets they stand for.
@Suite struct HyperLogLogTests {
  @Test(arguments: [0, 1, 10, 100, 1000, 5000, 20_000, 200_000]) func estimatesAreAsGoodAsStated(count: Int) {
    let sets = count > 50_000 ? 12 : 60
    var (sum, squares) = (0.0, 0.0)
    for seed in 1...UInt64(sets) {
      var registers = HyperLogLog.Registers()
      var random = SplitMix64(seed: seed, part: 0)
      for _ in 0..<count { registers.insert(HyperLogLog.entry(ofHash: random.next())) }
      let error = count == 0 ? registers.estimate : registers.estimate / Double(count) - 1
      (sum, squares) = (sum + error, squares + error * error)
    }
    let mean = sum / Double(sets)
    #expect((squares / Double(sets)).squareRoot() <= 1.4 * HyperLogLog.relativeError)
    #expect(abs(mean) <= 4 * HyperLogLog.relativeError / Double(sets).squareRoot(), "mean \(mean)")
  }

  @Test func aUnionIsTheUnion() {
    var (left, right, both) = (HyperLogLog.Registers(), HyperLogLog.Registers(), HyperLogLog.Registers())
    var random = SplitMix64(seed: 3, part: 0)
    for index in 0..<9000 {
      let entry = HyperLogLog.entry(ofHash: random.next())
      if index < 6000 { left.insert(entry) }
      if index >= 4000 { right.insert(entry) }
      both.insert(entry)
    }
    var packed = [UInt8](repeating: 0, count: HyperLogLog.registerCount / 2)
    packed.withUnsafeMutableBufferPointer { right.pack(into: $0.baseAddress!) }
    packed.withUnsafeBufferPointer { left.unite($0.baseAddress!) }
    #expect(left.estimate == both.estimate)
    left.clear()
    #expect(left.estimate == 0)
  }
}

/// Estimated audiences against exact ones.
@Suite struct AudienceEstimateTests {
  /// All audiences, none of them counted exactly.
  private func estimates(_ network: ScopedNetwork) -> [AudienceReach.Audience?] {
    AudienceReach.ofEverybody(in: network, exactLimit: -1, exactLimitOfOne: -1) {
      ReplyReach.compute(in: network).reach
    }
  }

  @Test func ofAFewPeopleTheyAreExact() {
    for seed in UInt64(1)...400 {
      let raw = RandomNetwork(seed: seed)
      let network = ScopedNetwork(
        raw.network(), scope: Scope(window: raw.window, colleagues: raw.dropsColleagues ? .leaveOut : .count))
      let exact = AudienceReach.compute(in: network)
      #expect(AudienceReach.ofEverybody(in: network) { [] } == exact, "seed \(seed)")
      for (estimate, exact) in zip(estimates(network), exact) {
        #expect(estimate?.covered == exact?.covered, "seed \(seed)")
        guard let estimate, let exact else { continue }
        // Two of so few people rarely fall on one register.
        #expect(estimate.people <= exact.people && estimate.people + 1 >= exact.people, "seed \(seed)")
        #expect(Int(exact.added) - Int(estimate.added) == Int(exact.people) - Int(estimate.people), "seed \(seed)")
      }
    }
  }

  /// Conversations long enough for sketches of ranges, and lists long enough for sketches of their own.
  @Test(arguments: [1, 2, 3]) func ofManyTheyAreWithinTheirError(seed: UInt64) {
    let network = ScopedNetwork(largeNetwork(seed: seed))
    let voices = Array(0..<40) + Array(stride(from: 40, to: network.network.voices.count, by: 41))
    let exact = AudienceReach.compute(in: network, of: voices)
    let estimates = Cores.$threadLimit.withValue(2) { self.estimates(network) }
    #expect(Cores.$threadLimit.withValue(1) { self.estimates(network) } == estimates)
    var (sum, count) = (0.0, 0)
    for (voice, exact) in zip(voices, exact) {
      guard let exact, let estimate = estimates[voice] else {
        #expect(exact == nil && estimates[voice] == nil)
        continue
      }
      let error = Double(estimate.people) / Double(exact.people) - 1
      #expect(abs(error) <= 4 * AudienceReach.relativeError, "voice \(voice): \(estimate), exactly \(exact)")
      let covered = Double(estimate.covered) / Double(exact.covered) - 1
      #expect(abs(covered) <= 4 * AudienceReach.relativeError, "voice \(voice): \(estimate), exactly \(exact)")
      #expect(Int(estimate.people) - Int(estimate.added) == Int(exact.people) - Int(exact.added))
      (sum, count) = (sum + error, count + 1)
    }
    // They share their people, and so part of their error.
    #expect(abs(sum / Double(count)) <= 2 * AudienceReach.relativeError)
  }

  private func largeNetwork(seed: UInt64) -> SocialNetwork {
    var random = SplitMix64(seed: seed, part: 0)
    var builder = NetworkBuilder()
    let (people, posts) = (4000, 6000)
    for id in 0..<people { builder.voices.append(platform: "local", id: .number(Int64(id))) }
    let platform = builder.platform(named: "local")
    for id in 0..<posts {
      let parent: Int? = id % 3000 == 0 ? nil : max(id / 3000 * 3000, id - 1 - random.below(3))
      builder.add(
        .init(
          id: .number(Int64(id)), author: UInt32(random.below(1 + random.below(people))),
          parent: parent.map { .number(Int64($0)) }, kind: parent == nil ? .post : .reply), platform: platform)
    }
    var (followers, followed): ([UInt32], [UInt32]) = ([], [])
    for voice in 0..<people {
      for _ in 0..<(voice < 8 ? 1500 : random.below(6)) {
        followers.append(UInt32(random.below(people)))
        followed.append(UInt32(voice))
      }
    }
    builder.followers = Adjacency(nodeCount: people, sources: followed, targets: followers)
    return builder.build()
  }
}
