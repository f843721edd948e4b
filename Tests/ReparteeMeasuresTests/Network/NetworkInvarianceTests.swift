import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

/// Neither the number of threads nor the accounts' names show in a result.
@Suite struct NetworkInvarianceTests {
  /// 270 nodes with hubs, trees at the edge and parts: several blocks of every kernel.
  static let graph: Graph = {
    var random = SeededNumbers(seed: 11)
    var edges: [(Int, Int)] = []
    for node in 1..<260 {
      let reach = node % 3 == 0 ? node : min(node, 20)
      edges.append((node, random.below(reach)))
      if node % 2 == 0 { edges.append((random.below(node), node)) }
    }
    return GraphFamilies.directed(270, edges)
  }()

  @Test func theNumberOfThreadsNeverShows() {
    let arcs = Self.graph
    let graph = Adjacency(symmetrised: arcs)
    func everything() -> (HITS, Betweenness, Betweenness, [Double?], [Int], Leiden, [Double]) {
      (
        HITS.compute(on: arcs), Betweenness.exact(on: graph),
        Betweenness.sampled(on: graph, seed: 5, share: 0.1), Constraint.compute(on: graph),
        Triangles.compute(on: graph), Leiden.compute(on: graph, seed: 5, runs: 3), Clustering.directed(on: arcs)
      )
    }
    let alone = Cores.$threadLimit.withValue(1) { everything() }
    for threads in [2, 8] {
      let together = Cores.$threadLimit.withValue(threads) { everything() }
      #expect(together.0 == alone.0 && together.1 == alone.1 && together.2 == alone.2, "\(threads) threads")
      #expect(together.3 == alone.3 && together.4 == alone.4 && together.5 == alone.5, "\(threads) threads")
      #expect(together.6 == alone.6, "\(threads) threads")
    }
  }

  @Test(arguments: [1, 40, 80]) func namesNeverShow(first: UInt64) {
    for seed in first..<(first + 15) { compare(GraphFamilies.random(seed: seed), seed: seed) }
  }

  @Test func namesNeverShowInALargeGraph() { compare(Self.graph, seed: 4) }

  private func compare(_ arcs: Graph, seed: UInt64) {
    let (other, names) = GraphFamilies.renamed(arcs, seed: seed)
    let (graph, renamed) = (Adjacency(symmetrised: arcs), Adjacency(symmetrised: other))
    func expectEqual<Value: Equatable>(_ left: [Value], _ right: [Value], _ what: String) {
      #expect(left.indices.allSatisfy { left[$0] == right[names[$0]] }, "\(what), seed \(seed)")
    }
    func expectNear(_ left: [Double?], _ right: [Double?], _ what: String) {
      #expect(
        left.indices.allSatisfy { left[$0].isNear(right[names[$0]], within: 1e-12 * max(1, abs(left[$0] ?? 0))) },
        "\(what), seed \(seed)")
    }
    expectEqual(Triangles.compute(on: graph), Triangles.compute(on: renamed), "triangles")
    expectEqual(CoreNumbers.compute(on: graph), CoreNumbers.compute(on: renamed), "core numbers")
    #expect(Components.strong(in: arcs).sizes == Components.strong(in: other).sizes, "seed \(seed)")
    #expect(Components.weak(in: arcs).sizes == Components.weak(in: other).sizes, "seed \(seed)")
    #expect(Reciprocity.compute(on: arcs) == Reciprocity.compute(on: other), "seed \(seed)")
    expectNear(Betweenness.exact(on: graph).values, Betweenness.exact(on: renamed).values, "betweenness")
    expectNear(Constraint.compute(on: graph), Constraint.compute(on: renamed), "constraint")
    expectNear(EffectiveSize.compute(on: graph), EffectiveSize.compute(on: renamed), "effective size")
    let (hits, renamedHits) = (HITS.compute(on: arcs), HITS.compute(on: other))
    expectNear(hits.hubs, renamedHits.hubs, "hubs")
    expectNear(hits.authorities, renamedHits.authorities, "authorities")
    // The order distinguishes all but twins, so the renumbered graphs are one and the same.
    let (order, renamedOrder) = (StructuralOrder(of: graph), StructuralOrder(of: renamed))
    #expect(order.renumbered(graph).graph == renamedOrder.renumbered(renamed).graph, "order, seed \(seed)")
    let (leiden, renamedLeiden) = (Leiden.compute(on: graph, runs: 3), Leiden.compute(on: renamed, runs: 3))
    #expect(leiden.sizes == renamedLeiden.sizes, "communities, seed \(seed)")
    #expect(leiden.modularity.isNear(renamedLeiden.modularity), "modularity, seed \(seed)")
  }
}
