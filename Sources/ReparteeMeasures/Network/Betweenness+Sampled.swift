import ReparteeGraph

extension Betweenness {
  /// Betweenness estimated from random shortest paths between random pairs.
  ///
  /// Of every pair a few paths are drawn, so that a node's share of them varies less than whether it is on one. A first,
  /// small draw shows how much it varies at most, and how much all nodes' shares do together; from these `SampleBound`
  /// has how many pairs suffice for all values to be within ε of the truth, as a share of all pairs, with probability
  /// 1 − δ. That many new pairs are drawn. A twentieth of δ each is spent on the two figures of the first draw. What leads
  /// through trees at the edge is counted, so that only paths within the core are drawn. Nodes are drawn in the
  /// order of the graph's structure, so that the result does not depend on their names. Source of the estimate: Riondato & Kornaropoulos,
  /// "Fast approximation of betweenness centrality through sampling", WSDM 2014,
  /// https://doi.org/10.1145/2556195.2556224.
  /// - Parameters:
  ///   - share: ε, the error as a share of all pairs.
  ///   - confidence: 1 − δ.
  package static func sampled(
    on graph: Adjacency, seed: UInt64 = 1, share: Double = 0.01, confidence: Double = 0.95
  ) -> Betweenness {
    let count = graph.nodeCount
    let order = StructuralOrder(of: graph)
    let folding = LeafFolding(order.renumbered(graph).graph)
    let longest = longestPathBound(in: folding.core)
    guard longest > 2 else { return exact(on: graph) }
    let part = (1 - confidence) / 20
    let trial = tally(of: trialPairs, among: folding, seed: seed, part: 0)
    let squares = Double(trialPairs * pathsOfPair * pathsOfPair)
    let (greatest, together) = (trial.squares.max() ?? 0, trial.squares.reduce(0, +))
    let inner = Double(longest - 2)
    let bound = SampleBound(
      greatest: SampleBound.greatestMean(found: Double(greatest) / squares, samples: trialPairs, chance: part),
      total: inner
        * SampleBound.greatestMean(found: Double(together) / squares / inner, samples: trialPairs, chance: part),
      count: folding.nodes.count)
    let drawn = bound.samples(error: share, chance: 18 * part)
    let found = tally(of: drawn, among: folding, seed: seed, part: 1).found
    let pairs = Double(count) * Double(count - 1) / 2
    var values = folding.pairs
    for (place, node) in folding.nodes.enumerated() {
      values[Int(node)] += Double(found[place]) / Double(drawn * pathsOfPair) * pairs
    }
    return Betweenness(values: order.byNode(values), samples: drawn, confidence: confidence, error: share * pairs)
  }

  /// How many pairs the first draw takes.
  private static let trialPairs = 1000
  /// How many paths are drawn of a pair: the search for them costs more than to draw one.
  private static let pathsOfPair = 8

  /// What so many random pairs of nodes have between them.
  private static func tally(of pairs: Int, among folding: LeafFolding, seed: UInt64, part: Int) -> PathTally {
    let count = folding.representatives.count
    let blocks = Cores.blocks(of: pairs, size: 16)
    let pool = ScratchPool { PathTally(PathSampler(folding.core), count: folding.core.nodeCount) }
    Cores.forEach(count: blocks.count, state: { pool.take() }) { tally, block in
      var random = SplitMix64(seed: seed, part: 2 * block + part)
      for _ in blocks[block] {
        let source = random.below(count)
        let target = (source + 1 + random.below(count - 1)) % count
        let ends = (Int(folding.representatives[source]), Int(folding.representatives[target]))
        if ends.0 != ends.1 { tally.add(from: ends.0, to: ends.1, paths: pathsOfPair, &random) }
      }
    }
    return pool.reduced { $0.add($1) }
  }

  /// No shortest path has more nodes than this: in each part the two longest distances from a node, and the node.
  /// In bounds: neighbours are nodes.
  static func longestPathBound(in graph: Adjacency) -> Int {
    var distances = [Int32](repeating: -1, count: graph.nodeCount)
    var bound = 0
    var order: [UInt32] = []
    distances.withUnsafeMutableBufferPointer { distances in
      graph.withView { lists in
        for root in distances.indices where distances[root] < 0 {
          distances[root] = 0
          order.removeAll(keepingCapacity: true)
          order.append(UInt32(root))
          var next = 0
          while next < order.count {
            let node = order[next]
            next += 1
            for neighbour in lists[node] where distances[Int(neighbour)] < 0 {
              distances[Int(neighbour)] = distances[Int(node)] + 1
              order.append(neighbour)
            }
          }
          bound = max(bound, order.suffix(2).reduce(1) { $0 + Int(distances[Int($1)]) })
        }
      }
    }
    return bound
  }
}
