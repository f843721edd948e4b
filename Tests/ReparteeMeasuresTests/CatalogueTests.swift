import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// What holds for every measure, whatever it measures.
@Suite struct CatalogueTests {
  static let seeds = UInt64(1)...60

  /// One network with all that a measure could look at.
  private func network(_ raw: RandomNetwork, shuffledBy order: UInt64? = nil, numbered: [Int]? = nil) -> MeasuredNetwork
  {
    MeasuredNetwork(
      ScopedNetwork(raw.network(shuffledBy: order, numbered: numbered), scope: Scope(window: raw.window)))
  }

  @Test func everyMeasureHasANameOfItsOwnAndSaysWhatItIs() {
    for subject in Measure.Subject.allCases {
      let measures = MeasureCatalogue.measures(of: subject)
      #expect(!measures.isEmpty)
      #expect(Set(measures.map(\.name)).count == measures.count, "\(subject)")
    }
    for measure in MeasureCatalogue.all {
      #expect(measure.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }, "\(measure.name)")
      #expect(!measure.summary.isEmpty && !measure.range.isEmpty && !measure.source.isEmpty, "\(measure.name)")
    }
  }

  @Test func everyMeasureHasOneValueASubject() {
    for measured in [network(RandomNetwork(seed: 7)), MeasuredNetwork(ScopedNetwork(NetworkBuilder().build()))] {
      let network = measured.scoped.network
      let counts: [Measure.Subject: Int] = [
        .voice: network.voices.count, .conversation: network.conversations.count, .network: 1,
      ]
      for measure in MeasureCatalogue.all {
        #expect(measure.cells(measured).count == counts[measure.subject], "\(measure.name)")
      }
    }
  }

  @Test func theOrderOfRowsAndTheNumberOfThreadsNeverShow() {
    for seed in Self.seeds {
      let raw = RandomNetwork(seed: seed, pace: 500)
      let first = network(raw)
      let cells = MeasureCatalogue.all.map { $0.cells(first) }
      for threads in [1, 2, 8] {
        Cores.$threadLimit.withValue(threads) {
          let other = network(raw, shuffledBy: seed &+ UInt64(threads))
          for (measure, cells) in zip(MeasureCatalogue.all, cells) {
            #expect(measure.cells(other) == cells, "\(measure.name), seed \(seed), \(threads) threads")
          }
        }
      }
    }
  }

  @Test func otherNamesForTheAccountsChangeNoCount() {
    for seed in Self.seeds {
      var raw = RandomNetwork(seed: seed, pace: 500)
      // Which of several claimed authors a missing parent gets is decided by id.
      for index in raw.posts.indices { raw.posts[index].parentAuthor = nil }
      var random = SeededNumbers(seed: seed)
      var number = Array(0..<raw.people)
      for index in number.indices.dropFirst() { number.swapAt(index, random.below(index + 1)) }
      let (before, after) = (network(raw), network(raw, numbered: number))
      for measure in MeasureCatalogue.all {
        // Of several partitions of a half that are equally good, either may come first.
        if measure.name == "community_stability" { continue }
        let left = measure.cells(before)
        let right = measure.cells(after)
        let renamed = left.indices.map { right[measure.subject == .voice ? number[$0] : $0] }
        if measure.name == "community" {
          // A number that stands for a group: the groups are the same, and of two alike either may come first.
          #expect(groups(left) == groups(renamed), "communities, seed \(seed)")
          continue
        }
        for (index, (cell, other)) in zip(left, renamed).enumerated() {
          #expect(isClose(cell, other), "\(measure.name) of \(index), seed \(seed): \(cell), renamed \(other)")
        }
      }
    }
  }

  /// The voices that bear the same number.
  private func groups(_ cells: [TableCell]) -> Set<Set<Int>> {
    var groups: [Double: Set<Int>] = [:]
    for (voice, cell) in cells.enumerated() where cell != .empty { groups[cell.number, default: []].insert(voice) }
    return Set(groups.values)
  }

  /// Counts and texts to the letter, numbers within rounding.
  private func isClose(_ left: TableCell, _ right: TableCell) -> Bool {
    guard case .decimal(let left, _) = left, case .decimal(let right, _) = right else { return left == right }
    return abs(left - right) <= 1e-12 * max(1, abs(left))
  }
}
