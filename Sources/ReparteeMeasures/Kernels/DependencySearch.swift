import ReparteeGraph

/// Brandes' search: from one source to all, counting shortest paths, and back, adding up what each node carries.
///
/// In bounds: neighbours are nodes. Scratch space of one thread: 28 bytes a node, clean between two calls. Complexity: O(n + m) of the source's part.
struct DependencySearch {
  private let graph: Adjacency
  private var order: [UInt32] = []
  private var distances: [Int32]
  private var paths: [Double]
  private var carried: [Double]

  init(_ graph: Adjacency) {
    self.graph = graph
    order.reserveCapacity(graph.nodeCount)
    distances = Array(repeating: -1, count: graph.nodeCount)
    paths = Array(repeating: 0, count: graph.nodeCount)
    carried = paths
  }

  /// Adds to `sums`, for every node but the source, the share of shortest paths from `source` that lead through it,
  /// over all targets, each target and the source counted as often as `weights` says.
  mutating func add(from source: Int, weights: [Double], to sums: inout [Double]) {
    order.removeAll(keepingCapacity: true)
    order.append(UInt32(source))
    distances[source] = 0
    paths[source] = 1
    let (offsets, neighbours) = (graph.offsets, graph.neighbours)
    distances.withUnsafeMutableBufferPointer { distances in
      paths.withUnsafeMutableBufferPointer { paths in
        neighbours.withUnsafeBufferPointer { neighbours in
          var next = 0
          while next < order.count {
            let node = Int(order[next])
            next += 1
            let further = distances[node] + 1
            for index in offsets[node]..<offsets[node + 1] {
              let neighbour = Int(neighbours[index])
              if distances[neighbour] < 0 {
                distances[neighbour] = further
                order.append(UInt32(truncatingIfNeeded: neighbour))
              }
              if distances[neighbour] == further { paths[neighbour] += paths[node] }
            }
          }
          carried.withUnsafeMutableBufferPointer { carried in
            for node in order.reversed().lazy.map(Int.init) {
              let share = (weights[node] + carried[node]) / paths[node]
              let nearer = distances[node] - 1
              for index in offsets[node]..<offsets[node + 1] {
                let neighbour = Int(neighbours[index])
                if distances[neighbour] == nearer { carried[neighbour] += paths[neighbour] * share }
              }
              if node != source { sums[node] += weights[source] * carried[node] }
            }
            for node in order.lazy.map(Int.init) {
              distances[node] = -1
              paths[node] = 0
              carried[node] = 0
            }
          }
        }
      }
    }
  }
}
