import ReparteeGraph

/// What the first lines of a file say of it as an edge list.
struct EdgeListShape {
  /// Whether the first row is words and the others are numbers.
  let hasHeader: Bool
  /// Whether the third field is a time rather than a count.
  let thirdIsTime: Bool
  /// Whether every third field is a day such as 20230827, which as a count would be millions.
  let thirdIsDay: Bool
  /// What KONECT's first line says of the edges: `% sym` has no direction, `% bip` two kinds of nodes.
  let isSymmetric: Bool
  let isBipartite: Bool

  /// Looks at the first whole lines of a sample; nil when they are no edges: 2 to 4 fields, the third and fourth numbers.
  /// One row in four may be broken, but not the first one: broken rows are for the reader to reject.
  init?(_ sample: FileSample) {
    var rows = 0
    var broken = 0
    var numbered = 0
    var isFirstNumbered = false
    var thirdIsTime = true
    var thirdIsDay = true
    var hasThird = false
    let isEdges = sample.bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count, rows < 300 {
        let (end, next) = LineEnds.line(bytes, from: start)
        // The last line of a sample that goes on may be cut.
        if next == bytes.count, !sample.isWhole, rows > 0 { break }
        let part = bytes.part(start, end)
        start = next
        if EdgeLine.isNoRow(part) { continue }
        let line = EdgeLine(part)
        let isEdge = EdgeListShape.isEdge(line, mayBeHeader: rows == 0)
        if !isEdge, rows == 0 { return false }
        if !isEdge {
          broken += 1
          continue
        }
        let isNumbered = ExternalID.canonicalNumber(line[0]) != nil && ExternalID.canonicalNumber(line[1]) != nil
        if rows == 0 { isFirstNumbered = isNumbered }
        if isNumbered { numbered += 1 }
        rows += 1
        if line.count >= 3 { hasThird = true }
        if line.count != 3 || !EdgeListShape.isDay(line[2]) { thirdIsDay = false }
        if line.count != 3 || (ExternalID.canonicalNumber(line[2]) ?? 0) < 300_000_000 { thirdIsTime = false }
      }
      return rows > 0 && broken <= rows / 3
    }
    guard isEdges else { return nil }
    hasHeader = !isFirstNumbered && numbered == rows - 1 && rows > 1
    self.thirdIsTime = thirdIsTime && hasThird
    self.thirdIsDay = thirdIsDay && hasThird
    let first = sample.bytes.prefix { $0 != Byte.lineFeed && $0 != Byte.carriageReturn }
    let words = String(decoding: first, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    let form = words.count > 1 && words[0] == "%" ? words[1] : ""
    (isSymmetric, isBipartite) = (form == "sym", form == "bip")
  }

  private static func isDay(_ bytes: Bytes) -> Bool {
    guard bytes.count == 8, let number = ExternalID.canonicalNumber(bytes), number / 10_000 >= 1990,
      number / 10_000 < 2100
    else { return false }
    return TimeText.days(year: number / 10_000, month: number / 100 % 100, day: number % 100) != nil
  }

  private static func isEdge(_ line: EdgeLine, mayBeHeader: Bool) -> Bool {
    // What begins so is JSON or XML.
    guard line.count >= 2, line.count <= 4, let first = line[0].first, !"{[<".utf8.contains(first) else {
      return false
    }
    if mayBeHeader { return true }
    return (2..<line.count).allSatisfy { Double(String(decoding: line[$0], as: UTF8.self)) != nil }
  }
}
