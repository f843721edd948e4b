import ReparteeGraph

/// PageRank: the share of time that a reader spends at each node who follows edges at random, and with probability
/// 1 − damping starts again anywhere.
///
/// rank(v) = (1 − d) / n + d · (Σ over u→v of rank(u) / outdegree(u) + dangling / n), where dangling is the rank of the
/// nodes without outgoing edges, spread over everybody. Ranks sum to 1. Iterates until the L1 change of one step is at
/// most `tolerance`. Sums are taken in fixed blocks, so the result is the same for any number of threads.
/// Complexity: O(n + m) a step. Source: Page, Brin, Motwani, Winograd, "The PageRank Citation Ranking", Stanford 1999,
/// http://ilpubs.stanford.edu:8090/422/.
package struct PageRank: Sendable, Equatable {
  /// Node → rank.
  package let ranks: [Double]
  /// How many steps were taken.
  package let iterations: Int
  /// The L1 change of the last step.
  package let change: Double

  /// Computes the ranks of all nodes of `graph`.
  /// - Parameters:
  ///   - damping: the probability of following an edge, in 0..<1.
  ///   - tolerance: the L1 change at which to stop; 0 takes all the steps.
  ///   - maximumIterations: the most steps taken.
  package static func compute(
    on graph: Graph, damping: Double = 0.85, tolerance: Double = 1e-12, maximumIterations: Int = 1000
  ) -> PageRank {
    let count = graph.nodeCount
    guard count > 0 else { return PageRank(ranks: [], iterations: 0, change: 0) }
    let blocks = Cores.blocks(of: count, size: 1 << 14)
    let lists = NeighbourSums(over: graph.incoming, readers: graph.outgoing)
    let sumMemory = LargePages<Double>(repeating: 0, count: count)
    let shareMemory = LargePages<Double>(count: lists.valueCount)
    defer { withExtendedLifetime((sumMemory, shareMemory)) {} }
    // Node → the sum of what it gets; place → rank / outdegree. In bounds: blocks are ranges of nodes, and places those
    // of `lists`.
    let (sums, shares) = (sumMemory.start, shareMemory.start)
    var ranks = [Double](repeating: 1 / Double(count), count: count)
    /// One pass over the nodes: the ranks that the sums give (first: those there are), and what each hands on.
    func step(base: Double?) -> (change: Double, dangling: Double) {
      ranks.withUnsafeMutableBufferPointer { ranks in
        lists.places.withUnsafeBufferPointer { places in
          graph.outgoing.offsets.withUnsafeBufferPointer { offsets in
            let parts = Cores.map(count: blocks.count) { block in
              var (change, dangling) = (0.0, 0.0)
              for node in blocks[block] {
                if let base {
                  let next = base + damping * sums[node]
                  change += abs(next - ranks[node])
                  ranks[node] = next
                }
                if places[node] == .max {
                  dangling += ranks[node]
                } else {
                  shares[Int(places[node])] = ranks[node] / Double(offsets[node + 1] - offsets[node])
                }
              }
              return (change, dangling)
            }
            return parts.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
          }
        }
      }
    }
    var (iterations, change) = (0, Double.infinity)
    var dangling = step(base: nil).dangling
    while iterations < maximumIterations, change > tolerance {
      lists.add(shares, to: sums)
      (change, dangling) = step(base: (1 - damping) / Double(count) + damping * dangling / Double(count))
      iterations += 1
    }
    return PageRank(ranks: ranks, iterations: iterations, change: change)
  }
}

extension Cores {
  /// The sum of `term` over all indices: within each block in order, then over the blocks in order.
  static func sum(_ blocks: [Range<Int>], _ term: (Int) -> Double) -> Double {
    map(count: blocks.count) { block in blocks[block].reduce(0) { $0 + term($1) } }.reduce(0, +)
  }
}

extension PageRank {
  /// The largest amount by which the ranks break their own equation or their sum, as an L1 distance.
  ///
  /// It pushes along outgoing edges, where the kernel pulls along incoming ones, and spreads the dangling mass apart.
  /// A converged result is below its tolerance. Complexity: O(n + m).
  package func residual(on graph: Graph, damping: Double = 0.85) -> Double {
    let count = graph.nodeCount
    guard count > 0 else { return 0 }
    var expected = [Double](repeating: (1 - damping) / Double(count), count: count)
    for node in 0..<count {
      let neighbours = graph.outNeighbours(of: node)
      if neighbours.isEmpty {
        for other in 0..<count { expected[other] += damping * ranks[node] / Double(count) }
      }
      for neighbour in neighbours { expected[Int(neighbour)] += damping * ranks[node] / Double(neighbours.count) }
    }
    let distance = zip(ranks, expected).reduce(0) { $0 + abs($1.0 - $1.1) }
    return max(distance, abs(ranks.reduce(0, +) - 1))
  }
}
