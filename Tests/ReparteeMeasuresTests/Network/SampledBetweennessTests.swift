import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeMeasures

/// Betweenness from random paths: the paths, and the promise about the error.
@Suite struct SampledBetweennessTests {
  /// The six shortest paths between the corners of a grid of three by three are drawn equally often.
  ///
  ///     0 1 2
  ///     3 4 5
  ///     6 7 8
  @Test func everyShortestPathIsAsLikely() {
    let rows = [(0, 1), (1, 2), (3, 4), (4, 5), (6, 7), (7, 8)]
    let columns = [(0, 3), (3, 6), (1, 4), (4, 7), (2, 5), (5, 8)]
    var sampler = PathSampler(GraphFamilies.undirected(9, rows + columns))
    var random = SplitMix64(seed: 7, part: 0)
    var between: [UInt32] = []
    for _ in 0..<5_000 { sampler.draw(from: 0, to: 8, paths: 4, &random, into: &between) }
    let expected = [0, 3, 1, 3, 4, 3, 1, 3, 0].map { Double($0) / 6 * 20_000 }
    for node in 0..<9 {
      let found = Double(between.count { $0 == UInt32(node) })
      // Five standard deviations.
      #expect(abs(found - expected[node]) <= 5 * (20_000 * 0.25).squareRoot(), "node \(node)")
    }
    #expect(between.count == 3 * 20_000)
  }

  @Test func noPathLeadsToAnotherPart() {
    var sampler = PathSampler(GraphFamilies.undirected(5, [(0, 1), (1, 2), (3, 4)]))
    var random = SplitMix64(seed: 7, part: 0)
    var between: [UInt32] = []
    sampler.draw(from: 0, to: 4, paths: 3, &random, into: &between)
    #expect(between.isEmpty)
    // What the failed draw left does not show in the next.
    sampler.draw(from: 0, to: 2, paths: 2, &random, into: &between)
    #expect(between == [1, 1])
  }

  /// At 80% confidence no more than a fifth of the runs may be off; the bound is far on the safe side.
  @Test func valuesAreWithinTheStatedError() {
    var wrong = 0
    for seed in UInt64(1)...40 {
      var random = SeededNumbers(seed: seed)
      let count = 30 + random.below(70)
      let edges = (0..<(count * (1 + random.below(3)))).map { _ in
        (random.below(1 + random.below(count)), random.below(count))
      }
      let graph = Adjacency(symmetrised: GraphFamilies.directed(count, edges))
      let found = Betweenness.sampled(on: graph, seed: seed, share: 0.03, confidence: 0.8)
      #expect(found.isExact || found.error > 0)
      wrong += found.discrepancy(on: graph) == nil ? 0 : 1
    }
    #expect(wrong <= 2)
  }

  @Test func asManyDrawsAsTheBoundDemandsAndNoMore() {
    for (greatest, total) in [(0.5, 2.0), (0.05, 1.5), (0.001, 0.1), (1, 30)] {
      let bound = SampleBound(greatest: greatest, total: total, count: 10_000)
      let draws = bound.samples(error: 0.01, chance: 0.1)
      #expect(bound.failure(samples: draws, error: 0.01) <= 0.1)
      #expect(bound.failure(samples: draws - 1, error: 0.01) > 0.1)
      #expect(bound.failure(samples: draws, error: 0.005) > 0.1)
    }
    // What hardly varies takes fewer draws.
    let few = SampleBound(greatest: 0.01, total: 1, count: 10_000).samples(error: 0.01, chance: 0.1)
    #expect(few * 10 < SampleBound(greatest: 0.25, total: 1, count: 10_000).samples(error: 0.01, chance: 0.1))
  }

  /// Of n draws none is 1 with a chance of (1 − m)ⁿ, so 5% are left to a mean of 1 − 0.05^(1/n).
  @Test func theGreatestMeanThatAFindingAllows() {
    #expect(SampleBound.greatestMean(found: 0, samples: 1, chance: 0.05).isNear(0.95, within: 1e-9))
    #expect(SampleBound.greatestMean(found: 0, samples: 100, chance: 0.05).isNear(0.029513, within: 1e-6))
    #expect(SampleBound.greatestMean(found: 1, samples: 100, chance: 0.05) == 1)
    // 0.5 of 1,000: by the normal law 0.5 + 1.645 / √4000 = 0.526 is left 5%, and the bound allows more.
    let half = SampleBound.greatestMean(found: 0.5, samples: 1000, chance: 0.05)
    #expect(half > 0.526 && half < 0.55)
  }
}
