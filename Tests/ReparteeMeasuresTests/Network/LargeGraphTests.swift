import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeMeasures

/// What is done otherwise on large graphs, tried on small ones.
@Suite struct LargeGraphTests {
  /// Skewed: hubs, leaves, twins, isolated nodes.
  private func graph(_ count: Int, edges: Int, seed: UInt64) -> Graph {
    var random = SeededNumbers(seed: seed)
    return GraphFamilies.directed(
      count, (0..<edges).map { _ in (random.below(1 + random.below(count)), random.below(1 + random.below(count))) })
  }

  @Test(arguments: [7, 8, 9, 500, 3000]) func neighbourSumsAreThoseOfThePlainLoop(count: Int) {
    let graph = graph(count, edges: count * 6, seed: UInt64(count))
    var random = SeededNumbers(seed: 5)
    let values = (0..<count).map { _ in 1 / Double(1 + random.below(1_000_000)) }
    for (lists, readers) in [(graph.incoming, graph.outgoing), (graph.outgoing, graph.incoming)] {
      let sums = NeighbourSums(over: lists, readers: readers)
      var placed = [Double](repeating: 0, count: sums.valueCount)
      for node in 0..<count where sums.places[node] != .max { placed[Int(sums.places[node])] = values[node] }
      var found = [Double](repeating: 0, count: count)
      found.withUnsafeMutableBufferPointer { found in
        placed.withUnsafeBufferPointer { placed in
          if let found = found.baseAddress, let placed = placed.baseAddress { sums.add(placed, to: found) }
        }
      }
      // To the last bit: the order of the additions is that of the list.
      #expect(found == (0..<count).map { node in lists[node].reduce(0) { $0 + values[Int($1)] } })
    }
  }

  @Test func trianglesOfAThousandNodes() {
    let graph = Adjacency(symmetrised: graph(1000, edges: 20_000, seed: 3))
    #expect(Triangles.discrepancy(of: Triangles.compute(on: graph), on: graph) == nil)
  }

  @Test func batchesKeepThePromisesOfLeiden() {
    for seed in UInt64(1)...20 {
      let graph = Adjacency(symmetrised: graph(60, edges: 150, seed: seed))
      let weights = GraphFamilies.weights(of: graph, seed: seed)
      for weights in [nil, weights] {
        let leiden = Leiden.compute(on: graph, weights: weights, seed: 1, runs: 1, largeFrom: 0)
        let found = Modularity.discrepancy(
          of: leiden.modularity, communities: leiden.communities, on: graph, weights: weights)
        #expect(found == nil, "seed \(seed)")
        #expect(Self.areConnected(leiden.communities, in: graph), "seed \(seed)")
      }
    }
  }

  @Test func theNumberOfThreadsNeverShows() {
    let arcs = graph(3000, edges: 60_000, seed: 9)
    let ties = Adjacency(symmetrised: arcs)
    func everything() -> (PageRank, [Int], Leiden) {
      (
        PageRank.compute(on: arcs), Triangles.compute(on: ties),
        Leiden.compute(on: ties, seed: 2, runs: 1, largeFrom: 1 << 10)
      )
    }
    let alone = Cores.$threadLimit.withValue(1) { everything() }
    for threads in [2, 7] {
      let together = Cores.$threadLimit.withValue(threads) { everything() }
      #expect(together.0 == alone.0 && together.1 == alone.1 && together.2 == alone.2, "\(threads) threads")
    }
  }

  /// One huge strong component, tails in and out of it, and small cycles beside it.
  @Test(arguments: UInt64(1)...10) func strongComponentsAroundAHugeOne(seed: UInt64) {
    let arcs = graph(400, edges: 500 + Int(seed) * 100, seed: seed)
    let found = Components.strong(in: arcs)
    #expect(found.discrepancy(strongIn: arcs) == nil)
    let alone = Cores.$threadLimit.withValue(1) { Components.strong(in: arcs) }
    #expect(found == alone)
  }

  /// Two cliques and a bridge: wherever nodes begin, groups that move as wholes leave the cliques together.
  @Test func groupsMoveAsWholes() {
    let left = (0..<6).flatMap { from in (0..<from).map { (from, $0) } }
    let edges = left + left.map { ($0.0 + 6, $0.1 + 6) } + [(0, 6)]
    let leiden = Leiden.compute(on: GraphFamilies.undirected(12, edges), seed: 1, runs: 4, largeFrom: 0)
    #expect(leiden.sizes == [6, 6])
    #expect(Set(leiden.communities[..<6]).count == 1)
  }

  /// Every community is one connected part.
  private static func areConnected(_ communities: [UInt32], in graph: Adjacency) -> Bool {
    let inside = (0..<graph.nodeCount).flatMap { node in
      graph[node].filter { communities[Int($0)] == communities[node] }.map { (node, Int($0)) }
    }
    let parts = Components.weak(in: GraphFamilies.directed(graph.nodeCount, inside))
    return parts.count == Set(communities).count
  }
}
