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
    // How many lines go the long way before plain ones are tried again: more each time, where there are none to find.
    var detour = 1
    // Both arcs of an edge are adjacent, whatever the block.
    if isSymmetric { start = longWay(bytes, from: start, lines: .max, notes, into: &batch) }
    while start < bytes.count {
      // Memory for as many edges as the next lines promise; denser lines after them take another pass.
      let capacity = FollowListReader.expectedEdges(bytes, from: start)
      var followed: [Int64] = []
      let followers = [Int64](unsafeUninitializedCapacity: capacity) { followers, count in
        followed = [Int64](unsafeUninitializedCapacity: capacity) { followed, followedCount in
          (start, count) = FollowListReader.plainLines(bytes, from: start, into: followers, followed)
          followedCount = count
        }
      }
      batch.lines += followers.count
      batch.platforms[0].follows.append(followers: followers, followed: followed)
      if followers.count < capacity {
        detour = followers.count >= 64 ? 1 : detour * 2
        start = longWay(bytes, from: start, lines: detour, notes, into: &batch)
      }
    }
  }

  /// Reads lines of two canonical numbers, blanks between and after, as far as they go and `followers` has capacity.
  /// Returns where the first other line begins, and how many edges were read.
  private static func plainLines(
    _ bytes: Bytes, from start: Int, into followers: UnsafeMutableBufferPointer<Int64>,
    _ followed: UnsafeMutableBufferPointer<Int64>
  ) -> (start: Int, count: Int) {
    let capacity = followers.count
    guard let base = bytes.baseAddress, let followers = followers.baseAddress, let followed = followed.baseAddress
    else { return (start, 0) }
    // Other bytes follow the block, so only lines with an end in it are read here.
    let limit = base + bytes.count
    var pointer = base + start
    var line = pointer
    var count = 0
    while count < capacity, pointer < limit {
      line = pointer
      let left = Digits.read(pointer)
      guard isNumber(left.length, pointer) else { return (line - base, count) }
      pointer += left.length
      let separator = pointer.pointee
      guard separator == Byte.space || separator == Byte.tab || separator == Byte.comma else {
        return (line - base, count)
      }
      pointer += 1
      let right = Digits.read(pointer)
      guard isNumber(right.length, pointer) else { return (line - base, count) }
      pointer += right.length
      if pointer.pointee != Byte.lineFeed {
        while pointer < limit, EdgeLine.isBlank(pointer.pointee) { pointer += 1 }
        if pointer < limit, pointer.pointee == Byte.carriageReturn { pointer += 1 }
      }
      guard pointer < limit, pointer.pointee == Byte.lineFeed else { return (line - base, count) }
      pointer += 1
      followers[count] = Int64(bitPattern: left.value)
      followed[count] = Int64(bitPattern: right.value)
      count += 1
    }
    return (pointer - base, count)
  }

  /// Whether digits are a canonical number that surely fits: 1 to 18 of them, no zero before others.
  @inline(__always)
  private static func isNumber(_ length: Int, _ digits: UnsafePointer<UInt8>) -> Bool {
    length > 0 && length <= 18 && (digits.pointee != Byte.zero || length == 1)
  }

  /// An upper guess of the edges in the rest of a block, by the lines of its next 4 KB; at least 16.
  private static func expectedEdges(_ bytes: Bytes, from start: Int) -> Int {
    let length = bytes.count - start
    let looked = min(length, 4096)
    let lines = LineCounter.lineEnds(bytes, from: start, to: start + looked) + 1
    return max(16, lines * length / max(looked, 1) * 17 / 16)
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
