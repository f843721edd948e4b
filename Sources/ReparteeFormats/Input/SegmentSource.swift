/// What a file is to its readers, known by its first bytes.
package enum FileContent: Sendable {
  /// Text in some format.
  case text
  /// A segment of Jetstream's archive, as its compressed blocks.
  case segment
  /// A repository of the AT Protocol, as blocks of events.
  case repository
}

/// The blocks of a segment of Jetstream's archive (`.jss`), each after its length and its number in eight bytes each.
///
/// A segment is a header of 256 bytes, blocks, and a footer that says where the blocks are. Header and footer have a checksum
/// (XXH3), which is compared at the end of the file; that of a block is compared where it is unpacked. A segment that is still
/// being written to has neither header nor footer, and may end in half a block, which is left out.
///
/// Every access is in bounds: no length of the file is followed before it is compared with what is left of the file and with
/// the longest block. Memory: a buffer, and 16 bytes a block.
final class SegmentSource: ByteSource {
  static let magic = Array("jss0".utf8)
  /// More than a block may have, compressed: Jetstream's have some hundred kilobytes.
  static let longestBlock = 1 << 25
  /// How many bytes stand before each block.
  static let prefix = 16
  private static let headerSize = 256
  private static let indexEntrySize = 52

  private let source: any ByteSource
  private let path: String
  /// How many bytes the segment has, where that is known.
  private let size: Int?
  /// Nil before the header is read.
  private var header: Header?
  /// How many bytes of the segment have been read.
  private var place = 0
  private var blocks: [(start: Int, length: Int)] = []
  /// What stands before the next block, and how much of it has been given.
  private var pending: [UInt8] = []
  private var given = 0
  /// How much of the block is still to be given.
  private var rest = 0
  private var isDone = false
  /// What was noticed of the file.
  private(set) var note: String?

  private struct Header {
    /// All of it after the checksum.
    var bytes: [UInt8]
    var checksum: UInt64
    var blocks: Int
    /// Where the footer begins; nil where the segment is still being written to.
    var footer: Int?
  }

  /// - Parameter size: how many bytes `source` gives, where that is known.
  init(_ source: any ByteSource, path: String, size: Int?) {
    (self.source, self.path, self.size) = (source, path, size)
  }

  var bytesRead: Int { source.bytesRead }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    if header == nil { try readHeader() }
    var filled = 0
    while filled < buffer.count, !isDone {
      let free = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
      if given < pending.count {
        let count = min(free.count, pending.count - given)
        for index in 0..<count { free[index] = pending[given + index] }
        given += count
        filled += count
      } else if rest > 0 {
        let part = UnsafeMutableRawBufferPointer(rebasing: free[..<min(free.count, rest)])
        let count = try source.read(into: part)
        place += count
        rest -= count
        filled += count
        if count < part.count { throw damage("block \(blocks.count) ends too early") }
      } else {
        try beginBlock()
      }
    }
    return filled
  }

  private func readHeader() throws(FormatError) {
    let bytes = try take(Self.headerSize)
    guard bytes.count == Self.headerSize, bytes.starts(with: Self.magic) else {
      throw damage("its header ends too early")
    }
    let checksum = bytes.number(UInt64.self, at: 4)
    if checksum == 0 {
      header = Header(bytes: [], checksum: 0, blocks: 0, footer: nil)
      note = "the segment is still being written to, and was read as far as its last whole block"
      return
    }
    let version = bytes.number(UInt16.self, at: 12)
    if version != 1 {
      throw .unsupported(
        path: path, reason: "the segment is of version \(version), and only version 1 is read; update Repartee")
    }
    let footer = bytes.number(UInt64.self, at: 58)
    guard footer >= UInt64(Self.headerSize), footer < 1 << 48 else {
      throw damage("its header says that the footer begins at byte \(footer)")
    }
    header = Header(
      bytes: Array(bytes[12...]), checksum: checksum, blocks: Int(bytes.number(UInt32.self, at: 14)),
      footer: Int(footer))
  }

  private func beginBlock() throws(FormatError) {
    if let footer = header?.footer {
      if place == footer { return try readFooter(from: footer) }
      if place + 8 > footer { throw damage("block \(blocks.count + 1) reaches into the footer") }
    }
    let start = place
    let bytes = try take(8)
    if bytes.isEmpty, header?.footer == nil {
      isDone = true
      return
    }
    // A file that is being written to may have grown beyond the size that it had.
    let isCut =
      header?.footer == nil
      && (bytes.count < 8 || size.map { UInt64(max(0, $0 - place)) < bytes.number(UInt64.self, at: 0) } == true)
    if isCut {
      isDone = true
      return
    }
    guard bytes.count == 8 else { throw damage("the segment ends before block \(blocks.count + 1)") }
    let length = bytes.number(UInt64.self, at: 0)
    guard length > 0, length <= UInt64(Self.longestBlock) else {
      throw damage("block \(blocks.count + 1), at byte \(start), says that it has \(length) bytes")
    }
    if let footer = header?.footer, Int(length) > footer - place {
      throw damage("block \(blocks.count + 1), at byte \(start), reaches into the footer")
    }
    blocks.append((start, Int(length)))
    pending = bytes + (0..<8).map { UInt8(truncatingIfNeeded: blocks.count >> (8 * $0)) }
    given = 0
    rest = Int(length)
  }

  /// Compares the checksum, and what the footer says of the blocks, with what was read.
  private func readFooter(from start: Int) throws(FormatError) {
    guard let header else { return }
    var hash = XXHash3()
    header.bytes.withUnsafeBytes { hash.update($0) }
    let indexSize = blocks.count * Self.indexEntrySize
    var index: [UInt8] = []
    while true {
      let part = try take(1 << 16)
      part.withUnsafeBytes { hash.update($0) }
      if index.count < indexSize { index += part.prefix(indexSize - index.count) }
      if part.count < 1 << 16 { break }
    }
    if hash.finish() != header.checksum {
      throw damage("the checksum of its header and footer, which begins at byte \(start), is wrong")
    }
    guard header.blocks == blocks.count, index.count == indexSize else {
      throw damage("its header says that there are \(header.blocks) blocks, and there are \(blocks.count)")
    }
    for (place, block) in blocks.enumerated() {
      let entry = place * Self.indexEntrySize
      guard index.number(UInt64.self, at: entry) == UInt64(block.start),
        index.number(UInt32.self, at: entry + 8) == UInt32(block.length)
      else {
        throw damage("block \(place + 1), at byte \(block.start), is not where its footer says")
      }
    }
    isDone = true
  }

  /// The next bytes, as many as there are.
  private func take(_ count: Int) throws(FormatError) -> [UInt8] {
    let bytes = try source.take(count)
    place += bytes.count
    return bytes
  }

  private func damage(_ reason: String) -> FormatError {
    .truncated(path: path, reason: "the segment is damaged: \(reason)")
  }
}
