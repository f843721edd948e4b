import ReparteeGraph

/// Communities: groups whose members are tied to each other more than to the rest, found by the Leiden algorithm.
///
/// Maximises modularity (resolution 1) over the weights. Nodes move to the community that gains most, communities are
/// refined so that each is connected, groups become nodes, and all of it is repeated until nothing changes. Several
/// seeded runs compete where the graph is small. The outcome follows from the ties and the seed alone: nodes are taken
/// in the order of the graph's structure, so that the result does not depend on names, and any number of threads gives the same.
/// Complexity: about O(m log n) a round. Source: Traag, Waltman, van Eck, "From Louvain to Leiden: guaranteeing
/// well-connected communities", Scientific Reports 9 (2019), https://doi.org/10.1038/s41598-019-41695-z.
package struct Leiden: Sendable, Equatable {
  /// Node → its community, numbered from 0 by falling size.
  package let communities: [UInt32]
  /// Community → how many members it has.
  package let sizes: [Int]
  /// What was maximised; nil without edges.
  package let modularity: Double?

  /// How many communities there are.
  package var count: Int { sizes.count }

  /// The communities of an undirected graph; `weights` run parallel to its neighbours (nil: all 1).
  /// - Parameter runs: how many runs compete; nil is as many as the graph is small, from 64 down to one.
  package static func compute(
    on graph: Adjacency, weights: [Int]? = nil, seed: UInt64 = 1, runs: Int? = nil
  ) -> Leiden {
    compute(on: graph, weights: weights, seed: seed, runs: runs, largeFrom: LeidenLevel.largeFrom)
  }

  /// Graphs of `largeFrom` ends of ties are moved in batches.
  static func compute(
    on graph: Adjacency, weights: [Int]? = nil, seed: UInt64, runs: Int?, largeFrom: Int
  ) -> Leiden {
    let order = StructuralOrder(of: graph, weights: weights)
    let level = LeidenLevel(graph, weights: weights, order: order, largeFrom: largeFrom)
    let most = max(1, runs ?? runCount(edges: graph.edgeCount / 2))
    let best = level.bestCommunities(runs: most, seed: seed)
    let parts = Components(labels: best.labels)
    return Leiden(
      communities: order.byNode(parts.numbers), sizes: parts.sizes,
      modularity: graph.edgeCount == 0 ? nil : best.quality)
  }

  /// 64 runs up to three thousand edges, one from a hundred thousand on.
  static func runCount(edges: Int) -> Int { min(64, max(1, 200_000 / max(1, edges))) }
}

extension Leiden {
  /// What breaks a promise of the algorithm, or nil: a community that is not connected, a node that would gain by moving
  /// to a neighbour's community or by standing alone, sizes that are wrong, or a modularity that is.
  ///
  /// Complexity: O(n² + m d).
  package func discrepancy(on graph: Adjacency, weights: [Int]? = nil) -> String? {
    let members = Dictionary(grouping: communities.indices, by: { communities[$0] })
    for (number, nodes) in members {
      if sizes[Int(number)] != nodes.count { return "community \(number) has not \(sizes[Int(number)]) members" }
      var seen: Set<Int> = [nodes[0]]
      var waiting = [nodes[0]]
      while let node = waiting.popLast() {
        for other in graph[node].map(Int.init) where communities[other] == number && seen.insert(other).inserted {
          waiting.append(other)
        }
      }
      if seen.count != nodes.count { return "community \(number) is not connected" }
    }
    guard members.count == sizes.count, zip(sizes, sizes.dropFirst()).allSatisfy({ $0 >= $1 }) else {
      return "sizes do not fall, or a community is empty"
    }
    for node in communities.indices {
      for target in Set(graph[node].map { communities[Int($0)] }).union([UInt32(sizes.count)]) {
        var moved = communities
        moved[node] = target
        let other = Modularity.compute(of: moved, on: graph, weights: weights) ?? 0
        if other > (modularity ?? 0) + 1e-9 { return "node \(node) would gain in community \(target)" }
      }
    }
    return Modularity.discrepancy(of: modularity, communities: communities, on: graph, weights: weights)
  }
}

extension MeasuredNetwork {
  /// The communities of the reply graph.
  package var leiden: Leiden {
    remember("leiden") { Leiden.compute(on: replyGraph.neighbours, weights: replyGraph.weights, seed: seed) }
  }
  /// Voice → its community, from 1 by falling size; nil without a reply arc.
  package var communities: [UInt32?] { replyGraph.byVoice(leiden.communities.map { $0 + 1 }) }
}

extension Measure {
  static let community = Measure(
    "community", of: .voice, "the number of its community, 1 being the largest",
    range: "1 and up; empty without a reply arc", source: "Traag, Waltman, van Eck 2019"
  ) { network in network.communities.map { .integer($0) } }
}
