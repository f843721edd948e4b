/// A directed graph, stored in both directions.
package struct Graph: Sendable, Equatable {
  /// From each node to those its edges point at.
  package let outgoing: Adjacency
  /// From each node to those whose edges point at it.
  package let incoming: Adjacency

  /// Edges from `sources` to `targets`; an edge given twice counts once, a loop is dropped.
  package init(nodeCount: Int, sources: [UInt32], targets: [UInt32]) {
    self.init(outgoing: Adjacency(nodeCount: nodeCount, sources: sources, targets: targets))
  }

  /// The graph whose outgoing lists are given.
  package init(outgoing: Adjacency) {
    self.outgoing = outgoing
    incoming = outgoing.reversed()
  }

  /// The graph whose incoming lists are given.
  package init(incoming: Adjacency) {
    self.incoming = incoming
    outgoing = incoming.reversed()
  }

  /// How many nodes there are.
  @inlinable package var nodeCount: Int { outgoing.nodeCount }
  /// How many edges there are.
  @inlinable package var edgeCount: Int { outgoing.edgeCount }

  /// The nodes that `node`'s edges point at, ascending.
  @inlinable
  package func outNeighbours(of node: Int) -> ArraySlice<UInt32> { outgoing[node] }

  /// The nodes whose edges point at `node`, ascending.
  @inlinable
  package func inNeighbours(of node: Int) -> ArraySlice<UInt32> { incoming[node] }
}
