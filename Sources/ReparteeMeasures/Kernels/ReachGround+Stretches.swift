import ReparteeGraph

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
