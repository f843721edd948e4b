import ReparteeGraph

/// Betweenness: through how many pairs of others a node lies, counting the share of their shortest paths.
///
/// betweenness(v) = Σ over pairs {s, t} of σ_st(v) / σ_st, with σ the number of shortest paths: a high value marks a
/// voice through whom talk passes between circles. Undirected, unweighted, each pair once, unnormalised: from 0 to
/// (n − 1)(n − 2) / 2 pairs; 0 for leaves and isolated nodes. Exact up to a stated size, above it sampled with its error
/// bound. The same for any number of threads. Source: Brandes, "A Faster Algorithm for Betweenness Centrality",
/// J. Mathematical Sociology 25 (2001), https://doi.org/10.1080/0022250X.2001.9990249.
package struct Betweenness: Sendable, Equatable {
  /// Node → betweenness, in pairs of others.
  package let values: [Double]
  /// How many pairs of nodes were drawn; nil where the values are exact.
  package let samples: Int?
  /// With that much confidence no value is further from the truth than `error`, in pairs; 1 where exact.
  package let confidence: Double
  /// The greatest error of any value, in pairs; 0 where exact.
  package let error: Double

  /// Whether all paths were counted.
  package var isExact: Bool { samples == nil }

  /// Up to this many nodes × edges (of what is left without hanging trees, part by part) the values are exact.
  package static let exactLimit = 1_000_000_000

  /// Exact betweenness up to `limit`, sampled above it.
  package static func compute(on graph: Adjacency, seed: UInt64 = 1, exactLimit limit: Int = exactLimit) -> Betweenness
  {
    let folding = LeafFolding(graph)
    return folding.work <= limit ? exact(folding) : sampled(on: graph, seed: seed)
  }

  /// Exact betweenness. Complexity: O(n + m), and nodes × edges of what is left without hanging trees.
  package static func exact(on graph: Adjacency) -> Betweenness { exact(LeafFolding(graph)) }

  private static func exact(_ folding: LeafFolding) -> Betweenness {
    let (core, weights) = (folding.core, folding.weights)
    let nothing = [Double](repeating: 0, count: core.nodeCount)
    var sums = nothing
    // Sixteen blocks at a time, so that no more than sixteen lists of sums are held.
    let blocks = Cores.blocks(of: core.nodeCount, size: 64)
    for round in Cores.blocks(of: blocks.count, size: 16) {
      let parts = Cores.mapEach(count: round.count, state: { DependencySearch(core) }) { search, index in
        var part = nothing
        for source in blocks[round.lowerBound + index] { search.add(from: source, weights: weights, to: &part) }
        return part
      }
      for part in parts { for node in sums.indices { sums[node] += part[node] } }
    }
    var values = folding.pairs
    // Every pair was met from both its ends.
    for (place, node) in folding.nodes.enumerated() { values[Int(node)] += sums[place] / 2 }
    return Betweenness(values: values, samples: nil, confidence: 1, error: 0)
  }
}

extension MeasuredNetwork {
  /// Betweenness in the reply graph.
  package var betweenness: Betweenness {
    remember("betweenness") { Betweenness.compute(on: replyGraph.neighbours, seed: seed) }
  }
}

extension Measure {
  static let betweenness = Measure(
    "betweenness", of: .voice, "pairs of others whose talk passes through the voice",
    range: "0 and up, pairs of voices",
    source: "Brandes 2001; above a stated size Riondato & Kornaropoulos 2014, Pellegrina & Vandin 2023"
  ) { network in network.cells(network.betweenness.values) { .decimal($0, places: Measure.places) } }
}
