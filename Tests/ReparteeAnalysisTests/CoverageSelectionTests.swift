import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// Lazy greedy with exchanges against the exhaustive optimum, and against greedy by definition.
@Suite struct CoverageSelectionTests {
  /// A network of some size in which the k ≤ 3 best can still be searched for.
  private func networks() -> [MeasuredNetwork] {
    (UInt64(1)...100).map { seed in
      var random = SeededNumbers(seed: seed)
      var builder = NetworkBuilder()
      let people = 20 + random.below(30)
      for person in 0..<people { builder.voices.append(platform: "local", id: .number(Int64(person))) }
      let platform = builder.platform(named: "local")
      for id in 1...150 {
        // A few people write most, as everywhere.
        let author = random.below(1 + random.below(people))
        let parent = id > 10 && random.below(100) < 80 ? Int64(1 + random.below(id - 1)) : nil
        builder.add(
          .init(
            id: .number(Int64(id)), author: UInt32(author), parent: parent.map { .number($0) },
            time: Timestamp(seconds: Int64(id)), kind: parent == nil ? .post : .reply), platform: platform)
      }
      return MeasuredNetwork(ScopedNetwork(builder.build()))
    }
  }

  private func sets(_ network: MeasuredNetwork, _ objective: CoverageSelection.Objective) -> [Set<UInt32>] {
    var reader = ReachDetail.Reader(network.scoped)
    return (0..<network.voices.count).map { voice in
      switch objective {
      case .replyReach: Set(reader.people(of: voice))
      case .conversed: Set(network.conversed[voice])
      case .audience: Set(AudienceReach.people(of: voice, reach: reader.people(of: voice), in: network.scoped))
      }
    }
  }

  /// The largest union of `count` of the sets, by trying all of them.
  private func optimum(_ sets: [Set<UInt32>], count: Int, from first: Int = 0, with union: Set<UInt32> = []) -> Int {
    guard count > 0 else { return union.count }
    return (first..<sets.count).reduce(union.count) {
      max($0, optimum(sets, count: count - 1, from: $1 + 1, with: union.union(sets[$1])))
    }
  }

  @Test func greedyIsTheOptimumInNearlyAllCasesAndNeverFarBelow() {
    var (cases, optimal) = (0, 0)
    for network in networks() {
      let sets = sets(network, .replyReach)
      // The twelve largest hold the optimum but for freak cases, and can be searched in no time.
      let largest = sets.sorted { $0.count > $1.count }.prefix(12)
      for count in 1...3 {
        var choosing = CoverageSelection(count: count)
        choosing.objective = .replyReach
        let result = choosing.choose(
          among: Array(0..<UInt32(sets.count)), in: network, communities: Array(repeating: nil, count: sets.count))
        let joint = result.picks.last?.joint ?? 0
        let best = max(optimum(Array(largest), count: count), joint)
        cases += 1
        if joint == best { optimal += 1 }
        #expect(Double(joint) >= 0.632 * Double(best))
      }
    }
    #expect(Double(optimal) >= 0.95 * Double(cases), "\(optimal) of \(cases)")
  }

  /// How many people plain greedy reaches.
  private func greedy(_ sets: [Set<UInt32>], count: Int) -> Int {
    (0..<count).reduce(into: Set<UInt32>()) { union, _ in
      let reached = union
      union.formUnion(sets.max { $0.subtracting(reached).count < $1.subtracting(reached).count } ?? [])
    }.count
  }

  @Test(arguments: CoverageSelection.Objective.allCases) func itIsGreedyWithExchanges(
    objective: CoverageSelection.Objective
  ) {
    for seed in UInt64(1)...150 {
      let network = MeasuredNetwork(ScopedNetwork(RandomNetwork(seed: seed).network()))
      let sets = sets(network, objective)
      var choosing = CoverageSelection(count: 4)
      choosing.objective = objective
      let none = [UInt32?](repeating: nil, count: sets.count)
      let result = choosing.choose(among: Array(0..<UInt32(sets.count)), in: network, communities: none)
      var union: Set<UInt32> = []
      for pick in result.picks {
        let own = sets[Int(pick.voice)]
        let gain = own.subtracting(union).count
        // Of the chosen ones each adds most when its turn comes; others may add more at first, and less in the end.
        let later = result.picks.drop { $0.voice != pick.voice }.map { sets[Int($0.voice)] }
        #expect(later.allSatisfy { $0.subtracting(union).count <= gain }, "seed \(seed)")
        union.formUnion(own)
        #expect(pick.gain == gain && pick.reached == own.count && pick.joint == union.count, "seed \(seed)")
      }
      #expect(result.isReached.indices.filter { result.isReached[$0] }.map { UInt32($0) } == union.sorted())
      #expect(result.picks.count == 4 || sets.allSatisfy { $0.isSubset(of: union) }, "seed \(seed)")
      #expect(union.count >= greedy(sets, count: 4), "seed \(seed)")
    }
  }

  @Test func theToysTwoVoicesReachFiveTogether() {
    let network = MeasuredNetwork(ScopedNetwork(Toy.network()))
    let candidates = Scoring().rows(of: network).map { UInt32($0.voice) }
    let result = CoverageSelection(count: 2).choose(among: candidates, in: network, communities: network.communities)
    #expect(result.picks.map { Toy.names[Int($0.voice)] } == ["A", "D"])
    #expect(result.picks.map(\.gain) == [4, 1] && result.picks.map(\.overlap) == [0, 2])
    #expect(result.picks.last?.joint == 5)
  }

  @Test func constraintsHold() {
    let network = MeasuredNetwork(ScopedNetwork(Toy.network()))
    let everybody = Array(0..<UInt32(network.voices.count))
    var choosing = CoverageSelection(count: 3)
    choosing.included = [UInt32(Toy.voice("E"))]
    choosing.excluded = [UInt32(Toy.voice("A"))]
    let none = [UInt32?](repeating: nil, count: everybody.count)
    let forced = choosing.choose(among: everybody, in: network, communities: none)
    #expect(forced.picks.first?.voice == UInt32(Toy.voice("E")))
    #expect(!forced.picks.contains { $0.voice == UInt32(Toy.voice("A")) })
    // All in one community, of which one is allowed.
    var limited = CoverageSelection(count: 3)
    limited.mostPerCommunity = 1
    let one = limited.choose(among: everybody, in: network, communities: none.map { _ in 1 })
    #expect(one.picks.count == 1)
    // Nobody is added who adds nobody.
    #expect(
      CoverageSelection(count: 9).choose(among: everybody, in: network, communities: none).picks.allSatisfy {
        $0.gain > 0
      })
    #expect(CoverageSelection(count: 1).choose(among: [], in: network, communities: none).picks.isEmpty)
  }

  @Test func theReportNamesTheCommunitiesThatNobodyReaches() throws {
    // Two pairs in conversation, apart from each other.
    var builder = NetworkBuilder()
    for name in ["a", "b", "c", "d"] { builder.voices.append(platform: "local", id: .text(name)) }
    for (actor, target) in [(0, 1), (1, 0), (2, 3), (3, 2)] as [(UInt32, UInt32)] {
      builder.replies.append(actor: actor, target: target, time: nil)
    }
    let network = MeasuredNetwork(ScopedNetwork(builder.build()))
    let rows = Scoring().rows(of: network)
    let report = ChoiceReport(CoverageSelection(count: 1), among: .init(), rows: rows, network: network)
    // Without times the answered stand for those who came back, and no post says who talks below it.
    #expect(report.table.rows[0].last?.plainText == "1 person who replies to it; it answered 1")
    #expect(report.communities.count == 2 && report.communities.count(where: \.isUncovered) == 1)
    #expect(report.notes.last?.contains("1 of 2") == true)
    #expect(report.candidateCount == 4 && report.table.rows.count == 1 && report.communityTable.rows.count == 2)
    // A page that shows pseudonyms hands over rows that bear them: no other name may come in.
    let hidden = rows.map { row in
      var row = row
      row.label = "hidden \(row.voice)"
      return row
    }
    let page = ChoiceReport(CoverageSelection(count: 1), among: .init(), rows: hidden, network: network)
    #expect(page.table.rows.allSatisfy { $0[1].plainText.hasPrefix("hidden") })
    // Nobody leads a pair.
    #expect(page.communities.allSatisfy { $0.leading == nil })
    #expect(page.notes.last?.hasSuffix("1 of 2: community 2 (2 voices)") == true)
    var among = ChoiceReport.Candidates()
    among.among = [3]
    #expect(
      ChoiceReport(CoverageSelection(count: 2), among: among, rows: rows, network: network).picks.map(\.voice) == [3])
    among.organisations = ["nowhere"]
    #expect(ChoiceReport(CoverageSelection(count: 2), among: among, rows: rows, network: network).candidateCount == 0)
    among = .init()
    among.organisations = ["nowhere"]
    #expect(ChoiceReport(CoverageSelection(count: 2), among: among, rows: rows, network: network).picks.isEmpty)
  }
}
