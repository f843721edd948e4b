import Parallel
import SocialGraph

extension Betweenness {
  /// Betweenness estimated from random shortest paths between random pairs.
  ///
  /// r = 1 / (2 ε²) · (⌊log₂(D − 2)⌋ + 1 + ln(1 / δ)) paths suffice for all values to be within ε of the truth, as a
  /// share of all pairs, with probability 1 − δ; D bounds the nodes on a shortest path. Nodes are drawn in the order of
  /// the graph's structure, so that their names do not show. Source: Riondato & Kornaropoulos, "Fast approximation of
  /// betweenness centrality through sampling", WSDM 2014, https://doi.org/10.1145/2556195.2556224.
  /// - Parameters:
  ///   - share: ε, the error as a share of all pairs.
  ///   - confidence: 1 − δ.
  public static func sampled(
    on graph: Adjacency, seed: UInt64 = 1, share: Double = 0.01, confidence: Double = 0.95
  ) -> Betweenness {
    let count = graph.nodeCount
    let longest = longestPathBound(in: graph)
    guard longest > 2 else {
      return Betweenness(values: Array(repeating: 0, count: count), samples: nil, confidence: 1, error: 0)
    }
    let bits = Double(Int.bitWidth - 1 - (longest - 2).leadingZeroBitCount)
    let samples = Int((0.5 / (share * share) * (bits + 1 - naturalLogarithm(1 - confidence))).rounded(.up))
    let order = StructuralOrder(of: graph)
    let ordered = order.renumbered(graph).graph
    let blocks = Cores.blocks(of: samples, size: 32)
    var found = [Int](repeating: 0, count: count)
    // A few blocks at a time, so that no more than 256 paths are held.
    for round in Cores.blocks(of: blocks.count, size: 8) {
      let parts = Cores.mapEach(count: round.count, state: { PathSampler(ordered) }) { sampler, index in
        let block = round.lowerBound + index
        var draws = Draws(seed: seed, piece: block)
        var between: [UInt32] = []
        for _ in blocks[block] {
          let source = draws.below(count)
          let target = (source + 1 + draws.below(count - 1)) % count
          between += sampler.draw(from: source, to: target, &draws)
        }
        return between
      }
      for node in parts.joined() { found[Int(node)] += 1 }
    }
    let pairs = Double(count) * Double(count - 1) / 2
    return Betweenness(
      values: order.byNode(found.map { Double($0) / Double(samples) * pairs }), samples: samples,
      confidence: confidence, error: share * pairs)
  }

  /// No shortest path has more nodes than this: in each part the two longest distances from a node, and the node.
  static func longestPathBound(in graph: Adjacency) -> Int {
    var distances = [Int32](repeating: -1, count: graph.nodeCount)
    var bound = 0
    for root in 0..<graph.nodeCount where distances[root] < 0 {
      distances[root] = 0
      var order = [UInt32(root)]
      var next = 0
      while next < order.count {
        let node = Int(order[next])
        next += 1
        for neighbour in graph[node] where distances[Int(neighbour)] < 0 {
          distances[Int(neighbour)] = distances[node] + 1
          order.append(neighbour)
        }
      }
      bound = max(bound, order.suffix(2).reduce(1) { $0 + Int(distances[Int($1)]) })
    }
    return bound
  }
}
