import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// What lost replies and another choice of measures do to the ranking.
@Suite struct SensitivityTests {
  @Test func lostRepliesPassTheVerifier() {
    for seed in UInt64(1)...12 {
      for raw in [RandomNetwork(seed: seed), RandomNetwork.ofManyConversations(seed: seed)] {
        let network = CertaintyCase.scoped(raw, shuffledBy: seed)
        let pool = (0..<UInt32(raw.people)).map { $0 }
        let lost = LostReplies.compute(in: network, pool: pool, seed: seed)
        #expect(lost.discrepancy(pool: pool, seed: seed, in: network) == nil, "seed \(seed)")
      }
    }
  }

  @Test func aVerifierFindsAWrongRank() {
    let network = CertaintyCase.scoped(RandomNetwork.ofManyConversations(seed: 3))
    let pool = (0..<UInt32(network.network.voices.count)).map { $0 }
    let lost = LostReplies.compute(in: network, pool: pool, seed: 3)
    #expect(lost.discrepancy(pool: pool.reversed(), seed: 3, in: network) != nil)
  }

  /// Voice 0 has twenty partners who came back, voice 1 one: no loss of 30% turns them round.
  @Test func aClearLeadStays() {
    var posts: [(id: Int64, author: UInt32, parent: Int64?)] = []
    for partner in 0..<21 {
      let (root, voice) = (Int64(posts.count + 1), UInt32(partner < 20 ? 0 : 1))
      posts.append((root, voice, nil))
      for (place, author) in [UInt32(2 + partner), voice, UInt32(2 + partner)].enumerated() {
        posts.append((root + Int64(place) + 1, author, root + Int64(place)))
      }
    }
    let network = CertaintyCase.network(of: posts)
    #expect(LostReplies.compute(in: network, pool: [0, 1], seed: 1).ranks == [[1, 2], [1, 2], [1, 2]])
    #expect(LostReplies.compute(in: network, pool: [], seed: 1).ranks == [[], [], []])
  }

  @Test func threadsAndTheOrderOfRowsNeverShow() {
    for seed in UInt64(1)...4 {
      let raw = RandomNetwork.ofManyConversations(seed: seed)
      let pool = (0..<UInt32(raw.people)).map { $0 }
      let lost = LostReplies.compute(in: CertaintyCase.scoped(raw), pool: pool, seed: 2)
      for threads in [1, 2, 8] {
        Cores.$threadLimit.withValue(threads) {
          let network = CertaintyCase.scoped(raw, shuffledBy: UInt64(threads))
          #expect(LostReplies.compute(in: network, pool: pool, seed: 2) == lost, "seed \(seed), \(threads) threads")
        }
      }
    }
  }

  @Test func theCatalogueOnEmptyFamilies() {
    for network in CertaintyCase.families.map({ MeasuredNetwork($0) }) {
      #expect(network.lostReplies.count == 3 && network.lostReplies.joined().allSatisfy { $0 == nil })
      #expect(network.panel.agreement == nil && network.panel.points.isEmpty)
    }
  }

  // MARK: The panel

  /// Three judges of four voices who agree; midranks 1 to 4: W = 1, percentiles 1/8, 3/8, 5/8, 7/8.
  @Test func fullAgreement() {
    let panel = Panel.compute([[1, 2, 3, 4], [10, 20, 30, 40], [0, 5, 6, 90]])
    #expect(panel.agreement == 1)
    #expect(panel.points == [0, 3, 6, 9])
    #expect(panel.percentiles == [0.125, 0.375, 0.625, 0.875])
  }

  /// Two judges who say the reverse of each other agree in nothing.
  @Test func noAgreement() {
    let panel = Panel.compute([[1, 2, 3], [3, 2, 1]])
    #expect(panel.agreement == 0 && panel.points == [2, 2, 2] && panel.percentiles == [0.5, 0.5, 0.5])
  }

  /// Ranks (1, 2.5, 2.5, 4) and (1, 2, 3, 4): sums 2, 4.5, 5.5, 8 around 5, squares 9 + 0.25 + 0.25 + 9 = 18.5;
  /// W = 12 · 18.5 / (4 · 60 − 2 · 6) = 222 / 228.
  @Test func tiesByHand() throws {
    let agreement = try #require(Panel.compute([[1, 2, 2, 3], [1, 2, 3, 4]]).agreement)
    #expect(abs(agreement - 222.0 / 228) < 1e-12)
  }

  @Test func degenerate() {
    #expect(Panel.compute([[], []]) == Panel.compute([[]]))
    #expect(Panel.compute([[7], [1]]).agreement == nil && Panel.compute([[7], [1]]).percentiles == [0.5])
    #expect(Panel.compute([[2, 2], [5, 5]]).agreement == nil)
  }

  /// Against pairs counted one by one, and W as the share of the largest spread that ranks can have.
  @Test func randomPanels() {
    for seed in UInt64(1)...200 {
      var random = SeededNumbers(seed: seed)
      let (judges, voices) = (1 + random.below(5), 2 + random.below(8))
      let measures = (0..<judges).map { _ in (0..<voices).map { _ in Double(random.below(6)) } }
      let panel = Panel.compute(measures)
      for voice in 0..<voices {
        let points = measures.reduce(0.0) { sum, values in
          sum + Double(values.count { $0 < values[voice] })
            + Double(values.count { $0 == values[voice] } - 1) / 2
        }
        #expect(panel.points[voice] == points, "seed \(seed)")
        let percentile = (points / Double(judges) + 0.5) / Double(voices)
        #expect(abs(panel.percentiles[voice] - percentile) < 1e-12, "seed \(seed)")
      }
      // W is tied to the mean of Spearman's correlations over pairs of judges where nobody has ties.
      guard judges > 1, measures.allSatisfy({ Set($0).count == voices }), let agreement = panel.agreement else {
        continue
      }
      var (sum, pairs) = (0.0, 0.0)
      for left in 0..<judges {
        for right in 0..<left {
          sum += RankCorrelation.spearman(measures[left], measures[right]) ?? 0
          pairs += 1
        }
      }
      let many = Double(judges)
      #expect(abs(sum / pairs - (many * agreement - 1) / (many - 1)) < 1e-9, "seed \(seed)")
    }
  }
}
