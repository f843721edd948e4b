/// Finds the line of a place in a block, counting each range of bytes once; LF, CRLF and a lone CR end a line.
///
/// Lines are only asked for where a row is rejected, so a clean block is counted once, at its end.
struct LineCounter {
  private let bytes: Bytes
  private var place = 0
  private var ends = 0

  init(_ bytes: Bytes) { self.bytes = bytes }

  /// The line, counted from 1, of `place`, which must not lie before an earlier one.
  mutating func line(at place: Int) -> Int {
    ends += LineCounter.lineEnds(bytes, from: self.place, to: place)
    self.place = place
    return ends + 1
  }

  /// How many lines the block holds: a last one without a line end counts.
  mutating func total() -> Int {
    let line = line(at: bytes.count)
    guard let last = bytes.last else { return 0 }
    return last == Byte.lineFeed || last == Byte.carriageReturn ? line - 1 : line
  }

  /// How many line ends begin in the bytes from `start` up to `end`; a CRLF counts where its LF is.
  static func lineEnds(_ bytes: Bytes, from start: Int, to end: Int) -> Int {
    let part = bytes.part(start, end)
    var ends = 0
    var place = 0
    while let feed = part.firstIndex(of: Byte.lineFeed, from: place) {
      ends += 1
      place = feed + 1
    }
    place = 0
    while let found = part.firstIndex(of: Byte.carriageReturn, from: place) {
      let next = start + found + 1
      if next == bytes.count || bytes[next] != Byte.lineFeed { ends += 1 }
      place = found + 1
    }
    return ends
  }
}
