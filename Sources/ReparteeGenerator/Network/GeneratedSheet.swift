import ReparteeGraph

/// A file of any number of rows, written block by block: what a block says depends on its number and the seed alone.
package protocol GeneratedSheet: Sendable {
  /// The file's name, without a folder.
  var name: String { get }
  /// The first line with its line feed; empty where there is none.
  var header: String { get }
  /// How many rows follow the header.
  var rowCount: Int { get }
}

/// How a sheet makes its rows.
protocol BlockSheet: GeneratedSheet {
  /// What a thread keeps from one block to the next: scratch space only.
  associatedtype Scratch
  /// No row has more bytes.
  var maximumRowBytes: Int { get }
  func makeScratch() -> Scratch
  /// Appends the rows `rows`, which are block number `block`.
  func write(_ rows: Range<Int>, block: Int, scratch: inout Scratch, to text: RowText)
}

extension BlockSheet where Scratch == Void {
  func makeScratch() {}
}

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
  /// - Throws: what `sink` throws; nothing is passed on after it.
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

/// The text of one block of rows, in a buffer that is made once and filled again and again. In bounds: whatever is appended
/// is compared with the capacity first.
final class RowText: @unchecked Sendable {
  private let bytes: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private(set) var count = 0

  /// Capacity for `capacity` bytes; memory is taken only as it is written.
  init(capacity: Int) {
    self.capacity = capacity
    bytes = .allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  /// What was written.
  var written: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: bytes, count: count) }

  /// Forgets what was written.
  func clear() { count = 0 }

  /// Appends one byte.
  func append(_ byte: UInt8) {
    precondition(count < capacity, "a row is longer than its sheet said")
    bytes[count] = byte
    count += 1
  }

  /// Appends ASCII.
  func append(_ text: StaticString) {
    text.withUTF8Buffer { for byte in $0 { append(byte) } }
  }

  /// Appends a whole number from 0 on, in digits.
  func append(_ number: Int) {
    var digits = 1
    var limit: UInt64 = 10
    var rest = UInt64(number)
    while rest >= limit, digits < 19 {
      limit &*= 10
      digits += 1
    }
    precondition(count + digits <= capacity, "a row is longer than its sheet said")
    var index = count + digits
    count = index
    repeat {
      let quotient = rest / 10
      index -= 1
      bytes[index] = UInt8(truncatingIfNeeded: rest &- quotient &* 10) &+ UInt8(ascii: "0")
      rest = quotient
    } while rest > 0
  }
}
