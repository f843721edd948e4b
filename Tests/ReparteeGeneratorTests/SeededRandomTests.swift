import Testing

@testable import ReparteeGenerator

@Suite struct SeededRandomTests {
  /// The first numbers of the authors' own program for this seed (https://prng.di.unimi.it/splitmix64.c).
  @Test func splitMixMatchesThePublishedGenerator() {
    var random = SeededRandom(seed: 1_234_567)
    #expect(
      (0..<5).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
      ])
  }

  @Test func drawsStayInTheirRangeAndReachAllOfIt() {
    var random = SeededRandom(seed: 1)
    #expect(Set((0..<500).map { _ in random.below(7) }) == Set(0..<7))
    #expect(Set((0..<500).map { _ in random.within(-2...2) }) == Set(-2...2))
    #expect(random.below(0) == 0 && random.below(1) == 0)
  }

  @Test func weightsDecide() {
    var random = SeededRandom(seed: 2)
    var hits = [0, 0, 0]
    for _ in 0..<4000 { if let position = random.position(weights: [1, 0, 3]) { hits[position] += 1 } }
    #expect(hits[1] == 0)
    // Five standard deviations around the 1,000 expected.
    #expect(abs(hits[0] - 1000) < 140)
    #expect(random.position(weights: [0, 0]) == nil && random.position(weights: []) == nil)
  }
}
