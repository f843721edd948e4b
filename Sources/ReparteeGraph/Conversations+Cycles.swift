extension Conversations {
  /// Cuts every cycle of parent links at its earliest post (ties: the smallest), so that what remains is a forest.
  ///
  /// Such links come from damaged exports and from ids that a platform used twice.
  /// - Parameters:
  ///   - parents: each post's parent, or `none`; changed in place.
  ///   - isEarlier: whether the first post is older than the second; equal ages compare false both ways, and a post without an age counts as the latest.
  /// - Returns: the posts whose link was cut, ascending. Complexity: O(n).
  package static func cutCycles(
    in parents: inout [UInt32], isEarlier: (Int, Int) -> Bool
  ) -> [UInt32] {
    var isReached = [Bool](repeating: false, count: parents.count)
    let order = breadthFirst(parents)
    if order.count == parents.count { return [] }
    for post in order { isReached[Int(post)] = true }

    var cut: [UInt32] = []
    // The walk upwards that first saw a post, so that meeting one's own trail again closes a cycle.
    var trail = [UInt32](repeating: 0, count: parents.count)
    for start in parents.indices where !isReached[start] && trail[start] == 0 {
      let mark = UInt32(start) + 1
      var post = start
      while !isReached[post] && trail[post] == 0 {
        trail[post] = mark
        post = Int(parents[post])
      }
      guard !isReached[post], trail[post] == mark else { continue }
      var earliest = post
      var member = Int(parents[post])
      while member != post {
        if isEarlier(member, earliest) || (!isEarlier(earliest, member) && member < earliest) { earliest = member }
        member = Int(parents[member])
      }
      cut.append(UInt32(earliest))
    }
    for post in cut { parents[Int(post)] = none }
    return cut.sorted()
  }
}
