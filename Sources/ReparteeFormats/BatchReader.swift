import ReparteeGraph
import ReparteeText

/// Reads a file some blocks at a time: they are parsed on all cores while the bytes of the next ones are read.
struct BatchReader {
  private let reader: any BlockReader
  private let text: TextPolicy
  private let limits: ReadLimits
  private let source: any ByteSource
  private var current: BlockBuffer
  private var following: BlockBuffer
  private var isSkipping = false
  /// How much the batches to come will hold, as the last ones did.
  private var expected = RecordBatch.Capacity()
  private(set) var summary = FileReader.Summary()

  init(
    reader: any BlockReader, text: TextPolicy, limits: ReadLimits, source: any ByteSource, current: BlockBuffer,
    after beginning: FileBeginning? = nil
  ) {
    self.reader = reader
    self.text = text
    self.limits = limits
    self.source = source
    self.current = current
    following = BlockBuffer(capacity: limits.bytesAtOnce)
    summary.lines = beginning?.lines ?? 0
    summary.bytes = beginning?.bytes ?? 0
    // glibc returns blocks above 128 KB to the system at once, so that the memory of every column of every batch would
    // be mapped again, which costs a third of the time. Freeing one large block raises that limit; untouched, it costs
    // nothing.
    UnsafeMutableRawPointer.allocate(byteCount: 1 << 24, alignment: 16).deallocate()
  }

  /// The batches of the next blocks, in the file's order; nil after the last one.
  mutating func next() throws(FormatError) -> [RecordBatch]? {
    while true {
      if isSkipping { try skipLine() }
      if current.count == 0, current.isLast { return nil }
      let cutter = RowCutter(rows: reader.rows, blockSize: limits.blockSize, maximumBlocks: limits.blocksAtOnce)
      let ends = cutter.ends(in: current.bytes, isLast: current.isLast)
      if !ends.isEmpty { return try read(ends) }
      if current.count >= limits.longest(in: reader.rows) { return [rejectLongRow()] }
      current.grow()
      try current.fill(from: source)
    }
  }

  private mutating func read(_ ends: [Int]) throws(FormatError) -> [RecordBatch] {
    let bytes = current.bytes
    let isLast = current.isLast && ends.last == bytes.count
    following.take(current, from: ends[ends.count - 1])
    var batches = [RecordBatch](repeating: RecordBatch(text: text), count: ends.count)
    var failure: FormatError?
    let (reader, text, source, following) = (reader, text, source, following)
    let (offset, expected) = (summary.bytes, expected)
    // In bounds: there is a batch for every end, and ends are places in the bytes.
    batches.withUnsafeMutableBufferPointer { batches in
      // The first task reads and decompresses, which often takes the longest.
      Cores.forEach(count: ends.count + 1) { task in
        if task == 0 {
          do throws(FormatError) { try following.fill(from: source) } catch { failure = error }
          return
        }
        let start = task == 1 ? 0 : ends[task - 2]
        let block = FileBlock(
          bytes: bytes.part(start, ends[task - 1]), offset: offset + start, isLast: isLast && task == ends.count)
        // Stored only when it is whole: neighbouring batches share a cache line, for which the cores would compete.
        var batch = RecordBatch(text: text)
        if task < ends.count { batch.reserveCapacity(expected) }
        reader.read(block, into: &batch)
        batches[task - 1] = batch
      }
    }
    if let failure = failure ?? batches.lazy.compactMap(\.failure).first { throw failure }
    for index in batches.indices {
      batches[index].moveLines(by: summary.lines)
      summary.lines += batches[index].lines
    }
    summary.bytes += ends[ends.count - 1]
    self.expected = batches[0].filled
    swap(&current, &self.following)
    return batches
  }

  /// Rejects a row that is longer than rows may be, and starts to skip the rest of its line; of a document, the rest of the
  /// file, in whose middle no value would be what it seems.
  private mutating func rejectLongRow() -> RecordBatch {
    var batch = RecordBatch()
    let longest = NumberFormat.text(limits.longest(in: reader.rows))
    batch.rejects.append(
      Reject(
        line: summary.lines + 1,
        reason: "expected a row of at most \(longest) bytes, found a longer one; save the file in parts"))
    isSkipping = true
    return batch
  }

  private mutating func skipLine() throws(FormatError) {
    let endsWithLine = limits.longest(in: reader.rows) == limits.longestRow
    while true {
      let lineFeed = endsWithLine ? current.bytes.firstIndex(of: Byte.lineFeed, from: 0) : nil
      let dropped = lineFeed.map { $0 + 1 } ?? current.count
      summary.bytes += dropped
      if lineFeed != nil || current.isLast { summary.lines += dropped > 0 ? 1 : 0 }
      current.drop(dropped)
      if lineFeed != nil || current.isLast { break }
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
    for platform in platforms.indices {
      for index in platforms[platform].postLines.indices {
        platforms[platform].postLines[index] &+= Int32(clamping: lines)
      }
    }
  }
}
