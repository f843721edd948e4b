import ReparteeGraph

/// The nodes by falling degree, nodes of one degree ascending: a counting sort, O(n). In bounds: degrees are no greater
/// than the greatest, and each has as many places as nodes.
struct DegreeOrder {
  /// Place → node; nodes of degree 0 stand at the end.
  let nodes: [UInt32]
  /// How many nodes have a neighbour.
  let tied: Int

  init(_ lists: Adjacency) {
    let count = lists.nodeCount
    var tied = 0
    nodes = [UInt32](unsafeUninitializedCapacity: count) { nodes, initialized in
      lists.offsets.withUnsafeBufferPointer { offsets in
        var greatest = 0
        for node in 0..<count { greatest = max(greatest, offsets[node + 1] - offsets[node]) }
        // Where the nodes of each degree begin.
        var starts = [Int](repeating: 0, count: greatest + 1)
        starts.withUnsafeMutableBufferPointer { starts in
          for node in 0..<count { starts[offsets[node + 1] - offsets[node]] += 1 }
          tied = count - starts[0]
          var next = 0
          for degree in starts.indices.reversed() { (starts[degree], next) = (next, next + starts[degree]) }
          for node in 0..<count {
            let degree = offsets[node + 1] - offsets[node]
            nodes[starts[degree]] = UInt32(truncatingIfNeeded: node)
            starts[degree] += 1
          }
        }
      }
      initialized = count
    }
    self.tied = tied
  }

  /// Node → its place.
  var places: [UInt32] {
    [UInt32](unsafeUninitializedCapacity: nodes.count) { places, initialized in
      nodes.withUnsafeBufferPointer { nodes in
        for place in nodes.indices { places[Int(nodes[place])] = UInt32(truncatingIfNeeded: place) }
      }
      initialized = nodes.count
    }
  }
}
