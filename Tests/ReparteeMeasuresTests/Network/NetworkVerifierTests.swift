import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// Every network measure against its verifier, and every verifier against a wrong result.
@Suite struct NetworkVerifierTests {
  static let graphs =
    GraphFamilies.oddities.map { ($0.name, GraphFamilies.directed($0.count, $0.edges)) }
    + (UInt64(1)...200).map { ("seed \($0)", GraphFamilies.random(seed: $0)) }

  @Test func measuresOnDirectedGraphs() {
    for (name, graph) in Self.graphs {
      let hits = HITS.compute(on: graph)
      #expect(hits.discrepancy(on: graph) == nil, "\(name)")
      #expect(hits.error < 1e-12, "\(name)")
      #expect(Components.weak(in: graph).discrepancy(weakIn: graph) == nil, "\(name)")
      #expect(Components.strong(in: graph).discrepancy(strongIn: graph) == nil, "\(name)")
      #expect(Clustering.discrepancy(ofDirected: Clustering.directed(on: graph), on: graph) == nil, "\(name)")
      #expect(Reciprocity.discrepancy(of: Reciprocity.compute(on: graph), on: graph) == nil, "\(name)")
    }
  }

  @Test func measuresOnUndirectedGraphs() {
    for (name, directed) in Self.graphs {
      let graph = Adjacency(symmetrised: directed)
      let triangles = Triangles.compute(on: graph)
      #expect(Triangles.discrepancy(of: triangles, on: graph) == nil, "\(name)")
      let local = Clustering.local(on: graph, triangles: triangles)
      #expect(Clustering.discrepancy(of: local, on: graph) == nil, "\(name)")
      #expect(Constraint.discrepancy(of: Constraint.compute(on: graph), on: graph) == nil, "\(name)")
      #expect(EffectiveSize.discrepancy(of: EffectiveSize.compute(on: graph), on: graph) == nil, "\(name)")
      #expect(CoreNumbers.discrepancy(of: CoreNumbers.compute(on: graph), on: graph) == nil, "\(name)")
      #expect(Betweenness.exact(on: graph).discrepancy(on: graph) == nil, "\(name)")
    }
  }

  @Test func communities() {
    for (index, (name, directed)) in Self.graphs.enumerated() {
      let graph = Adjacency(symmetrised: directed)
      let weights = GraphFamilies.weights(of: graph, seed: UInt64(index))
      let leiden = Leiden.compute(on: graph, weights: weights, seed: 3, runs: 3)
      #expect(leiden.discrepancy(on: graph, weights: weights) == nil, "\(name)")
      let participation = Participation.compute(on: graph, communities: leiden.communities)
      #expect(
        Participation.discrepancy(of: participation, on: graph, communities: leiden.communities) == nil, "\(name)")
    }
  }

  @Test func replyGraphsOfIrregularNetworks() {
    for seed in UInt64(1)...200 {
      let raw = RandomNetwork(seed: seed)
      let network = ScopedNetwork(raw.network(), scope: Scope(window: raw.window))
      #expect(ReplyGraph(network).discrepancy(in: network) == nil, "seed \(seed)")
    }
  }

  @Test func aVerifierFindsAWrongResult() {
    let bridge = GraphFamilies.directed(4, [(0, 1), (1, 2), (2, 0), (2, 3)])
    let other = GraphFamilies.directed(4, [(0, 1), (1, 2), (2, 3), (3, 1), (3, 2)])
    let (graph, wrong) = (Adjacency(symmetrised: bridge), Adjacency(symmetrised: other))
    #expect(HITS.compute(on: other).discrepancy(on: bridge) != nil)
    let zigzag = GraphFamilies.directed(4, [(0, 2), (1, 2), (1, 3)])
    #expect(HITS.compute(on: zigzag, maximumIterations: 1).discrepancy(on: zigzag) != nil)
    #expect(Components.strong(in: other).discrepancy(strongIn: bridge) != nil)
    #expect(Components.weak(in: GraphFamilies.directed(4, [])).discrepancy(weakIn: bridge) != nil)
    #expect(Clustering.discrepancy(ofDirected: Clustering.directed(on: other), on: bridge) != nil)
    #expect(Reciprocity.discrepancy(of: Reciprocity.compute(on: other), on: bridge) != nil)
    let triangles = Triangles.compute(on: wrong)
    #expect(Triangles.discrepancy(of: triangles, on: graph) != nil)
    #expect(Clustering.discrepancy(of: Clustering.local(on: wrong, triangles: triangles), on: graph) != nil)
    #expect(Constraint.discrepancy(of: Constraint.compute(on: wrong), on: graph) != nil)
    #expect(EffectiveSize.discrepancy(of: EffectiveSize.compute(on: wrong), on: graph) != nil)
    #expect(CoreNumbers.discrepancy(of: [2, 2, 2, 2], on: graph) != nil)
    #expect(Betweenness.exact(on: wrong).discrepancy(on: graph) != nil)
    let sets: [UInt32] = [0, 0, 1, 1]
    let participation = Participation.compute(on: wrong, communities: sets)
    #expect(Participation.discrepancy(of: participation, on: graph, communities: sets) != nil)
    #expect(Modularity.discrepancy(of: 0.5, communities: sets, on: graph) != nil)
    #expect(Leiden.compute(on: GraphFamilies.undirected(4, [(0, 3), (1, 2)])).discrepancy(on: graph) != nil)
    let network = ScopedNetwork(Toy.network())
    #expect(ReplyGraph(ScopedNetwork(RandomNetwork(seed: 3).network())).discrepancy(in: network) != nil)
    #expect(RankCorrelation.discrepancy(of: 0.2, [1, 2, 3], [1, 2, 3]) != nil)
  }
}
