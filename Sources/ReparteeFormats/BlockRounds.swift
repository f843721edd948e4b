import ReparteeGraph

/// The rounds of a file's reading: in each, a few blocks become records while the bytes of the next round are fetched.
struct BlockRounds {
  private let reader: any BlockReader
  private let text: TextPolicy
  private let pace: Pace
  private let source: any ByteSource
  private var current: BlockBuffer
  private var following: BlockBuffer
  private var isSkipping = false
  /// What the first block of the last round held, for as much of which the next ones make room at once.
  private var usual = RecordBatch.Room()
  private(set) var summary = FileReader.Summary()

  init(reader: any BlockReader, text: TextPolicy, pace: Pace, source: any ByteSource, current: BlockBuffer) {
    self.reader = reader
    self.text = text
    self.pace = pace
    self.source = source
    self.current = current
    following = BlockBuffer(capacity: pace.round)
    // glibc hands blocks above 128 KB back to the system at once, and so every column of every batch would be paged in
    // anew, which costs a third of the time. Freeing one large block raises that limit; untouched, it costs nothing.
    UnsafeMutableRawPointer.allocate(byteCount: 1 << 24, alignment: 16).deallocate()
  }

  /// The next round's batches, in the file's order; nil behind the last one.
  mutating func next() throws(FormatError) -> [RecordBatch]? {
    while true {
      if isSkipping { try skip() }
      if current.count == 0, current.isLast { return nil }
      let cutter = RowCutter(rows: reader.rows, blockSize: pace.block, maximumBlocks: pace.blocks)
      let ends = cutter.ends(in: current.bytes, isLast: current.isLast)
      if !ends.isEmpty { return try round(ends) }
      if current.count >= pace.row { return [rejectLongRow()] }
      current.grow()
      try current.fill(from: source)
    }
  }

  private mutating func round(_ ends: [Int]) throws(FormatError) -> [RecordBatch] {
    let bytes = current.bytes
    let isLast = current.isLast && ends.last == bytes.count
    following.take(current, from: ends[ends.count - 1])
    var batches = [RecordBatch](repeating: RecordBatch(text: text), count: ends.count)
    var failure: FormatError?
    let (reader, text, source, following) = (reader, text, source, following)
    let (offset, usual) = (summary.bytes, usual)
    batches.withUnsafeMutableBufferPointer { batches in
      // The first piece of work fetches and unpacks, which is often the longest.
      Cores.forEach(count: ends.count + 1) { piece in
        if piece == 0 {
          do throws(FormatError) { try following.fill(from: source) } catch { failure = error }
          return
        }
        let start = piece == 1 ? 0 : ends[piece - 2]
        let block = FileBlock(
          bytes: bytes.part(start, ends[piece - 1]), offset: offset + start, isLast: isLast && piece == ends.count)
        // On its own until it is whole: batches side by side share a line of the cache, for which the cores would fight.
        var batch = RecordBatch(text: text)
        if piece < ends.count { batch.reserve(usual) }
        reader.read(block, into: &batch)
        batches[piece - 1] = batch
      }
    }
    if let failure { throw failure }
    for index in batches.indices {
      batches[index].moveLines(by: summary.lines)
      summary.lines += batches[index].lines
    }
    summary.bytes += ends[ends.count - 1]
    self.usual = batches[0].room
    swap(&current, &self.following)
    return batches
  }

  /// Rejects a row that is longer than rows may be, and starts to skip the rest of its line.
  private mutating func rejectLongRow() -> RecordBatch {
    var batch = RecordBatch()
    batch.rejects.append(
      Reject(line: summary.lines + 1, reason: "expected a row of at most \(pace.row) bytes, found a longer one"))
    isSkipping = true
    return batch
  }

  private mutating func skip() throws(FormatError) {
    while true {
      let feed = LineEnds.feed(current.bytes, from: 0)
      let dropped = feed.map { $0 + 1 } ?? current.count
      summary.bytes += dropped
      if feed != nil || current.isLast { summary.lines += dropped > 0 ? 1 : 0 }
      current.drop(dropped)
      if feed != nil || current.isLast { break }
      try current.fill(from: source)
    }
    isSkipping = false
  }
}

extension RecordBatch {
  /// Makes lines of a block lines of the file.
  fileprivate mutating func moveLines(by lines: Int) {
    if lines == 0 { return }
    for index in rejects.indices { rejects[index].line += lines }
    for index in roster.indices { roster[index].line += lines }
  }
}
