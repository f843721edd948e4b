import Parallel
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

  /// A graph of so many ends of ties is large.
  static let largeFrom = 1 << 21

  /// The order of the nodes of an undirected graph; `weights` run parallel to its neighbours (nil: all 1).
  public init(of graph: Adjacency, weights: [Int]? = nil) {
    self.init(of: graph, weights: weights, isLarge: graph.edgeCount >= StructuralOrder.largeFrom)
  }

  init(of graph: Adjacency, weights: [Int]?, isLarge: Bool) {
    let colours = isLarge ? NodeColours(of: graph, weights: weights) : nil
    let refinement = PartitionRefinement(of: graph, weights: weights, from: colours)
    if isLarge {
      (nodes, places) = (refinement.order, refinement.places)
      return
    }
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
  public func renumbered(_ graph: Adjacency, weights: [Int]? = nil) -> (graph: Adjacency, weights: [Int]?) {
    var offsets = [Int](repeating: 0, count: nodes.count + 1)
    for (place, node) in nodes.enumerated() { offsets[place + 1] = offsets[place] + graph.degree(of: Int(node)) }
    let blocks = Cores.blocks(of: nodes.count, size: 1 << 12)
    guard let weights else {
      // Every tie stands in both its lists, so what the lists give when read from the other end is themselves, sorted.
      let neighbours = [UInt32](unsafeUninitializedCapacity: graph.edgeCount) { neighbours, count in
        let neighbours = neighbours
        Cores.forEach(count: blocks.count) { block in
          for place in blocks[block] {
            var next = offsets[place]
            for neighbour in graph[Int(nodes[place])] {
              neighbours[next] = places[Int(neighbour)]
              next += 1
            }
          }
        }
        count = graph.edgeCount
      }
      return (Adjacency(offsets: offsets, neighbours: neighbours).reversed(), nil)
    }
    var moved = [Int](repeating: 0, count: graph.edgeCount)
    let neighbours = [UInt32](unsafeUninitializedCapacity: graph.edgeCount) { neighbours, count in
      let neighbours = neighbours
      moved.withUnsafeMutableBufferPointer { moved in
        Cores.forEach(count: blocks.count) { block in
          for place in blocks[block] {
            let start = graph.offsets[Int(nodes[place])]
            let keys = (start..<graph.offsets[Int(nodes[place]) + 1]).map {
              UInt64(places[Int(graph.neighbours[$0])]) << 32 | UInt64($0 - start)
            }
            for (index, key) in keys.sorted().enumerated() {
              neighbours[offsets[place] + index] = UInt32(key >> 32)
              moved[offsets[place] + index] = weights[start + Int(key & 0xFFFF_FFFF)]
            }
          }
        }
      }
      count = graph.edgeCount
    }
    return (Adjacency(offsets: offsets, neighbours: neighbours), moved)
  }

  /// Values by place, put back to their nodes.
  public func byNode<Value>(_ values: [Value]) -> [Value] { places.map { values[Int($0)] } }
}
