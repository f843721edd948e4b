import ReparteeGraph

/// The parts of a graph within which every node reaches every other: weakly, whatever the arcs' direction, or strongly,
/// along them.
///
/// Components are numbered by size, the largest 0, ties by their smallest node. Without recursion: a path of a million
/// nodes is no deeper than any other. Complexity: O(n + m). Source of the strong ones: `StrongSearch`.
package struct Components: Sendable, Equatable {
  /// Node → the number of its component.
  package let numbers: [UInt32]
  /// Component → how many nodes it has, falling.
  package let sizes: [Int]

  /// How many components there are.
  package var count: Int { sizes.count }
  /// How many nodes the largest has; 0 without nodes.
  package var largest: Int { sizes.first ?? 0 }

  /// Numbers the parts that any labels tell apart: by size, ties by the smallest node.
  package init(labels: [UInt32]) {
    var found = [UInt32](repeating: .max, count: (labels.max().map(Int.init) ?? 0) + 1)
    var counts: [Int] = []
    var numbers = [UInt32](unsafeUninitializedCapacity: labels.count) { numbers, initialized in
      found.withUnsafeMutableBufferPointer { found in
        for node in labels.indices {
          let label = Int(labels[node])
          if found[label] == .max {
            found[label] = UInt32(truncatingIfNeeded: counts.count)
            counts.append(0)
          }
          counts[Int(found[label])] += 1
          numbers[node] = found[label]
        }
      }
      initialized = labels.count
    }
    // Most parts are single nodes, which stand in order already.
    let order =
      counts.indices.filter { counts[$0] > 1 }.sorted {
        counts[$0] != counts[$1] ? counts[$0] > counts[$1] : $0 < $1
      } + counts.indices.filter { counts[$0] == 1 }
    var places = [UInt32](repeating: 0, count: counts.count)
    for (place, number) in order.enumerated() { places[number] = UInt32(truncatingIfNeeded: place) }
    numbers.withUnsafeMutableBufferPointer { numbers in
      for node in numbers.indices { numbers[node] = places[Int(numbers[node])] }
    }
    self.numbers = numbers
    sizes = order.map { counts[$0] }
  }

  /// How many arcs begin and end in the largest component.
  package func arcsInLargest(of graph: Graph) -> Int {
    numbers.indices.reduce(0) { arcs, node in
      numbers[node] != 0 ? arcs : arcs + graph.outNeighbours(of: node).count { numbers[Int($0)] == 0 }
    }
  }

  /// The connected components of an undirected graph.
  package static func connected(in graph: Adjacency) -> Components {
    var labels = [UInt32](repeating: .max, count: graph.nodeCount)
    labels.withUnsafeMutableBufferPointer { labels in
      graph.withView { lists in
        var waiting: [UInt32] = []
        for root in labels.indices where labels[root] == .max {
          labels[root] = UInt32(truncatingIfNeeded: root)
          waiting.append(UInt32(truncatingIfNeeded: root))
          while let node = waiting.popLast() {
            for neighbour in lists[node] where labels[Int(neighbour)] == .max {
              labels[Int(neighbour)] = UInt32(truncatingIfNeeded: root)
              waiting.append(neighbour)
            }
          }
        }
      }
    }
    return Components(labels: labels)
  }

  /// The weak components of a directed graph.
  package static func weak(in graph: Graph) -> Components { connected(in: Adjacency(symmetrised: graph)) }

  /// The strong components of a directed graph.
  package static func strong(in graph: Graph) -> Components {
    Components(labels: StrongSearch.labels(of: graph))
  }
}

extension MeasuredNetwork {
  /// The weak components of the reply graph.
  package var weakComponents: Components {
    remember("weakComponents") { Components.connected(in: replyGraph.neighbours) }
  }
  /// The strong components of the reply graph.
  package var strongComponents: Components { remember("strongComponents") { Components.strong(in: replyGraph.arcs) } }
}
