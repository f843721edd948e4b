import CReparteeZlib
import CReparteeZstd
import ReparteeGraph

/// Writes a flat table as a Parquet file: texts, whole numbers and moments, each of which may be missing.
///
/// Rows lie in groups of up to 122,880, each column of a group in one page, compressed by zstd. Texts that repeat are numbered by a
/// dictionary. Each column of a group says its smallest and largest value and how many are missing, so that programs can pass
/// over groups, and each page has its checksum. The bytes are the same for the same rows. Memory: a group.
///
/// Reference: https://github.com/apache/parquet-format.
package struct ParquetWriter {
  private static let rowsPerGroup = 122_880
  /// A column of this many bytes ends a group of fewer rows.
  private static let bytesPerColumn = 1 << 26

  private let write: (UnsafeRawBufferPointer) throws -> Void
  private var columns: [ParquetColumnWriter]
  private var groups: [Group] = []
  private var rows = 0
  private var written = 0
  private let context = CompressionContext()

  private struct Group {
    var rows: Int
    var chunks: [ParquetChunk]
  }

  /// A file that begins now.
  /// - Parameter write: takes the bytes, in order. Throws: what it throws.
  package init(columns: [TableColumn], write: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
    self.columns = columns.map(ParquetColumnWriter.init)
    self.write = write
    try append(ParquetTable.magic)
  }

  /// Appends a row, one cell a column. A cell that is not of its column's kind is missing.
  package mutating func append(_ row: [TableCell]) throws {
    for index in columns.indices { columns[index].append(row[index]) }
    rows += 1
    if rows == Self.rowsPerGroup || columns.contains(where: { $0.size >= Self.bytesPerColumn }) { try endGroup() }
  }

  /// Ends the file.
  package mutating func finish() throws {
    if rows > 0 { try endGroup() }
    let footer = footer
    try append(footer)
    var end: [UInt8] = []
    end.append(number: UInt32(footer.count))
    try append(end + ParquetTable.magic)
  }

  private mutating func endGroup() throws {
    var chunks: [ParquetChunk] = []
    for index in columns.indices {
      var chunk = columns[index].take(compressedBy: context)
      chunk.start = written
      try append(chunk.bytes)
      chunk.bytes = []
      chunks.append(chunk)
    }
    groups.append(Group(rows: rows, chunks: chunks))
    rows = 0
  }

  private mutating func append(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try write($0) }
    written += bytes.count
  }

  private var footer: [UInt8] {
    var writer = ThriftWriter()
    writer.integer(1, 1, is32Bits: true)
    writer.structures(2, [nil] + columns.map(\.column)) { element, column in
      if let column {
        element.integer(1, column.kind == .text ? 6 : 2, is32Bits: true)
        element.integer(3, 1, is32Bits: true)
        element.binary(4, Array(column.name.utf8))
        if column.kind != .integer { element.integer(6, column.kind == .text ? 0 : 9, is32Bits: true) }
        switch column.kind {
        case .integer: break
        case .text: element.structure(10) { $0.structure(1) { _ in } }
        case .moment:
          element.structure(10) {
            $0.structure(8) {
              $0.boolean(1, true)
              $0.structure(2) { $0.structure(1) { _ in } }
            }
          }
        }
      } else {
        element.binary(4, Array("schema".utf8))
        element.integer(5, columns.count, is32Bits: true)
      }
    }
    writer.integer(3, groups.reduce(0) { $0 + $1.rows })
    writer.structures(4, groups) { element, group in
      element.structures(1, Array(zip(columns.map(\.column), group.chunks))) { element, pair in
        let (column, chunk) = pair
        element.integer(2, chunk.start)
        element.structure(3) { chunk.describe(&$0, column: column, rows: group.rows) }
      }
      element.integer(2, group.chunks.reduce(0) { $0 + $1.unpacked })
      element.integer(3, group.rows)
    }
    writer.binary(6, Array("repartee".utf8))
    // The order in which smallest and largest values are: the usual one of their type.
    writer.structures(7, columns) { element, _ in element.structure(1) { _ in } }
    writer.end()
    return writer.bytes
  }
}

/// A column of a group of rows, as it is written.
private struct ParquetChunk {
  var bytes: [UInt8]
  var start = 0
  /// How many bytes it has, and would have if nothing were compressed.
  var packed: Int
  var unpacked: Int
  /// How many bytes of it are the dictionary; nil without one.
  var dictionary: Int?
  var missing: Int
  var least: [UInt8]?
  var most: [UInt8]?

  func describe(_ writer: inout ThriftWriter, column: TableColumn, rows: Int) {
    writer.integer(1, column.kind == .text ? 6 : 2, is32Bits: true)
    writer.integers(2, dictionary == nil ? [0, 3] : [0, 3, 8])
    writer.texts(3, [column.name])
    writer.integer(4, 6, is32Bits: true)
    writer.integer(5, rows)
    writer.integer(6, unpacked)
    writer.integer(7, packed)
    writer.integer(9, start + (dictionary ?? 0))
    if dictionary != nil { writer.integer(11, start) }
    writer.structure(12) { statistics in
      statistics.integer(3, missing)
      if let least, let most {
        statistics.binary(5, most)
        statistics.binary(6, least)
      }
    }
  }
}

/// Gathers a column's values of a group.
private struct ParquetColumnWriter {
  /// A dictionary of more texts is none worth having.
  private static let largestDictionary = 1 << 15
  /// Longer texts are no limits that a program would compare.
  private static let longestLimit = 64

  let column: TableColumn
  private var isThere: [Bool] = []
  /// The values that are there, as they are written plain.
  private var plain: [UInt8] = []
  private var leastNumber = Int64.max
  private var mostNumber = Int64.min
  private var leastText: [UInt8]?
  private var mostText: [UInt8]?
  /// Text → its number; nil once there are too many. By bytes: two spellings of one letter are two texts.
  private var numbers: [[UInt8]: UInt32]? = [:]
  private var dictionary: [UInt8] = []
  private var indices: [UInt32] = []

  init(_ column: TableColumn) { self.column = column }

  /// How many bytes the values have, plain.
  var size: Int { plain.count }

  mutating func append(_ cell: TableCell) {
    switch (column.kind, cell) {
    case (.text, .text(let text)): append(text)
    case (.integer, .integer(let number)): append(number)
    case (.moment, .moment(let time)): append(time.milliseconds)
    default: isThere.append(false)
    }
  }

  private mutating func append(_ number: Int64) {
    isThere.append(true)
    plain.append(number: number)
    (leastNumber, mostNumber) = (min(leastNumber, number), max(mostNumber, number))
  }

  private mutating func append(_ text: String) {
    isThere.append(true)
    let bytes = Array(text.utf8)
    Self.append(bytes, to: &plain)
    if let known = numbers?[bytes] {
      indices.append(known)
      return
    }
    if leastText.map({ bytes.lexicographicallyPrecedes($0) }) ?? true { leastText = bytes }
    if mostText.map({ $0.lexicographicallyPrecedes(bytes) }) ?? true { mostText = bytes }
    guard let count = numbers?.count else { return }
    if count == Self.largestDictionary {
      (numbers, dictionary, indices) = (nil, [], [])
      return
    }
    numbers?[bytes] = UInt32(count)
    indices.append(UInt32(count))
    Self.append(bytes, to: &dictionary)
  }

  private static func append(_ text: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(number: UInt32(text.count))
    bytes += text
  }

  /// What was gathered, as it is written; the next group begins empty.
  mutating func take(compressedBy context: CompressionContext) -> ParquetChunk {
    defer { self = ParquetColumnWriter(column) }
    var chunk = ParquetChunk(bytes: [], packed: 0, unpacked: 0, missing: isThere.count { !$0 })
    // What each text is there twice for on average is worth a dictionary.
    let hasDictionary = column.kind == .text && !indices.isEmpty && indices.count >= 2 * (numbers?.count ?? .max)
    if hasDictionary {
      append(page: dictionary, ofKind: 2, compressedBy: context, to: &chunk) { header in
        header.structure(7) {
          $0.integer(1, numbers?.count ?? 0, is32Bits: true)
          $0.integer(2, 0, is32Bits: true)
        }
      }
      chunk.dictionary = chunk.bytes.count
    }
    let levels = Self.packed(isThere.map { $0 ? 1 : 0 }, bits: 1)
    var page: [UInt8] = []
    page.append(number: UInt32(levels.count))
    page += levels
    if hasDictionary {
      let most = UInt32(max(1, (numbers?.count ?? 1) - 1))
      let bits = UInt32.bitWidth - most.leadingZeroBitCount
      page.append(UInt8(bits))
      page += Self.packed(indices, bits: bits)
    } else {
      page += plain
    }
    append(page: page, ofKind: 0, compressedBy: context, to: &chunk) { header in
      header.structure(5) {
        $0.integer(1, isThere.count, is32Bits: true)
        $0.integer(2, hasDictionary ? 8 : 0, is32Bits: true)
        $0.integer(3, 3, is32Bits: true)
        $0.integer(4, 3, is32Bits: true)
      }
    }
    chunk.packed = chunk.bytes.count
    if column.kind == .text {
      let areShort = [leastText, mostText].allSatisfy { $0.map { $0.count <= Self.longestLimit } ?? false }
      if areShort { (chunk.least, chunk.most) = (leastText, mostText) }
    } else if leastNumber <= mostNumber {
      (chunk.least, chunk.most) = ([], [])
      chunk.least?.append(number: leastNumber)
      chunk.most?.append(number: mostNumber)
    }
    return chunk
  }

  private func append(
    page: [UInt8], ofKind kind: Int, compressedBy context: CompressionContext, to chunk: inout ParquetChunk,
    header describe: (inout ThriftWriter) -> Void
  ) {
    let packed = context.compressed(page)
    var header = ThriftWriter()
    header.integer(1, kind, is32Bits: true)
    header.integer(2, page.count, is32Bits: true)
    header.integer(3, packed.count, is32Bits: true)
    let checksum = UInt32(truncatingIfNeeded: crc32(0, packed, UInt32(packed.count)))
    header.integer(4, Int(Int32(bitPattern: checksum)), is32Bits: true)
    describe(&header)
    header.end()
    chunk.bytes += header.bytes + packed
    chunk.unpacked += header.bytes.count + page.count
  }

  /// Small numbers in groups of eight, packed, or, where they are all the same, as one run.
  private static func packed(_ numbers: [UInt32], bits: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    guard let first = numbers.first else { return bytes }
    if numbers.allSatisfy({ $0 == first }) {
      bytes.append(varint: UInt64(numbers.count << 1))
      for byte in 0..<((bits + 7) / 8) { bytes.append(UInt8(truncatingIfNeeded: first >> UInt32(8 * byte))) }
      return bytes
    }
    let groups = (numbers.count + 7) / 8
    bytes.append(varint: UInt64(groups << 1 | 1))
    var (held, filled) = (UInt64(0), 0)
    for index in 0..<(groups * 8) {
      held |= UInt64(index < numbers.count ? numbers[index] : 0) << UInt64(filled)
      filled += bits
      while filled >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: held))
        held >>= 8
        filled -= 8
      }
    }
    return bytes
  }
}

/// What compresses pages.
private final class CompressionContext {
  private let context = ZSTD_createCCtx()

  deinit { ZSTD_freeCCtx(context) }

  /// A frame of zstd.
  func compressed(_ bytes: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { buffer, count in
      count = ZSTD_compressCCtx(context, buffer.baseAddress, buffer.count, bytes, bytes.count, 3)
      precondition(ZSTD_isError(count) == 0, "zstd compresses into as much as it asks for")
    }
  }
}
