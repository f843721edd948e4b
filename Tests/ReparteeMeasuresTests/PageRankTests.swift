import Foundation
import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks
import Testing

@Suite struct PageRankTests {
  func graph(_ count: Int, _ edges: [(UInt32, UInt32)]) -> Graph {
    Graph(nodeCount: count, sources: edges.map(\.0), targets: edges.map(\.1))
  }

  @Test func families() {
    #expect(PageRank.compute(on: graph(0, [])).ranks.isEmpty)
    #expect(PageRank.compute(on: graph(1, [])).ranks == [1])
    #expect(PageRank.compute(on: graph(4, [])).ranks == [0.25, 0.25, 0.25, 0.25])
    let cycle = PageRank.compute(on: graph(5, (0..<5).map { ($0, ($0 + 1) % 5) }))
    #expect(cycle.ranks.allSatisfy { abs($0 - 0.2) < 1e-12 })
    let clique = (0..<4).flatMap { from in (0..<4).map { (UInt32(from), UInt32($0)) } }
    #expect(PageRank.compute(on: graph(4, clique)).ranks.allSatisfy { abs($0 - 0.25) < 1e-12 })
  }

  /// A star of three leaves that point at the centre: the centre dangles. By hand, with d = 0.85 and centre c, leaf l:
  /// c + 3l = 1, l = 0.0375 + 0.2125 c; so c = 0.8875 / 1.6375.
  @Test func starByHand() {
    let ranks = PageRank.compute(on: graph(4, [(1, 0), (2, 0), (3, 0)])).ranks
    #expect(abs(ranks[0] - 0.8875 / 1.6375) < 1e-12)
    #expect(abs(ranks[1] - (0.0375 + 0.2125 * 0.8875 / 1.6375)) < 1e-12)
  }

  @Test func theEquationHoldsOnRandomGraphs() {
    for seed in UInt64(1)...300 {
      var random = SeededNumbers(seed: seed)
      let count = 1 + random.below(30)
      let edges = (0..<random.below(80)).map { _ in (UInt32(random.below(count)), UInt32(random.below(count))) }
      let graph = graph(count, edges)
      #expect(PageRank.compute(on: graph).residual(on: graph) < 1e-11, "seed \(seed)")
    }
  }

  @Test func aWrongRankIsFound() {
    let path = graph(3, [(0, 1), (1, 2)])
    let cut = PageRank.compute(on: path, maximumIterations: 1)
    #expect(cut.residual(on: path) > 0.01)
  }

  /// LDBC Graphalytics' example: two steps, published ranks.
  @Test(.enabled(if: RealData.isThere, "../shared/data is absent")) func ldbcExample() throws {
    let edges = try RealData.numbers("ldbc/example-directed.e")
    let expected = try RealData.numbers("ldbc/example-directed-PR")
    let vertices = expected.map { $0[0] }
    let place = Dictionary(uniqueKeysWithValues: vertices.enumerated().map { ($1, UInt32($0)) })
    let graph = graph(
      vertices.count, edges.compactMap { edge in place[edge[0]].flatMap { from in place[edge[1]].map { (from, $0) } } })
    let ranks = PageRank.compute(on: graph, tolerance: 0, maximumIterations: 2).ranks
    for (index, row) in expected.enumerated() { #expect(abs(ranks[index] - row[1]) < 1e-12 * row[1] + 1e-15) }
  }
}

extension RealData {
  /// The numbers of each line.
  fileprivate static func numbers(_ path: String) throws -> [[Double]] {
    try String(contentsOfFile: folder + "/" + path, encoding: .utf8).split(separator: "\n").map { line in
      line.split(separator: " ").compactMap { Double($0) }
    }
  }
}
