import ReparteeGraph

/// Follow edges `A B` of an edge list: A follows B. They come by the hundred million, so plain lines of two numbers are
/// read in one pass without dividing them; any other line goes the long way.
struct FollowListReader: BlockReader {
  /// Whether an edge is an arc each way.
  var isSymmetric = false
  let rows = RowDivision.lines

  func read(_ block: FileBlock, into batch: inout RecordBatch) {
    let bytes = block.bytes
    let notes = IDNotes()
    defer { batch.take(notes) }
    var start = 0
    // Both arcs of an edge are adjacent, whatever the block.
    if isSymmetric { start = longWay(bytes, from: start, lines: .max, notes, into: &batch) }
    PlainEdges.forEach(in: bytes, from: start) { followers, followed in
      batch.lines += followers.count
      batch.platforms[0].follows.append(followers: followers, followed: followed)
    } others: { start, lines in
      longWay(bytes, from: start, lines: lines, notes, into: &batch)
    }
  }

  /// Reads up to `lines` lines from `start` on, of any shape; returns where the next one begins.
  private func longWay(
    _ bytes: Bytes, from start: Int, lines: Int, _ notes: IDNotes, into batch: inout RecordBatch
  ) -> Int {
    var (start, read) = (start, 0)
    while read < lines, start < bytes.count {
      read += 1
      let (end, next) = LineEnds.line(bytes, from: start)
      let part = bytes.part(start, end)
      start = next
      batch.lines += 1
      if EdgeLine.isNoRow(part) { continue }
      do throws(RowProblem) {
        let line = EdgeLine(part)
        guard line.count >= 2, line.count <= 4 else {
          throw RowProblem("expected “A B”, A follows B, found \(line.count) fields")
        }
        if line.count > 2, (WrittenCount.number(line[2]) ?? 0) <= 0 {
          throw RowProblem(column: "count", expected: "a number above 0", found: line[2])
        }
        let (follower, followed) = (try line.id(0, "follower", notes), try line.id(1, "followed", notes))
        batch.platforms[0].follows.append(follower: follower, followed: followed)
        if isSymmetric { batch.platforms[0].follows.append(follower: followed, followed: follower) }
      } catch {
        batch.rejects.append(Reject(line: batch.lines, reason: error.reason))
      }
    }
    return start
  }
}
