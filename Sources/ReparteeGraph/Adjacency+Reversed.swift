extension Adjacency {
  /// The same edges, seen from their other end. The lists come out sorted because nodes are visited in order.
  ///
  /// Every thread reads all edges and writes the lists of its own share of the nodes, so that no two write to one
  /// place. Complexity: O(n + m) for each thread.
  package func reversed() -> Adjacency {
    let parts = edgeCount < 1 << 16 ? 1 : Cores.threadCount
    var starts = [Int](repeating: 0, count: nodeCount + 1)
    var lists = [UInt32](unsafeUninitializedCapacity: edgeCount) { _, count in count = edgeCount }
    starts.withUnsafeMutableBufferPointer { starts in
      neighbours.withUnsafeBufferPointer { neighbours in
        for neighbour in neighbours { starts[Int(neighbour) + 1] += 1 }
      }
      for node in 0..<nodeCount { starts[node + 1] += starts[node] }
    }
    let shares = shares(of: starts, parts: parts)
    var next = starts
    next.withUnsafeMutableBufferPointer { next in
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
