import SocialGraph

extension ReachPieces.View {
  /// Calls `body` with what lies below the posts of `voice`: stretches of posts, ascending, none within another.
  @inline(__always)
  func forEachStretch(of voice: Int, _ body: (Range<Int>) -> Void) {
    for piece in pieces[offsets[voice]..<offsets[voice + 1]] { body(Int(piece.start)..<Int(piece.end)) }
  }
}

extension ReachGround {
  /// Calls `body` with those who spoke to `voice` without standing below its posts; somebody may come twice.
  @inline(__always)
  func forEachElsewhere(of voice: Int, _ body: (UInt32) -> Void) {
    if others.count(of: voice) > 0 { for person in others[voice] { body(person) } }
    for index in exchangeOffsets[voice]..<exchangeOffsets[voice + 1] { body(exchanges[index].pair.person) }
  }
}

extension Adjacency {
  /// The lists without checks of bounds, valid as long as `withView` runs.
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
