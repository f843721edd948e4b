import ReparteeGraph

extension Adjacency {
  /// The lists without checks of bounds, valid as long as `withView` runs. In bounds: offsets are those of the lists, and
  /// neighbours are nodes, which was checked where the lists entered.
  struct View {
    let offsets: UnsafePointer<Int>
    let neighbours: UnsafePointer<UInt32>

    @inline(__always)
    subscript(node: UInt32) -> UnsafeBufferPointer<UInt32> {
      let start = offsets[Int(node)]
      return UnsafeBufferPointer(start: neighbours + start, count: offsets[Int(node) + 1] - start)
    }
  }

  /// Calls `body` with the lists for a kernel.
  func withView(_ body: (View) -> Void) {
    offsets.withUnsafeBufferPointer { offsets in
      neighbours.withUnsafeBufferPointer { neighbours in
        guard let first = offsets.baseAddress else { return }
        // Where no list has an entry, none is read.
        let empty = UnsafePointer<UInt32>(bitPattern: MemoryLayout<UInt32>.alignment)
        if let entries = neighbours.baseAddress ?? empty { body(View(offsets: first, neighbours: entries)) }
      }
    }
  }
}
