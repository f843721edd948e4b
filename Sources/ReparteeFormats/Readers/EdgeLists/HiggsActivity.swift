import ReparteeGraph

/// The activity list of the Higgs data set: `A B unix RT|MT|RE`, A reposts, mentions or replies to B.
///
/// Every reply appears twice, as `RE` and as `MT` of the same pair and second; both rows are kept here, and the store
/// folds the mention into the reply. Reference: De Domenico et al., "The anatomy of a scientific rumor", Scientific
/// Reports 3, 2980 (2013), doi:10.1038/srep02980.
struct HiggsActivity: FileFormat {
  let name = "higgs-activity"
  let summary = "acts “A B unix RT|MT|RE”, as of the Higgs data set: A reposts, mentions or replies to B"
  let platform: String? = nil

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    sample.bytes.withUnsafeBufferPointer { bytes in
      var rows = 0
      var broken = 0
      var start = 0
      while start < bytes.count, rows + broken < 100 {
        let (end, next) = LineEnds.line(bytes, from: start)
        if next == bytes.count, !sample.isWhole { break }
        let part = bytes.part(start, end)
        start = next
        if EdgeLine.isNoRow(part) { continue }
        let line = EdgeLine(part)
        if line.count != 4 || HiggsActivity.kind(line[3]) == nil {
          // One row in four may be broken, but not the first one: broken rows are for the reader to reject.
          if rows == 0 { return .none }
          broken += 1
        } else {
          rows += 1
        }
      }
      return rows > 0 && broken <= rows / 3 ? .certain : .none
    }
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader { Reader() }

  private static func kind(_ bytes: Bytes) -> InteractionKind? {
    if bytes.equalsIgnoringCase("rt") { return .repost }
    if bytes.equalsIgnoringCase("mt") { return .mention }
    if bytes.equalsIgnoringCase("re") { return .reply }
    return nil
  }

  private struct Reader: BlockReader {
    let rows = RowDivision.lines

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      EdgeRows.forEach(in: block, into: &batch) { line, notes, batch throws(RowProblem) in
        guard line.count == 4 else { throw RowProblem("expected “A B unix RT|MT|RE”, found \(line.count) fields") }
        guard let kind = HiggsActivity.kind(line[3]) else {
          throw RowProblem(column: "kind", expected: "RT, MT or RE", found: line[3])
        }
        batch.platforms[0].interactions.append(
          InteractionRecord(
            kind: kind, actor: try line.id(0, "actor", notes), target: try line.id(1, "target", notes),
            time: try EdgeRows.time(line[2])))
      }
    }
  }
}
