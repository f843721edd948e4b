import SocialGraph

/// An order of the nodes that follows from how they are tied, not from how they are numbered.
///
/// What draws random numbers or breaks ties by node number would give another answer when accounts are renamed. Such a
/// measure renumbers the nodes by this order first. Nodes are told apart by `PartitionRefinement`; then components are
/// walked breadth first from the nodes of highest degree, so that neighbours stand near each other. Twins (the leaves of
/// one hub, the nodes of a cycle) stand in any order: the renumbered graph is the same. Only graphs so regular that
/// unlike nodes look alike may still show their names. Complexity: O((n + m) log² n).
public struct StructuralOrder: Sendable, Equatable {
  /// Place → node.
  public let nodes: [UInt32]
  /// Node → place.
  public let places: [UInt32]

  /// The order of the nodes of an undirected graph; `weights` run parallel to its neighbours (nil: all 1).
  public init(of graph: Adjacency, weights: [Int]? = nil) {
    let refinement = PartitionRefinement(of: graph, weights: weights)
    let ranks = refinement.places
    let roots = refinement.order.map(Int.init).sorted {
      let (left, right) = (graph.degree(of: $0), graph.degree(of: $1))
      return left != right ? left > right : ranks[$0] < ranks[$1]
    }
    var nodes: [UInt32] = []
    nodes.reserveCapacity(graph.nodeCount)
    var places = [UInt32](repeating: .max, count: graph.nodeCount)
    func visit(_ node: Int) {
      guard places[node] == .max else { return }
      places[node] = UInt32(nodes.count)
      nodes.append(UInt32(node))
    }
    for root in roots {
      var next = nodes.count
      visit(root)
      while next < nodes.count {
        for rank in graph[Int(nodes[next])].map({ ranks[Int($0)] }).sorted() {
          visit(Int(refinement.order[Int(rank)]))
        }
        next += 1
      }
    }
    self.nodes = nodes
    self.places = places
  }

  /// The same graph with every node at its place in the order.
  public func renumbered(_ graph: Adjacency, weights: [Int]? = nil) -> (graph: Adjacency, weights: [Int]) {
    var offsets = [0]
    offsets.reserveCapacity(nodes.count + 1)
    var neighbours: [UInt32] = []
    var moved: [Int] = []
    neighbours.reserveCapacity(graph.edgeCount)
    moved.reserveCapacity(graph.edgeCount)
    for node in nodes.lazy.map(Int.init) {
      let start = graph.offsets[node]
      let keys = (start..<graph.offsets[node + 1]).map {
        UInt64(places[Int(graph.neighbours[$0])]) << 32 | UInt64($0 - start)
      }
      for key in keys.sorted() {
        neighbours.append(UInt32(key >> 32))
        moved.append(weights?[start + Int(key & 0xFFFF_FFFF)] ?? 1)
      }
      offsets.append(neighbours.count)
    }
    return (Adjacency(offsets: offsets, neighbours: neighbours), moved)
  }

  /// Values by place, put back to their nodes.
  public func byNode<Value>(_ values: [Value]) -> [Value] { places.map { values[Int($0)] } }
}
