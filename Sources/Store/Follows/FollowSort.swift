import Parallel
import SocialGraph

/// Sorts follow edges into lists of followers.
enum FollowSort {
  /// Edges as lists by followed account, sorted and distinct, with the number of edges from an account to itself.
  ///
  /// Two counting passes: by follower, then by followed, which keeps the followers' order. So no list is ever sorted.
  /// Each pass is split by the account whose list is written; every thread reads all edges and writes its own lists.
  /// Complexity: O(n + m).
  static func adjacency(
    followers: [UInt32], followed: [UInt32], place: [UInt32], nodeCount: Int
  ) -> (followers: Adjacency, loops: Int) {
    let edges = followers.count
    let byFollower = group(nodeCount: nodeCount, count: edges) { index in
      (place[Int(followers[index])], place[Int(followed[index])])
    }
    let followees = Adjacency(offsets: byFollower.offsets, neighbours: byFollower.lists)
    return distinct(followees.reversed())
  }

  /// Groups the values of `count` pairs by their keys.
  private static func group(
    nodeCount: Int, count: Int, _ pair: (Int) -> (key: UInt32, value: UInt32)
  ) -> (offsets: [Int], lists: [UInt32]) {
    var offsets = [Int](repeating: 0, count: nodeCount + 1)
    for index in 0..<count { offsets[Int(pair(index).key) + 1] += 1 }
    for node in 0..<nodeCount { offsets[node + 1] += offsets[node] }
    var next = offsets
    let lists = [UInt32](unsafeUninitializedCapacity: count) { lists, initialized in
      next.withUnsafeMutableBufferPointer { next in
        for index in 0..<count {
          let (key, value) = pair(index)
          lists[next[Int(key)]] = value
          next[Int(key)] += 1
        }
      }
      initialized = count
    }
    return (offsets, lists)
  }

  /// Drops what stands in a sorted list twice, and the node itself.
  private static func distinct(_ sorted: Adjacency) -> (followers: Adjacency, loops: Int) {
    var offsets = [0]
    offsets.reserveCapacity(sorted.offsets.count)
    var loops = 0
    let lists = [UInt32](unsafeUninitializedCapacity: sorted.edgeCount) { lists, count in
      for node in 0..<sorted.nodeCount {
        var previous = UInt32.max
        for index in sorted.offsets[node]..<sorted.offsets[node + 1] {
          let follower = sorted.neighbours[index]
          if follower == UInt32(truncatingIfNeeded: node) {
            loops += 1
          } else if follower != previous {
            lists[count] = follower
            count += 1
            previous = follower
          }
        }
        offsets.append(count)
      }
    }
    return (Adjacency(offsets: offsets, neighbours: lists), loops)
  }
}
