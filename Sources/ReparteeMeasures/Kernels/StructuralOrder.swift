import ReparteeGraph

/// An order of the nodes that follows from how they are tied, not from how they are numbered.
///
/// What draws random numbers or breaks ties by node number would give another answer when accounts are renamed. Such a
/// measure renumbers the nodes by this order first: by falling degree, so that what is read most stands together, then by
/// `NodeColours`. Where colours leave nodes together that are no twins, `PartitionRefinement` distinguishes them. Twins
/// (the leaves of one hub, the nodes of a cycle) stand in any order: the renumbered graph is the same. Only graphs so
/// regular that unlike nodes look alike may still show their names. Complexity: O(n log n + m) where a few rounds of
/// colours do, as on social networks, and O((n + m) log² n) at worst.
package struct StructuralOrder: Sendable, Equatable {
  /// Place → node.
  package let nodes: [UInt32]
  /// Node → place.
  package let places: [UInt32]

  /// The order of the nodes of an undirected graph; `weights` run parallel to its neighbours (nil: all 1).
  package init(of graph: Adjacency, weights: [Int]? = nil) {
    let colours = NodeColours(of: graph, weights: weights)
    if colours.starts.count == graph.nodeCount {
      nodes = colours.order
      var places = nodes
      for (place, node) in nodes.enumerated() { places[Int(node)] = UInt32(truncatingIfNeeded: place) }
      self.places = places
    } else {
      let refinement = PartitionRefinement(of: graph, weights: weights, from: colours)
      (nodes, places) = (refinement.order, refinement.places)
    }
  }

  /// The same graph with every node at its place in the order. In bounds: a node's list keeps its length, from which the
  /// offsets are added up.
  package func renumbered(_ graph: Adjacency, weights: [Int]? = nil) -> (graph: Adjacency, weights: [Int]?) {
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
  package func byNode<Value>(_ values: [Value]) -> [Value] { places.map { values[Int($0)] } }

  /// The lists of the renumbered graph, each in no order, and the weights beside them; nil where all are 1.
  func unsortedLists(
    of graph: Adjacency, weights: [Int]?
  ) -> (offsets: [Int], neighbours: LargePages<UInt32>, weights: LargePages<UInt32>?) {
    var offsets = [Int](repeating: 0, count: nodes.count + 1)
    for (place, node) in nodes.enumerated() { offsets[place + 1] = offsets[place] + graph.degree(of: Int(node)) }
    let neighbours = LargePages<UInt32>(count: graph.edgeCount)
    let kept = weights.map { _ in LargePages<UInt32>(count: graph.edgeCount) }
    let blocks = Cores.blocks(of: offsets, size: 1 << 16)
    let start = neighbours.start
    places.withUnsafeBufferPointer { places in
      graph.withView { lists in
        Cores.forEach(count: blocks.count) { block in
          for place in blocks[block] {
            let first = lists.offsets[Int(nodes[place])]
            let to = offsets[place]
            for index in 0..<(offsets[place + 1] - to) {
              start[to + index] = places[Int(lists.neighbours[first + index])]
              if let kept, let weights { kept.start[to + index] = UInt32(clamping: weights[first + index]) }
            }
          }
        }
      }
    }
    return (offsets, neighbours, kept)
  }
}
