import ReparteeGraph

/// A bare edge list as SNAP and KONECT publish them: `A B`, an edge a line, without a header.
///
/// Direction: A acts towards B; of the kind `follow`, A follows B. The file does not say what its rows mean: the kind has
/// to be given. Lines that begin with `#` or `%` are comments. Fields are divided by blanks, tabs, commas or semicolons; blanks
/// at the end of a line do not matter. A third field is a count (KONECT's weight) and a fourth one a time in Unix
/// seconds; if every third field of the file's beginning is 300,000,000 (1979) or more and there is no fourth, it is a
/// time. A follow edge has neither: there, a weight below 1 (KONECT marks removed and distrusted arcs so) is rejected.
/// Where KONECT's first line is `% sym`, an edge is an arc each way; `% bip`, whose two sides are numbered apart, is
/// refused.
struct EdgeList: FileFormat {
  let name = "edge-list"
  let summary = "edges “A B [count] [time]” without a header (SNAP, KONECT): A acts towards B, A follows B"
  let platform: String? = nil

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    EdgeListShape(sample)?.hasHeader == false ? .possible : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    guard let kind = options.kind else {
      throw .missingSetting(
        path: sample.path, setting: .kind,
        remedy: "an edge list does not say what its rows “A B” mean; give follow (A follows B), or reply, mention, "
          + "repost or quote (A replies to B, mentions B, reposts B, quotes B)")
    }
    let shape = EdgeListShape(sample)
    if shape?.isBipartite == true {
      throw .unsupported(
        path: sample.path,
        reason: "its first line says “bip”: the numbers left and right stand for two kinds of things, not for accounts "
          + "that meet")
    }
    if shape?.fourthIsDay == true {
      throw .missingSetting(
        path: sample.path, setting: .mapping,
        remedy:
          "every fourth field is a day such as 20230827, or as a spreadsheet counts days, and no Unix time; write a "
          + "mapping with “time: yyyyMMdd”, or write the times as 2023-08-27 in a table with a header")
    }
    if kind == .follow { return FollowListReader(isSymmetric: shape?.isSymmetric ?? false) }
    if shape?.thirdIsDay == true {
      throw .missingSetting(
        path: sample.path, setting: .mapping,
        remedy:
          "every third field is a day such as 20230827, or as a spreadsheet counts days, and no count; bluesky-zenodo-replies reads such rows, or "
          + "write a mapping with “time: yyyyMMdd”")
    }
    guard let kind = kind.interaction else {
      throw .missingSetting(path: sample.path, setting: .kind, remedy: "give follow, reply, mention, repost or quote")
    }
    return InteractionListReader(
      kind: kind, thirdIsTime: shape?.thirdIsTime ?? false, isSymmetric: shape?.isSymmetric ?? false)
  }
}

/// Edges of interactions.
private struct InteractionListReader: BlockReader {
  let kind: InteractionKind
  let thirdIsTime: Bool
  let isSymmetric: Bool
  let rows = RowDivision.lines

  /// In a smaller block plain edges are read as all others, so that the order of its records is that of its lines.
  private static let leastBytesOfPlainEdges = 1 << 16

  func read(_ block: FileBlock, into batch: inout RecordBatch) {
    let notes = IDNotes()
    defer { batch.take(notes) }
    let bytes = block.bytes
    func others(_ start: Int, _ lines: Int) -> Int {
      EdgeRows.forEach(in: bytes, from: start, lines: lines, notes, into: &batch, read)
    }
    // Both arcs of an edge are adjacent.
    if isSymmetric || bytes.count < Self.leastBytesOfPlainEdges {
      _ = others(0, .max)
    } else {
      PlainEdges.forEach(in: bytes, from: 0) { actors, targets in
        batch.lines += actors.count
        if !actors.isEmpty { batch.platforms[0].edges.append(kind, actors: actors, targets: targets) }
      } others: {
        others($0, $1)
      }
    }
  }

  private func read(_ line: EdgeLine, _ notes: IDNotes, _ batch: inout RecordBatch) throws(RowProblem) {
    guard line.count >= 2, line.count <= 4 else {
      throw RowProblem("expected “A B [count] [time]”, found \(line.count) fields")
    }
    let hasCount = line.count == 4 || (line.count == 3 && !thirdIsTime)
    let hasTime = line.count == 4 || (line.count == 3 && thirdIsTime)
    var act = InteractionRecord(
      kind: kind, actor: try line.id(0, "actor", notes), target: try line.id(1, "target", notes),
      time: hasTime ? try EdgeRows.time(line[line.count - 1]) : nil,
      count: hasCount ? try WrittenCount.weight(line[2], "count", notes) : 1)
    batch.platforms[0].interactions.append(act)
    guard isSymmetric, act.actor != act.target else { return }
    (act.actor, act.target, act.isRow) = (act.target, act.actor, false)
    batch.platforms[0].interactions.append(act)
  }
}

/// What edge-shaped files have in common: lines, comments, numbers.
enum EdgeRows {
  typealias Body = (_ line: EdgeLine, _ notes: IDNotes, _ batch: inout RecordBatch) throws(RowProblem) -> Void

  /// Calls `body` with every row of a block; what it throws rejects the row.
  static func forEach(in block: FileBlock, into batch: inout RecordBatch, _ body: Body) {
    let notes = IDNotes()
    defer { batch.take(notes) }
    _ = forEach(in: block.bytes, from: 0, lines: .max, notes, into: &batch, body)
  }

  /// Calls `body` with the rows of up to `lines` lines from `start` on; returns where the next line begins.
  static func forEach(
    in bytes: Bytes, from start: Int, lines: Int, _ notes: IDNotes, into batch: inout RecordBatch, _ body: Body
  ) -> Int {
    var (start, read) = (start, 0)
    while read < lines, start < bytes.count {
      read += 1
      let (end, next) = LineEnds.line(bytes, from: start)
      batch.lines += 1
      let line = bytes.part(start, end)
      start = next
      if EdgeLine.isNoRow(line) { continue }
      do throws(RowProblem) {
        try body(EdgeLine(line), notes, &batch)
      } catch {
        batch.rejects.append(Reject(line: batch.lines, reason: error.reason))
      }
    }
    return start
  }

  /// The time in a field; nil where it is 0, which stands for none.
  static func time(_ bytes: Bytes) throws(RowProblem) -> Timestamp? {
    if bytes.count == 1, bytes[0] == Byte.zero { return nil }
    if let time = TimeText.unix(bytes) { return time }
    throw RowProblem(column: "time", expected: "Unix seconds", found: bytes)
  }
}

/// What the first lines of a file say of it as an edge list.
struct EdgeListShape {
  /// Whether the first row is text and the others are numbers.
  let hasHeader: Bool
  /// Whether the third field is a time rather than a count.
  let thirdIsTime: Bool
  /// Whether every third field is a day such as 20230827, which as a count would be millions.
  let thirdIsDay: Bool
  /// The same of every fourth field.
  let fourthIsDay: Bool
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
    var (thirdIsDay, fourthIsDay) = (true, true)
    var (hasThird, hasFourth) = (false, false)
    var words = HeaderWords()
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
        words.add(line)
        let isNumbered = ExternalID.canonicalNumber(line[0]) != nil && ExternalID.canonicalNumber(line[1]) != nil
        if rows == 0 { isFirstNumbered = isNumbered }
        if isNumbered { numbered += 1 }
        rows += 1
        if line.count >= 3 { hasThird = true }
        if line.count == 4 { hasFourth = true }
        if line.count != 4 || !EdgeListShape.isDay(line[3]) { fourthIsDay = false }
        if line.count != 3 || !EdgeListShape.isDay(line[2]) { thirdIsDay = false }
        if line.count != 3 || (ExternalID.canonicalNumber(line[2]) ?? 0) < 300_000_000 { thirdIsTime = false }
      }
      return rows > 0 && broken <= rows / 3
    }
    guard isEdges else { return nil }
    hasHeader = !isFirstNumbered && numbered == rows - 1 && rows > 1 || words.areHeader
    self.thirdIsTime = thirdIsTime && hasThird
    self.thirdIsDay = thirdIsDay && hasThird
    self.fourthIsDay = fourthIsDay && hasFourth
    let first = sample.bytes.prefix { $0 != Byte.lineFeed && $0 != Byte.carriageReturn }
    let fields = String(decoding: first, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    let form = fields.count > 1 && fields[0] == "%" ? fields[1] : ""
    (isSymmetric, isBipartite) = (form == "sym", form == "bip")
  }

  private static func isDay(_ bytes: Bytes) -> Bool {
    // Days as a spreadsheet counts them, from 1982 to 2064.
    if bytes.count >= 5, let serial = WrittenCount.number(bytes), (30_000..<60_000).contains(serial) { return true }
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
    return (2..<line.count).allSatisfy { WrittenCount.number(line[$0]) != nil }
  }
}

/// One line of an edge list, divided: fields are between blanks, or between blanks and one comma or semicolon. A line that
/// holds a semicolon or a tab has no other signs between its fields, so that `1;2;1,5` has three. Quotation marks around a
/// field are no part of it.
struct EdgeLine {
  /// At most this many fields are kept; `count` goes on.
  static let maximumFields = 4

  private var starts = (0, 0, 0, 0)
  private var ends = (0, 0, 0, 0)
  private(set) var count = 0
  private let bytes: Bytes

  /// Divides `bytes`, a line without its end.
  init(_ bytes: Bytes) {
    self.bytes = bytes
    // A comma after another separator is one of decimals.
    let hasComma = bytes.firstIndex(of: Byte.comma, from: 0) != nil
    let hasSemicolon = bytes.firstIndex(of: Byte.semicolon, from: 0) != nil
    let hasTab = hasComma && bytes.firstIndex(of: Byte.tab, from: 0) != nil
    let separator = hasSemicolon ? Byte.semicolon : hasTab ? Byte.tab : Byte.comma
    var index = 0
    while index < bytes.count {
      while index < bytes.count, EdgeLine.isBlank(bytes[index]) { index += 1 }
      let start = index
      if index < bytes.count, bytes[index] == Byte.quote, let end = bytes.firstIndex(of: Byte.quote, from: index + 1) {
        append(start + 1, end)
        index = end + 1
      } else {
        while index < bytes.count, !EdgeLine.isBlank(bytes[index]), bytes[index] != separator { index += 1 }
        if index == bytes.count, start == index { break }
        append(start, index)
      }
      while index < bytes.count, EdgeLine.isBlank(bytes[index]) { index += 1 }
      if index < bytes.count, bytes[index] == separator { index += 1 }
    }
  }

  /// The bytes of a field; none for one that is not there.
  subscript(field: Int) -> Bytes {
    guard field < count else { return bytes.part(0, 0) }
    switch field {
    case 0: return bytes.part(starts.0, ends.0)
    case 1: return bytes.part(starts.1, ends.1)
    case 2: return bytes.part(starts.2, ends.2)
    case 3: return bytes.part(starts.3, ends.3)
    default: return bytes.part(0, 0)
    }
  }

  /// The id in a field.
  func id(_ field: Int, _ name: String, _ notes: IDNotes) throws(RowProblem) -> ExternalID {
    let bytes = self[field]
    if let number = ExternalID.canonicalNumber(bytes) { return .number(number) }
    if bytes.text == nil { throw RowProblem("\(name): expected UTF-8, found other bytes") }
    if let id = try notes.id(bytes, name) { return notes.withoutAt(id) }
    let found = bytes.isEmpty ? "nothing" : "\(bytes.quoted), which stands for nobody"
    throw RowProblem("\(name): expected an id, found \(found)")
  }

  /// Whether a line is empty or a comment: no row.
  static func isNoRow(_ line: Bytes) -> Bool {
    guard let first = line.first(where: { !Bytes.isBlank($0) }) else { return true }
    return first == UInt8(ascii: "#") || first == UInt8(ascii: "%")
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == Byte.space || byte == Byte.tab }

  private mutating func append(_ start: Int, _ end: Int) {
    switch count {
    case 0: (starts.0, ends.0) = (start, end)
    case 1: (starts.1, ends.1) = (start, end)
    case 2: (starts.2, ends.2) = (start, end)
    case 3: (starts.3, ends.3) = (start, end)
    default: break
    }
    count += 1
  }
}
