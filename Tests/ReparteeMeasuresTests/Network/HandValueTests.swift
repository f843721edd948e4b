import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// Values derived by hand or published, of the network measures.
@Suite struct HandValueTests {
  let toy = ReplyGraph(ScopedNetwork(Toy.network()))

  func toyValue<Value>(_ values: [Value], _ name: String) -> Value? { toy.byVoice(values)[Toy.voice(name)] }

  @Test func theToysGraph() {
    #expect(toy.voices.map { Toy.names[Int($0)] } == ["A", "B", "C", "D", "E", "F", "X"])
    #expect(toy.arcs.edgeCount == 10)
    // Fourteen replies, of which post 10 answers its own author.
    #expect(toy.replies == 14)
    #expect(SelfRepliers.compute(in: ScopedNetwork(Toy.network())) == [UInt32(Toy.voice("A"))])
    #expect(toy.discrepancy(in: ScopedNetwork(Toy.network())) == nil)
  }

  @Test func toyBetweennessAndConstraint() throws {
    let betweenness = Betweenness.compute(on: toy.neighbours)
    #expect(betweenness.isExact)
    for (name, value) in [("A", 8.0), ("B", 9), ("C", 5), ("D", 5), ("E", 0), ("F", 0), ("X", 0)] {
      #expect(try #require(toyValue(betweenness.values, name)).isNear(value), "\(name)")
    }
    let constraint = Constraint.compute(on: toy.neighbours)
    for (name, value) in [("A", 0.5), ("B", 0.5586), ("C", 0.5), ("D", 0.5586), ("E", 0.8889)] {
      #expect(try #require(toyValue(constraint, name) ?? nil).isNear(value, within: 5e-5), "\(name)")
    }
  }

  @Test func karate() throws {
    let graph = GraphFamilies.karate
    let betweenness = Betweenness.exact(on: graph).values
    for (member, value) in [(1, 231.0714), (34, 160.5516), (33, 76.6905)] {
      #expect(betweenness[member - 1].isNear(value, within: 5e-5), "\(member)")
    }
    let constraint = Constraint.compute(on: graph)
    for (member, value) in [(1, 0.155423), (34, 0.156419), (3, 0.185177)] {
      #expect(constraint[member - 1].isNear(value, within: 5e-7), "\(member)")
    }
    let both = graph.nodeCount
    let arcs = GraphFamilies.directed(both, Karate.ties.flatMap { [($0.0 - 1, $0.1 - 1), ($0.1 - 1, $0.0 - 1)] })
    let ranks = PageRank.compute(on: arcs).ranks
    for (member, value) in [(34, 0.100919), (1, 0.096997), (33, 0.071693)] {
      #expect(ranks[member - 1].isNear(value, within: 1e-6), "\(member)")
    }
    let triangles = Triangles.compute(on: graph)
    #expect(Triangles.total(of: triangles) == 45)
    let factions = (1...Karate.members).map { Karate.instructorsFaction.contains($0) ? UInt32(1) : 0 }
    let participation = Participation.compute(on: graph, communities: factions)
    for (member, value) in [(3, 0.48), (34, 0.2907), (1, 0.1172)] {
      #expect(participation[member - 1].isNear(value, within: 5e-5), "\(member)")
    }
    // The best partition known has four communities and modularity 0.4198 (Brandes et al., IEEE TKDE 2008).
    let leiden = Leiden.compute(on: graph)
    #expect(leiden.count == 4)
    #expect(leiden.modularity.isNear(0.4198, within: 5e-5))
    #expect(CoreNumbers.compute(on: graph).max() == 4)
  }

  @Test func starsByHand() {
    let star = GraphFamilies.undirected(6, GraphFamilies.star(6))
    #expect(Betweenness.exact(on: star).values == [10, 0, 0, 0, 0, 0])
    #expect(Constraint.compute(on: star) == [0.2, 1, 1, 1, 1, 1])
    #expect(EffectiveSize.compute(on: star) == [5, 1, 1, 1, 1, 1])
    #expect(CoreNumbers.compute(on: star) == [1, 1, 1, 1, 1, 1])
    let clique = GraphFamilies.undirected(4, GraphFamilies.clique(4))
    #expect(Betweenness.exact(on: clique).values == [0, 0, 0, 0])
    #expect(EffectiveSize.compute(on: clique) == [1, 1, 1, 1])
    #expect(CoreNumbers.compute(on: clique) == [3, 3, 3, 3])
    // p = 1/3; (1/3 + 2 · 1/9)² three times.
    #expect(Constraint.compute(on: clique).allSatisfy { $0.isNear(25.0 / 27) })
  }

  /// A path of three: the middle point at the end. Hubs (a, b, 0) with a² the larger eigenvalue's vector of A Aᵀ.
  @Test func hitsByHand() {
    // 0→2, 1→2, 1→3: A Aᵀ over the hubs 0 and 1 is [[1, 1], [1, 2]], whose leading vector is (1, φ) with φ the golden
    // ratio.
    let hits = HITS.compute(on: GraphFamilies.directed(4, [(0, 2), (1, 2), (1, 3)]))
    let golden = (1 + 5.0.squareRoot()) / 2
    #expect(hits.hubs[0].isNear(1 / (1 + golden)))
    #expect(hits.hubs[1].isNear(golden / (1 + golden)))
    #expect(hits.authorities[2].isNear(golden / (1 + golden)))
    // Two stars of one size tie: the uniform start falls on both alike.
    let tied = HITS.compute(on: GraphFamilies.directed(6, [(1, 0), (2, 0), (4, 3), (5, 3)]))
    #expect(tied.authorities == [0.5, 0, 0, 0.5, 0, 0])
  }

  @Test func spearman() {
    #expect(RankCorrelation.spearman([1, 2, 3, 4], [10, 20, 30, 40]).isNear(1))
    #expect(RankCorrelation.spearman([1, 2, 3, 4], [4, 3, 2, 1]).isNear(-1))
    #expect(RankCorrelation.spearman([1, 1, 1], [1, 2, 3]) == nil)
    #expect(RankCorrelation.spearman([Double](), []) == nil)
    // Ranks 1.5 1.5 3 against 1 2 3: 1.5 / √(1.5 · 2).
    #expect(RankCorrelation.spearman([5, 5, 9], [1, 2, 3]).isNear(1.5 / 3.0.squareRoot()))
    #expect(RankCorrelation.spearman([1, nil, 2, 3], [3, 9, nil, 7]).isNear(1))
    for seed in UInt64(1)...100 {
      var random = SeededNumbers(seed: seed)
      let count = random.below(20)
      let (left, right) = (
        (0..<count).map { _ in Double(random.below(6)) }, (0..<count).map { _ in Double(random.below(9)) }
      )
      #expect(
        RankCorrelation.discrepancy(of: RankCorrelation.spearman(left, right), left, right) == nil, "seed \(seed)")
    }
  }

  @Test func reciprocityByHand() {
    #expect(Reciprocity.compute(on: GraphFamilies.directed(3, [(0, 1), (1, 0), (1, 2)])) == 2.0 / 3)
    #expect(Reciprocity.compute(on: GraphFamilies.directed(3, [])) == nil)
  }

  @Test func transitivityByHand() {
    // A triangle with a tail: 3 · 1 / (1 + 1 + 3).
    let graph = GraphFamilies.undirected(4, [(0, 1), (1, 2), (2, 0), (2, 3)])
    let triangles = Triangles.compute(on: graph)
    #expect(Clustering.transitivity(on: graph, triangles: triangles) == 0.6)
    #expect(Clustering.local(on: graph, triangles: triangles) == [1, 1, 1.0 / 3, nil])
    #expect(Clustering.average(of: [1, 1, 1.0 / 3, nil]).isNear(7.0 / 12))
  }
}
