import ReparteeGraph

extension Adjacency {
  /// The undirected view of a graph: two nodes are neighbours where an edge joins them in either direction.
  ///
  /// Every pair stands once in each of its two lists; loops are out already. Complexity: O(n + m).
  package init(symmetrised graph: Graph) {
    var offsets = [0]
    offsets.reserveCapacity(graph.nodeCount + 1)
    var neighbours: [UInt32] = []
    neighbours.reserveCapacity(graph.edgeCount * 2)
    for node in 0..<graph.nodeCount {
      var (left, right) = (graph.outNeighbours(of: node), graph.inNeighbours(of: node))
      while let first = left.first, let second = right.first {
        neighbours.append(Swift.min(first, second))
        if first <= second { left.removeFirst() }
        if second <= first { right.removeFirst() }
      }
      neighbours += left
      neighbours += right
      offsets.append(neighbours.count)
    }
    self.init(offsets: offsets, neighbours: neighbours)
  }
}
