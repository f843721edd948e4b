/// Which nodes each group has.
struct LeidenMembers {
  private let starts: [Int]
  private let nodes: [UInt32]

  /// Groups are numbered from 0; each lists its members in the given order, or ascending.
  init(of groups: [UInt32], count: Int, order: [UInt32]? = nil) {
    var starts = [Int](repeating: 0, count: count + 1)
    for group in groups { starts[Int(group) + 1] += 1 }
    for group in 0..<count { starts[group + 1] += starts[group] }
    var next = starts
    nodes = [UInt32](unsafeUninitializedCapacity: groups.count) { nodes, initialized in
      for index in groups.indices {
        let node = order?[index] ?? UInt32(truncatingIfNeeded: index)
        let group = Int(groups[Int(node)])
        nodes[next[group]] = node
        next[group] += 1
      }
      initialized = groups.count
    }
    self.starts = starts
  }

  var count: Int { starts.count - 1 }
  func first(_ group: Int) -> UInt32 { nodes[starts[group]] }
  subscript(group: Int) -> ArraySlice<UInt32> { nodes[starts[group]..<starts[group + 1]] }
}
