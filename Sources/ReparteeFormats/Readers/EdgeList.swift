import ReparteeGraph

/// A bare edge list as SNAP and KONECT publish them: `A B`, an edge a line, without a header.
///
/// Direction: A acts towards B; of `--kind follow`, A follows B. The file does not say what its rows mean, so `--kind`
/// must. Lines that begin with `#` or `%` are comments. Fields are divided by blanks, tabs, commas or semicolons; blanks
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
      throw .missingOption(
        path: sample.path, option: "--kind",
        remedy: "an edge list does not say what its rows “A B” mean; say it with --kind follow (A follows B) or "
          + "--kind reply|mention|repost|quote (A replies to B, mentions B, reposts B, quotes B)")
    }
    let shape = EdgeListShape(sample)
    if shape?.isBipartite == true {
      throw .unsupported(
        path: sample.path,
        reason: "its first line says “bip”: the numbers left and right stand for two kinds of things, not for accounts "
          + "that meet")
    }
    if kind == .follow { return FollowListReader(isSymmetric: shape?.isSymmetric ?? false) }
    if shape?.thirdIsDay == true {
      throw .missingOption(
        path: sample.path, option: "--mapping",
        remedy: "every third field is a day such as 20230827 and no count; bluesky-zenodo-replies reads such rows, or "
          + "write a mapping with “time: yyyyMMdd”")
    }
    guard let kind = kind.interaction else {
      throw .missingOption(path: sample.path, option: "--kind", remedy: "use follow, reply, mention, repost or quote")
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

  func read(_ block: FileBlock, into batch: inout RecordBatch) {
    EdgeRows.forEach(in: block, into: &batch) { line, batch throws(RowProblem) in
      guard line.count >= 2, line.count <= 4 else {
        throw RowProblem("expected “A B [count] [time]”, found \(line.count) fields")
      }
      let hasCount = line.count == 4 || (line.count == 3 && !thirdIsTime)
      let hasTime = line.count == 4 || (line.count == 3 && thirdIsTime)
      var act = InteractionRecord(
        kind: kind, actor: try line.id(0, "actor"), target: try line.id(1, "target"),
        time: hasTime ? try EdgeRows.time(line[line.count - 1]) : nil,
        count: hasCount ? try EdgeRows.count(line[2]) : 1)
      batch.platforms[0].interactions.append(act)
      guard isSymmetric, act.actor != act.target else { return }
      (act.actor, act.target, act.isRow) = (act.target, act.actor, false)
      batch.platforms[0].interactions.append(act)
    }
  }
}

/// What edge-shaped files have in common: lines, comments, numbers.
enum EdgeRows {
  typealias Body = (_ line: EdgeLine, _ batch: inout RecordBatch) throws(RowProblem) -> Void

  /// Calls `body` with every row of a block; what it throws rejects the row.
  static func forEach(in block: FileBlock, into batch: inout RecordBatch, _ body: Body) {
    let bytes = block.bytes
    var start = 0
    while start < bytes.count {
      let (end, next) = LineEnds.line(bytes, from: start)
      batch.lines += 1
      let line = bytes.part(start, end)
      start = next
      if EdgeLine.isNoRow(line) { continue }
      do throws(RowProblem) {
        try body(EdgeLine(line), &batch)
      } catch {
        batch.rejects.append(Reject(line: batch.lines, reason: error.reason))
      }
    }
  }

  static func time(_ bytes: Bytes) throws(RowProblem) -> Timestamp {
    if let time = TimeText.unix(bytes) { return time }
    throw RowProblem(column: "time", expected: "Unix seconds", found: bytes)
  }

  /// A count from 1 on; `3.0` is one too.
  static func count(_ bytes: Bytes) throws(RowProblem) -> Int64 {
    let text = String(decoding: bytes, as: UTF8.self)
    if let count = Int64(text) ?? Double(text).flatMap({ Int64(exactly: $0) }), count >= 1 { return count }
    throw RowProblem(column: "count", expected: "a whole number from 1 on", found: bytes)
  }
}
