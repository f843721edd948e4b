import ReparteeGraph
import Testing

@testable import ReparteeGenerator

@Suite struct RandomDrawsTests {
  @Test func drawsStayInTheirRangeAndReachAllOfIt() {
    var random = SplitMix64(seed: 1)
    #expect(Set((0..<500).map { _ in random.within(-2...2) }) == Set(-2...2))
  }

  @Test func weightsDecide() {
    var random = SplitMix64(seed: 2)
    var hits = [0, 0, 0]
    for _ in 0..<4000 { if let position = random.position(weights: [1, 0, 3]) { hits[position] += 1 } }
    #expect(hits[1] == 0)
    // Five standard deviations around the 1,000 expected.
    #expect(abs(hits[0] - 1000) < 140)
    #expect(random.position(weights: [0, 0]) == nil && random.position(weights: []) == nil)
  }
}
