import Repartee

/// What the jobs work on.
struct NetworkBench {
  let nodeCount: Int
  let sources: [UInt32]
  let targets: [UInt32]
  /// The arcs, distinct and without loops.
  let graph: Graph
  /// The same without direction.
  let neighbours: Adjacency

  init(nodeCount: Int, sources: [UInt32], targets: [UInt32]) {
    (self.nodeCount, self.sources, self.targets) = (nodeCount, sources, targets)
    graph = Graph(nodeCount: nodeCount, sources: sources, targets: targets)
    neighbours = Adjacency(symmetrised: graph)
  }
}

/// What a job found: figures to print, and its answer by node.
struct NetworkOutcome {
  var figures: [(name: String, value: Double)] = []
  var values: () -> [Double]
}

/// A measure of the whole graph.
enum NetworkJob: String {
  case csr, graph, symmetrise, pagerank, hits, weak, strong, cores, triangles, clustering, leiden, betweenness, sampled
  /// Leiden without several runs that compete, as peers have it.
  case leidenOnce

  func work(_ bench: NetworkBench) -> NetworkOutcome {
    switch self {
    case .csr:
      let lists = Adjacency(nodeCount: bench.nodeCount, sources: bench.sources, targets: bench.targets)
      return NetworkOutcome(figures: [("arcs", Double(lists.edgeCount))]) { lists.neighbours.map(Double.init) }
    case .graph:
      let graph = Graph(nodeCount: bench.nodeCount, sources: bench.sources, targets: bench.targets)
      return NetworkOutcome(figures: [("arcs", Double(graph.edgeCount))]) { graph.incoming.neighbours.map(Double.init) }
    case .symmetrise:
      let lists = Adjacency(symmetrised: bench.graph)
      return NetworkOutcome(figures: [("ties", Double(lists.edgeCount))]) { lists.neighbours.map(Double.init) }
    case .pagerank:
      let ranks = PageRank.compute(on: bench.graph, tolerance: 1e-8)
      return NetworkOutcome(figures: [("iterations", Double(ranks.iterations))]) { ranks.ranks }
    case .hits:
      let hits = HITS.compute(on: bench.graph, tolerance: 1e-8)
      return NetworkOutcome(figures: [("iterations", Double(hits.iterations))]) { hits.hubs + hits.authorities }
    case .weak: return parts(Components.connected(in: bench.neighbours))
    case .strong: return parts(Components.strong(in: bench.graph))
    case .cores:
      let cores = CoreNumbers.compute(on: bench.neighbours)
      return NetworkOutcome { cores.map(Double.init) }
    case .triangles:
      let triangles = Triangles.compute(on: bench.neighbours)
      return NetworkOutcome(figures: [("triangles", Double(Triangles.total(of: triangles)))]) {
        triangles.map(Double.init)
      }
    case .clustering:
      let triangles = Triangles.compute(on: bench.neighbours)
      let local = Clustering.local(on: bench.neighbours, triangles: triangles)
      return NetworkOutcome { local.map { $0 ?? 0 } }
    case .leiden, .leidenOnce:
      let leiden = Leiden.compute(on: bench.neighbours, runs: self == .leidenOnce ? 1 : nil)
      return NetworkOutcome(
        figures: [("modularity", leiden.modularity ?? 0), ("communities", Double(leiden.count))]
      ) { leiden.communities.map(Double.init) }
    case .betweenness:
      let betweenness = Betweenness.exact(on: bench.neighbours)
      return NetworkOutcome { betweenness.values }
    case .sampled:
      let betweenness = Betweenness.sampled(on: bench.neighbours, share: 0.01, confidence: 0.9)
      return NetworkOutcome(figures: [("samples", Double(betweenness.samples ?? 0))]) { betweenness.values }
    }
  }

  private func parts(_ parts: Components) -> NetworkOutcome {
    NetworkOutcome(figures: [("parts", Double(parts.count)), ("largest", Double(parts.largest))]) {
      parts.numbers.map(Double.init)
    }
  }
}
