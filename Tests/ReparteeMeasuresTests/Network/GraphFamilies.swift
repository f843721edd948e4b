import ReparteeGraph
import ReparteeMeasures
import ReparteeTestNetworks

/// Graphs whose every value is known, and seeded ones of many shapes.
enum GraphFamilies {
  static func directed(_ count: Int, _ edges: [(Int, Int)]) -> Graph {
    Graph(nodeCount: count, sources: edges.map { UInt32($0.0) }, targets: edges.map { UInt32($0.1) })
  }

  static func undirected(_ count: Int, _ edges: [(Int, Int)]) -> Adjacency {
    Adjacency(symmetrised: directed(count, edges))
  }

  static func path(_ count: Int) -> [(Int, Int)] { (1..<max(1, count)).map { ($0 - 1, $0) } }
  static func cycle(_ count: Int) -> [(Int, Int)] { (0..<count).map { ($0, ($0 + 1) % count) } }
  /// Leaves that point at node 0.
  static func star(_ count: Int) -> [(Int, Int)] { (1..<max(1, count)).map { ($0, 0) } }
  static func clique(_ count: Int) -> [(Int, Int)] {
    (0..<count).flatMap { from in (0..<count).filter { $0 != from }.map { (from, $0) } }
  }

  static let karate = undirected(Karate.members, Karate.ties.map { ($0.0 - 1, $0.1 - 1) })

  /// What every measure has to survive: its name, nodes and edges, with loops and duplicates.
  static let oddities: [(name: String, count: Int, edges: [(Int, Int)])] = [
    ("empty", 0, []), ("one node", 1, []), ("one loop", 1, [(0, 0)]), ("edgeless", 5, []), ("pair", 2, [(0, 1)]),
    ("mutual pair", 2, [(0, 1), (1, 0)]), ("path", 6, path(6)), ("cycle", 7, cycle(7)), ("star", 8, star(8)),
    ("clique", 5, clique(5)), ("duplicates", 3, [(0, 1), (0, 1), (1, 2), (1, 2)]),
    ("loops", 4, [(0, 0), (0, 1), (1, 1), (2, 3), (3, 3)]), ("dangling", 4, [(0, 1), (0, 2), (0, 3)]),
    ("two stars", 10, star(5) + star(5).map { ($0.0 + 5, $0.1 + 5) }),
    ("two triangles and a bridge", 6, [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3)]),
    ("isolated beside a cycle", 6, cycle(4)),
  ]

  /// A seeded graph: sparse or dense, with hubs, trees at the edge, parts, loops and duplicates.
  static func random(seed: UInt64) -> Graph {
    var random = SeededNumbers(seed: seed)
    let count = 1 + random.below(24)
    var edges: [(Int, Int)] = []
    switch random.below(4) {
    case 0: for _ in 0..<random.below(90) { edges.append((random.below(count), random.below(count))) }
    case 1: for node in 1..<max(2, count) where node < count { edges.append((node, random.below(node))) }
    case 2:
      // Preferential: to an end of an earlier edge.
      for node in 1..<max(2, count) where node < count {
        for _ in 0...random.below(3) {
          let earlier = edges.isEmpty ? 0 : random.below(edges.count)
          edges.append((node, edges.isEmpty ? 0 : random.below(2) == 0 ? edges[earlier].0 : edges[earlier].1))
        }
      }
    default:
      // Groups, with a few ties between.
      for _ in 0..<random.below(80) {
        let (from, group) = (random.below(count), 1 + random.below(6))
        edges.append((from, random.below(8) == 0 ? random.below(count) : from / group * group % count))
        edges.append((from, min(count - 1, from / group * group + random.below(group))))
      }
    }
    return directed(count, edges)
  }

  static func weights(of graph: Adjacency, seed: UInt64) -> [Int] {
    (0..<graph.nodeCount).flatMap { node in
      graph[node].map { other in
        var random = SeededNumbers(seed: seed &+ UInt64(min(node, Int(other))) &* 1000 &+ UInt64(max(node, Int(other))))
        return random.below(3) == 0 ? 1 + random.below(9) : 1
      }
    }
  }

  /// The same graph with its nodes renamed, and each node's new name.
  static func renamed(_ graph: Graph, seed: UInt64) -> (graph: Graph, names: [Int]) {
    var random = SeededNumbers(seed: seed)
    var names = Array(0..<graph.nodeCount)
    for index in names.indices.dropFirst() { names.swapAt(index, random.below(index + 1)) }
    let edges = (0..<graph.nodeCount).flatMap { node in
      graph.outNeighbours(of: node).map { (names[node], names[Int($0)]) }
    }
    return (directed(graph.nodeCount, edges), names)
  }
}

extension Double {
  func isNear(_ other: Double, within error: Double = 1e-12) -> Bool { abs(self - other) <= error }
}

extension Optional<Double> {
  /// Both undefined, or both the same but for rounding.
  func isNear(_ other: Double?, within error: Double = 1e-12) -> Bool {
    guard let self, let other else { return (self == nil) == (other == nil) }
    return self.isNear(other, within: error)
  }
}
