import ReparteeGraph

/// Sorts follow edges into lists of followers.
///
/// Every access is in bounds: numbers of accounts are below `nodes.count`, nodes too, and the offsets sum to the edges.
enum FollowSort {
  /// Some edges, as numbers of accounts.
  struct Part {
    var followers: [UInt32]
    var followed: [UInt32]
  }

  /// Edges as lists by followed node, sorted and distinct, with the number of edges from an account to itself.
  ///
  /// Two counting passes: by follower, then by followed, which keeps the followers' order. So no list is ever sorted.
  /// Complexity: O(n + m).
  /// - Parameter nodes: the node of each number.
  static func adjacency(of parts: [Part], nodes: [UInt32]) -> (followers: Adjacency, loops: Int) {
    distinct(followees(of: parts, nodes: nodes).reversed())
  }

  /// Each node's followees, in no order and repeated as they repeat.
  private static func followees(of parts: [Part], nodes: [UInt32]) -> Adjacency {
    let edges = parts.reduce(0) { $0 + $1.followers.count }
    var lists = [UInt32](unsafeUninitializedCapacity: edges) { _, count in count = edges }
    let buckets = nodes.withUnsafeBufferPointer { nodes in
      let buckets = Buckets(count: nodes.count) { counts in
        for part in parts {
          part.followers.withUnsafeBufferPointer { followers in
            for follower in followers { counts[Int(nodes[Int(follower)])] += 1 }
          }
        }
      }
      buckets.withNextPlaces { next in
        lists.withUnsafeMutableBufferPointer { lists in
          for part in parts { scatter(part, nodes: nodes, next: next, lists: lists) }
        }
      }
      return buckets
    }
    return Adjacency(offsets: buckets.offsets, neighbours: lists)
  }

  private static func scatter(
    _ part: Part, nodes: UnsafeBufferPointer<UInt32>, next: UnsafeMutableBufferPointer<Int>,
    lists: UnsafeMutableBufferPointer<UInt32>
  ) {
    part.followers.withUnsafeBufferPointer { followers in
      part.followed.withUnsafeBufferPointer { followed in
        for index in 0..<followers.count {
          let follower = Int(nodes[Int(followers[index])])
          lists[next[follower]] = nodes[Int(followed[index])]
          next[follower] += 1
        }
      }
    }
  }

  /// Removes repeated entries of a sorted list, and the node itself.
  static func distinct(_ sorted: Adjacency) -> (followers: Adjacency, loops: Int) {
    var offsets = [Int](repeating: 0, count: sorted.nodeCount + 1)
    var loops = 0
    let lists = [UInt32](unsafeUninitializedCapacity: sorted.edgeCount) { lists, count in
      sorted.neighbours.withUnsafeBufferPointer { neighbours in
        for node in 0..<sorted.nodeCount {
          var previous = UInt32.max
          for index in sorted.offsets[node]..<sorted.offsets[node + 1] {
            let follower = neighbours[index]
            if follower == UInt32(truncatingIfNeeded: node) {
              loops += 1
            } else if follower != previous {
              lists[count] = follower
              count += 1
              previous = follower
            }
          }
          offsets[node + 1] = count
        }
      }
    }
    return (Adjacency(offsets: offsets, neighbours: lists), loops)
  }
}
