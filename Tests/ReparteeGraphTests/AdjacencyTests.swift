import ReparteeGraph
import ReparteeTestNetworks
import Testing

@testable import ReparteeGraph

@Suite("Lists of neighbours")
struct AdjacencyTests {
  private func edges(_ seed: UInt64, nodes: Int, count: Int) -> (sources: [UInt32], targets: [UInt32]) {
    var numbers = SeededNumbers(seed: seed)
    let ends = (0..<2).map { _ in (0..<count).map { _ in UInt32.random(in: 0..<UInt32(nodes), using: &numbers) } }
    return (ends[0], ends[1])
  }

  @Test("Sorted, without loops, each neighbour once", arguments: 1...30 as ClosedRange<UInt64>)
  func collected(seed: UInt64) {
    for (nodes, count) in [(1, 5), (2, 9), (10, 0), (30, 200), (300, 900)] {
      let (sources, targets) = edges(seed, nodes: nodes, count: count)
      var expected = Array(repeating: Set<UInt32>(), count: nodes)
      for (source, target) in zip(sources, targets) where source != target { expected[Int(source)].insert(target) }
      let adjacency = Adjacency(nodeCount: nodes, sources: sources, targets: targets)
      #expect((0..<nodes).map { Array(adjacency[$0]) } == expected.map { $0.sorted() }, "seed \(seed)")
      #expect((0..<nodes).map(adjacency.degree) == expected.map(\.count), "seed \(seed)")
      #expect(adjacency.edgeCount == expected.reduce(0) { $0 + $1.count })
      #expect(adjacency.reversed().reversed() == adjacency, "seed \(seed)")
      let graph = Graph(nodeCount: nodes, sources: sources, targets: targets)
      for node in 0..<nodes {
        #expect(
          Array(graph.inNeighbours(of: node)) == (0..<UInt32(nodes)).filter { expected[Int($0)].contains(UInt32(node)) }
        )
        #expect(Array(graph.outNeighbours(of: node)) == expected[node].sorted())
      }
      #expect(Graph(incoming: graph.incoming) == graph && graph.edgeCount == adjacency.edgeCount)
    }
  }

  @Test("No node and no edge")
  func empty() {
    for adjacency in [
      Adjacency(nodeCount: 0), Adjacency(nodeCount: 4), Adjacency(nodeCount: 0, sources: [], targets: []),
    ] {
      #expect(adjacency.edgeCount == 0 && adjacency.reversed() == adjacency)
    }
  }

  @Test("Many threads make what one makes")
  func parallel() {
    let (sources, targets) = edges(9, nodes: 5000, count: 150_000)
    let lone = Cores.$threadLimit.withValue(1) {
      let adjacency = Adjacency(nodeCount: 5000, sources: sources, targets: targets)
      return (adjacency, adjacency.reversed())
    }
    for threads in [2, 3, 8] {
      Cores.$threadLimit.withValue(threads) {
        let adjacency = Adjacency(nodeCount: 5000, sources: sources, targets: targets)
        #expect(adjacency == lone.0, "\(threads) threads")
        #expect(adjacency.reversed() == lone.1, "\(threads) threads")
        #expect(adjacency.reversed().reversed() == adjacency, "\(threads) threads")
      }
    }
  }

  @Test("A hub with all edges is reversed by many threads too")
  func hub() {
    let count = 100_000
    let sources = (1..<UInt32(count)).map { $0 }
    let hub = Adjacency(nodeCount: count, sources: sources, targets: Array(repeating: 0, count: count - 1))
    let reversed = Cores.$threadLimit.withValue(4) { hub.reversed() }
    #expect(Array(reversed[0]) == sources && reversed.edgeCount == count - 1)
  }

  @Test("An edge to a node that is not there stops, and says which")
  func outOfRange() async throws {
    let target = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Adjacency(nodeCount: 2, sources: [0, 1], targets: [1, 70])
    }
    #expect(said(target).contains("target 70 at place 1 is out of range: there are 2 nodes"))
    let source = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Adjacency(nodeCount: 2, sources: [2], targets: [0])
    }
    #expect(said(source).contains("source 2 at place 0 is out of range: there are 2 nodes"))
    let list = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Adjacency(offsets: [0, 1, 3], neighbours: [1, 0, 9]).requireNeighbours(below: 2)
    }
    #expect(said(list).contains("neighbour 9 at place 2 is out of range: there are 2 nodes"))
  }

  private func said(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}
