import ReparteeGraph

/// Finds the common neighbours of a node and each of its neighbours, with scratch space for one thread.
///
/// Complexity: O(Σ over edges of the lesser degree · log of the greater one), so that a hub of a hundred thousand costs
/// its leaves nothing; 4 bytes a node.
struct CommonNeighbours {
  private let graph: Adjacency
  private var seenBy: [UInt32]

  init(_ graph: Adjacency) {
    self.graph = graph
    seenBy = Array(repeating: .max, count: graph.nodeCount)
  }

  /// Makes `node` the one whose neighbours `forEach` looks for.
  mutating func mark(_ node: Int) {
    for neighbour in graph[node] { seenBy[Int(neighbour)] = UInt32(node) }
  }

  /// Calls `body` for every node of `other`'s list that is a neighbour of the marked `node`, ascending.
  func forEach(of node: Int, in other: ArraySlice<UInt32>, _ body: (Int) -> Void) {
    let own = graph[node]
    if other.count / 16 <= own.count {
      for candidate in other where seenBy[Int(candidate)] == UInt32(node) { body(Int(candidate)) }
    } else {
      for candidate in own where other.containsSorted(candidate) { body(Int(candidate)) }
    }
  }
}
