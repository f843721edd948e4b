/// Who is next to whom in one direction: the lists of neighbours of all nodes, one after the other (compressed sparse
/// rows).
///
/// Lists are sorted and hold each neighbour once, and neighbours are nodes: kernels read them without checks of bounds.
/// So whatever comes from outside is checked once where it enters: edges by `init(nodeCount:sources:targets:)`, whole
/// lists by `requireNeighbours(below:)`. Memory: 8 bytes a node and 4 bytes an edge.
package struct Adjacency: Sendable, Equatable {
  /// Where each node's list begins; one more entry than nodes, the last one being the number of edges.
  package let offsets: [Int]
  /// The lists, one after the other.
  package let neighbours: [UInt32]

  /// Takes lists that are already sorted and distinct, and whose neighbours are nodes; they are not looked through.
  package init(offsets: [Int], neighbours: [UInt32]) {
    precondition(offsets.last == neighbours.count, "the last offset is the number of neighbours")
    self.offsets = offsets
    self.neighbours = neighbours
  }

  /// No edge among `nodeCount` nodes.
  package init(nodeCount: Int) {
    offsets = Array(repeating: 0, count: nodeCount + 1)
    neighbours = []
  }

  /// How many nodes there are.
  @inlinable package var nodeCount: Int { offsets.count - 1 }
  /// How many edges there are.
  @inlinable package var edgeCount: Int { neighbours.count }

  /// The neighbours of `node`, ascending.
  @inlinable
  package subscript(node: Int) -> ArraySlice<UInt32> { neighbours[offsets[node]..<offsets[node + 1]] }

  /// How many neighbours `node` has.
  @inlinable
  package func degree(of node: Int) -> Int { offsets[node + 1] - offsets[node] }
}

extension Adjacency {
  /// Collects edges into sorted lists; an edge given twice counts once, a loop is dropped.
  ///
  /// Stops where an edge has no second end, or names a node from `nodeCount` on.
  /// Complexity: O(n + m log d) for m edges and lists of d.
  package init(nodeCount: Int, sources: [UInt32], targets: [UInt32]) {
    precondition(
      sources.count == targets.count,
      "every edge has a source and a target: there are \(sources.count) sources and \(targets.count) targets")
    requireIndices(sources, below: nodeCount, "source", of: "nodes")
    requireIndices(targets, below: nodeCount, "target", of: "nodes")
    let buckets = Buckets(count: nodeCount) { counts in
      for edge in sources.indices where sources[edge] != targets[edge] { counts[Int(sources[edge])] += 1 }
    }
    var lists = [UInt32](repeating: 0, count: buckets.offsets[nodeCount])
    buckets.withNextPlaces { next in
      for edge in sources.indices where sources[edge] != targets[edge] {
        let source = Int(sources[edge])
        lists[next[source]] = targets[edge]
        next[source] += 1
      }
    }
    self = Adjacency(unsorted: lists, offsets: buckets.offsets)
  }

  /// Sorts every list and drops what stands in it twice. Neighbours have to be nodes; they are not looked through.
  package init(unsorted lists: consuming [UInt32], offsets: [Int]) {
    let nodeCount = offsets.count - 1
    var distinct = [Int](repeating: 0, count: nodeCount + 1)
    lists.withUnsafeMutableBufferPointer { lists in
      distinct.withUnsafeMutableBufferPointer { distinct in
        let blocks = Cores.blocks(of: nodeCount, size: 4096)
        Cores.forEach(count: blocks.count) { block in
          for node in blocks[block] {
            // In bounds: lists stand between their offsets, and each block has nodes of its own.
            distinct[node + 1] =
              UnsafeMutableBufferPointer(rebasing: lists[offsets[node]..<offsets[node + 1]]).sortDistinct()
          }
        }
      }
    }
    for node in 0..<nodeCount { distinct[node + 1] += distinct[node] }
    if distinct[nodeCount] == lists.count {
      self.init(offsets: offsets, neighbours: lists)
      return
    }
    let packed = [UInt32](unsafeUninitializedCapacity: distinct[nodeCount]) { buffer, count in
      for node in 0..<nodeCount {
        for index in 0..<(distinct[node + 1] - distinct[node]) {
          buffer[distinct[node] + index] = lists[offsets[node] + index]
        }
      }
      count = distinct[nodeCount]
    }
    self.init(offsets: distinct, neighbours: packed)
  }
}

extension Adjacency {
  /// Stops where a list names a neighbour from `count` on. Complexity: O(m).
  package func requireNeighbours(below count: Int) {
    requireIndices(neighbours, below: count, "neighbour", of: "nodes")
  }
}

/// Stops at the first of `indices` that is not below `count`, except `absence`, and says which it is. Complexity: O(n).
/// - Parameters:
///   - role: what an index is, such as "target".
///   - things: what it counts, such as "nodes".
func requireIndices(
  _ indices: [UInt32], below count: Int, _ role: String, of things: String, absence: UInt32? = nil
) {
  // One pass without a branch that stops it; only where it finds something the place is looked for.
  let absent = absence ?? 0
  let isAbsenceAllowed = absence != nil
  let largest = indices.withUnsafeBufferPointer { indices in
    var largest: UInt32 = 0
    for index in indices { largest = max(largest, isAbsenceAllowed && index == absent ? 0 : index) }
    return largest
  }
  if indices.isEmpty || Int(largest) < count { return }
  guard let place = indices.firstIndex(where: { Int($0) >= count && $0 != absence }) else { return }
  preconditionFailure(
    "\(role) \(indices[place]) at place \(place) is out of range: there are \(count) \(things), numbered from 0")
}

extension Adjacency {
  /// The same edges, seen from their other end. The lists come out sorted because nodes are visited in order.
  ///
  /// Every thread reads all edges and writes the lists of its own share of the nodes, so that no two write to one
  /// place. Complexity: O(n + m) for each thread.
  package func reversed() -> Adjacency {
    let parts = edgeCount < 1 << 16 ? 1 : Cores.threadCount
    let buckets = Buckets(count: nodeCount, keys: neighbours)
    let starts = buckets.offsets
    var lists = [UInt32](unsafeUninitializedCapacity: edgeCount) { _, count in count = edgeCount }
    let shares = shares(of: starts, parts: parts)
    buckets.withNextPlaces { next in
      lists.withUnsafeMutableBufferPointer { lists in
        Cores.forEach(count: parts) { scatter(into: lists, next: next, share: shares[$0]) }
      }
    }
    return Adjacency(offsets: starts, neighbours: lists)
  }

  /// Cuts the nodes into consecutive ranges of about equally many edges.
  private func shares(of starts: [Int], parts: Int) -> [Range<UInt32>] {
    var bounds = [0]
    for part in 1..<max(1, parts) {
      let goal = edgeCount / parts * part
      bounds.append(max(bounds[part - 1], starts.firstIndex { $0 >= goal } ?? nodeCount))
    }
    bounds.append(nodeCount)
    return (0..<parts).map { UInt32(min(bounds[$0], nodeCount))..<UInt32(min(bounds[$0 + 1], nodeCount)) }
  }

  /// In bounds: neighbours are nodes, and a node's next place stays before the following node's first one.
  private func scatter(
    into lists: UnsafeMutableBufferPointer<UInt32>, next: UnsafeMutableBufferPointer<Int>, share: Range<UInt32>
  ) {
    let width = UInt32(share.count)
    neighbours.withUnsafeBufferPointer { neighbours in
      offsets.withUnsafeBufferPointer { offsets in
        for node in 0..<nodeCount {
          for index in offsets[node]..<offsets[node + 1] where neighbours[index] &- share.lowerBound < width {
            let neighbour = Int(neighbours[index])
            lists[next[neighbour]] = UInt32(truncatingIfNeeded: node)
            next[neighbour] += 1
          }
        }
      }
    }
  }
}

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
