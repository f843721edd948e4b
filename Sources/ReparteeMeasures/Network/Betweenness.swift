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

  /// Up to this many nodes × edges (of what is left without trees at the edge, part by part) the values are exact.
  package static let exactLimit = 1_000_000_000

  /// Exact betweenness up to `limit`, sampled above it.
  package static func compute(on graph: Adjacency, seed: UInt64 = 1, exactLimit limit: Int = exactLimit) -> Betweenness
  {
    let folding = LeafFolding(graph)
    return folding.work <= limit ? exact(folding) : sampled(on: graph, seed: seed)
  }

  /// Exact betweenness. Complexity: O(n + m), and nodes × edges of what is left without trees at the edge.
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

extension Betweenness {
  /// The first node whose betweenness is further from the definition's sum over all pairs than `error` allows, or nil.
  ///
  /// Distances and numbers of paths between all pairs, in tables; v lies between s and t where the distances add up.
  /// Complexity: O(n³).
  package func discrepancy(on graph: Adjacency) -> String? {
    let count = graph.nodeCount
    var distances = [[Int]](repeating: Array(repeating: .max, count: count), count: count)
    var paths = [[Double]](repeating: Array(repeating: 0, count: count), count: count)
    for source in 0..<count {
      distances[source][source] = 0
      paths[source][source] = 1
      var rim = [source]
      var distance = 0
      while !rim.isEmpty {
        distance += 1
        var further: Set<Int> = []
        for node in rim {
          for neighbour in graph[node].map(Int.init) where distances[source][neighbour] >= distance {
            distances[source][neighbour] = distance
            paths[source][neighbour] += paths[source][node]
            further.insert(neighbour)
          }
        }
        rim = further.sorted()
      }
    }
    for node in 0..<count {
      var expected = 0.0
      for source in 0..<count where source != node && distances[source][node] != .max {
        for target in (source + 1)..<max(count, source + 1) where target != node && distances[node][target] != .max {
          guard distances[source][node] + distances[node][target] == distances[source][target] else { continue }
          expected += paths[source][node] * paths[node][target] / paths[source][target]
        }
      }
      if abs(values[node] - expected) > error + 1e-9 * max(1, expected) {
        return "betweenness of node \(node) is \(values[node]), by the definition \(expected)"
      }
    }
    return nil
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
    range: "0 and up, pairs of voices; empty without a reply arc",
    source: "Brandes 2001; above a stated size Riondato & Kornaropoulos 2014, Pellegrina & Vandin 2023"
  ) { network in network.cells(network.betweenness.values) { .decimal($0, places: Measure.places) } }
}
