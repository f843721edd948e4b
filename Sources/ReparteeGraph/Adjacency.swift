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
    var starts = [Int](repeating: 0, count: nodeCount + 1)
    for index in sources.indices where sources[index] != targets[index] { starts[Int(sources[index]) + 1] += 1 }
    for node in 0..<nodeCount { starts[node + 1] += starts[node] }
    var next = starts
    var lists = [UInt32](repeating: 0, count: starts[nodeCount])
    for index in sources.indices where sources[index] != targets[index] {
      let source = Int(sources[index])
      lists[next[source]] = targets[index]
      next[source] += 1
    }
    self = Adjacency(unsorted: lists, offsets: starts)
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
            distinct[node + 1] = sortDistinct(lists, from: offsets[node], to: offsets[node + 1])
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

/// Sorts `lists[start..<end]` and moves its distinct values to the front; returns how many they are.
private func sortDistinct(_ lists: UnsafeMutableBufferPointer<UInt32>, from start: Int, to end: Int) -> Int {
  guard end - start > 1 else { return end - start }
  var list = UnsafeMutableBufferPointer(rebasing: lists[start..<end])
  var isAscending = true
  for index in 1..<list.count where list[index - 1] >= list[index] {
    isAscending = false
    break
  }
  if isAscending { return list.count }
  list.sort()
  var kept = 1
  for index in 1..<list.count where list[index] != list[kept - 1] {
    list[kept] = list[index]
    kept += 1
  }
  return kept
}
