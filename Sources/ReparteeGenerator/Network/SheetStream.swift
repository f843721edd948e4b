import ReparteeGraph

/// Writes sheets of any size in little memory: blocks are made side by side and handed over in order, so that the bytes
/// are the same for any number of threads.
///
/// While a round of blocks is made, one thread hands over the round before. Memory: 32 blocks, at most some 50 MB.
package enum SheetStream {
  /// Rows a block. Part of what a seed means: another size would give other bytes.
  static let blockRows = 1 << 16
  private static let blocksARound = 16

  /// Passes the bytes of `sheet` to `sink` in order, and the number of rows done so far to `progress` after each round.
  ///
  /// `sink` is called by one thread at a time, though not always by the same.
  /// - Throws: what `sink` throws; nothing is passed on behind it.
  package static func write(
    _ sheet: any GeneratedSheet, to sink: (UnsafeRawBufferPointer) throws -> Void, progress: (Int) -> Void = { _ in }
  ) throws {
    guard let sheet = sheet as? any BlockSheet else { return }
    var header = sheet.header
    try header.withUTF8 { if !$0.isEmpty { try sink(UnsafeRawBufferPointer($0)) } }
    try stream(sheet, to: sink, progress: progress)
  }

  private static func stream<Sheet: BlockSheet>(
    _ sheet: Sheet, to sink: (UnsafeRawBufferPointer) throws -> Void, progress: (Int) -> Void
  ) throws {
    let blocks = Cores.blocks(of: sheet.rowCount, size: blockRows)
    let rounds = Cores.blocks(of: blocks.count, size: blocksARound)
    let capacity = min(sheet.rowCount, blockRows) * sheet.maximumRowBytes
    var (made, spare) = (texts(capacity, blocks.count), texts(capacity, blocks.count))
    var failure: (any Error)?
    // One round more than there are, to hand over the last.
    for round in 0...rounds.count where !blocks.isEmpty {
      let numbers = round < rounds.count ? rounds[round] : 0..<0
      let before = round > 0 ? rounds[round - 1] : 0..<0
      Cores.forEach(count: numbers.count + 1, state: sheet.makeScratch) { scratch, index in
        if index == 0 {
          do {
            for text in made.prefix(before.count) { try sink(text.written) }
          } catch {
            failure = error
          }
        } else {
          let block = numbers.lowerBound + index - 1
          let text = spare[index - 1]
          text.clear()
          sheet.write(blocks[block], block: block, scratch: &scratch, to: text)
        }
      }
      if let failure { throw failure }
      swap(&made, &spare)
      if let last = before.last { progress(blocks[last].upperBound) }
    }
  }

  private static func texts(_ capacity: Int, _ blocks: Int) -> [RowText] {
    (0..<min(blocks, blocksARound)).map { _ in RowText(capacity: capacity) }
  }
}
