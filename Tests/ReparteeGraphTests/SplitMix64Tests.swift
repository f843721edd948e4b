import ReparteeGraph
import Testing

@Suite struct SplitMix64Tests {
  /// The first numbers of the authors' own program for this seed (https://prng.di.unimi.it/splitmix64.c).
  @Test func splitMixMatchesThePublishedGenerator() {
    var random = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<5).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
      ])
  }

  @Test func drawsStayInTheirRangeAndReachAllOfIt() {
    var random = SplitMix64(seed: 1)
    #expect(Set((0..<500).map { _ in random.below(7) }) == Set(0..<7))
    #expect(random.below(0) == 0 && random.below(1) == 0)
    for _ in 0..<500 { #expect((0..<1).contains(random.fraction())) }
  }

  /// Three quarters of all 64 bits: a remainder would favour the lower third twofold, a plain product every fourth one.
  @Test func largeBoundsAreUnbiased() {
    var random = SplitMix64(seed: 3)
    let bound = Int.max / 4 * 3
    var thirds = [0, 0, 0]
    for _ in 0..<30_000 { thirds[random.below(bound) / (bound / 3 + 1)] += 1 }
    // Five standard deviations around the 10,000 expected.
    for third in thirds { #expect(abs(third - 10_000) < 410, "\(thirds)") }
  }

  @Test func ordersAndChoices() {
    var random = SplitMix64(seed: 4)
    #expect(random.order(of: 0).isEmpty && random.order(of: 1) == [0])
    #expect(random.order(of: 50).sorted() == (0..<50).map { UInt32($0) })
    for count in 0...10 {
      var chosen: [Int] = []
      random.choose(count, of: 10) { chosen.append($0) }
      #expect(chosen.count == count && Set(chosen).count == count && chosen == chosen.sorted())
      #expect(chosen.allSatisfy { (0..<10).contains($0) })
    }
  }

  @Test func partsHaveNumbersOfTheirOwn() {
    let first = (0..<100).map { part in
      var random = SplitMix64(seed: 7, part: part)
      return random.next()
    }
    #expect(Set(first).count == 100)
  }
}
