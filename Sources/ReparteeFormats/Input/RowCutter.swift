/// Cuts bytes that begin with a row into blocks of whole rows.
struct RowCutter {
  let rows: RowDivision
  /// How large a block should be; a longer row makes a larger one.
  let blockSize: Int
  /// How many blocks are wanted at most.
  let maximumBlocks: Int

  /// The ends of the blocks, ascending; none when not even one row is whole. With `isLast` the last end is the bytes'.
  func ends(in bytes: Bytes, isLast: Bool) -> [Int] {
    var ends: [Int] = []
    var start = 0
    while start < bytes.count, ends.count < maximumBlocks {
      guard let end = end(in: bytes, from: start, isLast: isLast) else { break }
      ends.append(end)
      start = end
    }
    return ends
  }

  private func end(in bytes: Bytes, from start: Int, isLast: Bool) -> Int? {
    let limit = start + blockSize
    if isLast, limit >= bytes.count { return bytes.count }
    let target = min(limit, bytes.count)
    let found: Int?
    switch rows {
    case .lines: found = LineEnds.cut(bytes, from: start, near: target)
    case .jsonLines: found = LineEnds.lineFeedCut(bytes, from: start, near: target)
    case .sheetRows(let dialect):
      found =
        dialect.mayJoinLines(bytes.part(start, target))
        ? dialect.cut(bytes, from: start, near: target, isLast: isLast)
        : LineEnds.cut(bytes, from: start, to: target)
          ?? dialect.cut(bytes, from: start, near: target, isLast: isLast)
    case .elements(let names): found = XMLElements(names: names).cut(bytes, from: start, near: target)
    case .messages: found = Mbox.cut(bytes, from: start, near: target)
    case .lengthPrefixed: found = LengthPrefix.cut(bytes, from: start, near: target)
    case .whole: found = nil
    case .jsonValues: found = JSONValues.cut(bytes, from: start, near: target, isLast: isLast)
    case .jsonDocuments:
      found = JSONValues.cut(bytes, from: start, near: target, isLast: isLast, next: JSONValues.nextDocument)
    }
    return found ?? (isLast ? bytes.count : nil)
  }
}

/// Where lines end: after LF, CRLF, or a CR that no LF follows.
enum LineEnds {
  /// The end of a line near `target`: the last one up to it, else the first one after it.
  static func cut(_ bytes: Bytes, from start: Int, near target: Int) -> Int? {
    if let end = cut(bytes, from: start, to: target) { return end }
    var index = target
    while index < bytes.count {
      if endsLine(bytes, at: index) { return index + 1 }
      index += 1
    }
    return nil
  }

  /// The last end of a line up to `target`.
  static func cut(_ bytes: Bytes, from start: Int, to target: Int) -> Int? {
    var index = target
    while index > start {
      index -= 1
      if endsLine(bytes, at: index) { return index + 1 }
    }
    return nil
  }

  /// Whether a line ends with the byte at `index`. A CR at the very end may be half a CRLF, and does not count.
  private static func endsLine(_ bytes: Bytes, at index: Int) -> Bool {
    if bytes[index] == Byte.lineFeed { return true }
    return bytes[index] == Byte.carriageReturn && index + 1 < bytes.count && bytes[index + 1] != Byte.lineFeed
  }

  /// As `cut`, where only LF ends a line.
  static func lineFeedCut(_ bytes: Bytes, from start: Int, near target: Int) -> Int? {
    var index = target
    while index > start {
      index -= 1
      if bytes[index] == Byte.lineFeed { return index + 1 }
    }
    return bytes.firstIndex(of: Byte.lineFeed, from: target).map { $0 + 1 }
  }

  /// The end of the line that begins at `start`, and the start of the next one.
  @inline(__always)
  static func line(_ bytes: Bytes, from start: Int) -> (end: Int, next: Int) {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == Byte.lineFeed { return (index, index + 1) }
      if byte == Byte.carriageReturn {
        let isPair = index + 1 < bytes.count && bytes[index + 1] == Byte.lineFeed
        return (index, isPair ? index + 2 : index + 1)
      }
      index += 1
    }
    return (index, index)
  }
}
