/// The lists of a level without checks of bounds, valid as long as `withTies` runs.
struct LeidenTies {
  let offsets: UnsafePointer<Int>
  let neighbours: UnsafePointer<UInt32>
  let weights: UnsafePointer<UInt32>?

  @inline(__always) func degree(of node: Int) -> Int { offsets[node + 1] - offsets[node] }

  /// Calls `body` with the node at the other end of each tie of `node`, and the weight.
  @inline(__always)
  func forEach(of node: Int, _ body: (UInt32, UInt32) -> Void) {
    if let weights {
      for index in offsets[node]..<offsets[node + 1] { body(neighbours[index], weights[index]) }
    } else {
      for index in offsets[node]..<offsets[node + 1] { body(neighbours[index], 1) }
    }
  }
}
