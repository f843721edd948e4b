import GRDB
import ReparteeGraph

/// Columns that are damaged: bytes that do not give their checksum, or that are no column.
struct DamagedColumn: Error {}

/// The columns that a store keeps of its network, in blocks of the table `network_block`; each block has a checksum, which
/// whoever reads it compares.
///
/// There are two kinds of columns: numbers of 32 bits, packed (`NumberBlock`), and plain bytes, cut into pieces. Texts and
/// integers of 64 bits are made of two columns each.
enum ColumnTable {
  /// Creates it. A block's key is its column's number times 2²⁴, and its place in the column; `count` is how many numbers
  /// it holds, or bytes.
  static let schema = """
    CREATE TABLE network_block (
      block INTEGER PRIMARY KEY,
      count INTEGER NOT NULL,
      checksum INTEGER NOT NULL,
      data BLOB NOT NULL
    );
    """

  /// How many bytes a block of plain bytes holds.
  static let bytesPerBlock = 1 << 17
  fileprivate static let blocksPerColumn: Int64 = 1 << 24

  /// Counts the blocks that do not give their checksum. Complexity: linear in their size.
  static func damagedBlocks(in database: Database) throws -> Int {
    let statement = try BulkStatement(database, "SELECT checksum, data FROM network_block")
    var damaged = 0
    try statement.forEachRow {
      if statement.integer(0) != BlockChecksum.of(statement.bytes(1)) { damaged += 1 }
    }
    return damaged
  }
}

/// Writes columns, each once.
struct ColumnWriter {
  private let insert: BulkStatement

  init(_ database: Database) throws {
    insert = try BulkStatement(
      database, "INSERT INTO network_block (block, count, checksum, data) VALUES (?, ?, ?, ?)")
  }

  /// Writes a column of numbers. Complexity: O(n).
  func write(_ numbers: [UInt32], column: Int64) throws {
    let ranges = Cores.blocks(of: numbers.count, size: NumberBlock.capacity)
    // Some at a time, so that few are in memory.
    for batch in Cores.blocks(of: ranges.count, size: 64) {
      let blocks = Cores.map(count: batch.count) { NumberBlock.encode(numbers[ranges[batch.lowerBound + $0]]) }
      for (offset, block) in blocks.enumerated() {
        let place = batch.lowerBound + offset
        try block.withUnsafeBytes { try write($0, count: ranges[place].count, column: column, place: place) }
      }
    }
  }

  /// Writes a column of bytes.
  func write(bytes: UnsafeRawBufferPointer, column: Int64) throws {
    for (place, range) in Cores.blocks(of: bytes.count, size: ColumnTable.bytesPerBlock).enumerated() {
      try write(UnsafeRawBufferPointer(rebasing: bytes[range]), count: range.count, column: column, place: place)
    }
  }

  private func write(_ block: UnsafeRawBufferPointer, count: Int, column: Int64, place: Int) throws {
    insert.bind(1, column * ColumnTable.blocksPerColumn + Int64(place))
    insert.bind(2, Int64(count))
    insert.bind(3, BlockChecksum.of(block))
    insert.bind(4, bytes: block)
    try insert.run()
  }
}

/// Reads columns. Every block's checksum is compared.
struct ColumnReader {
  private let select: BulkStatement
  private let size: BulkStatement

  init(_ database: Database) throws {
    select = try BulkStatement(
      database, "SELECT block, checksum, data FROM network_block WHERE block >= ? AND block < ? ORDER BY block")
    size = try BulkStatement(
      database, "SELECT coalesce(sum(count), 0) FROM network_block WHERE block >= ? AND block < ?")
  }

  /// A column of numbers.
  /// - Throws: `DamagedColumn`. Complexity: O(n).
  func numbers(column: Int64) throws -> [UInt32] {
    // In bounds: a block is unpacked to no more places than are left.
    let count = try count(of: column)
    return try [UInt32](unsafeUninitializedCapacity: count) { numbers, filled in
      HugePages.advise(numbers)
      var next = 0
      try forEachBlock(of: column) { block in
        let rest = UnsafeMutableBufferPointer(rebasing: numbers[next..<count])
        guard let read = NumberBlock.decode(block, into: rest) else { throw DamagedColumn() }
        next += read
      }
      if next != count { throw DamagedColumn() }
      filled = count
    }
  }

  /// A column of numbers as it is stored, to be unpacked where it is needed.
  /// - Throws: `DamagedColumn`. Complexity: linear in its bytes.
  func packedNumbers(column: Int64) throws -> PackedNumbers {
    var packed = PackedNumbers()
    try forEachBlock(of: column) { block in
      guard let count = NumberBlock.count(of: block) else { throw DamagedColumn() }
      packed.blocks.append(Array(block))
      packed.count += count
    }
    if packed.count != (try count(of: column)) { throw DamagedColumn() }
    return packed
  }

  /// A column of bytes, as elements that any bits are.
  /// - Throws: `DamagedColumn`. Complexity: O(n).
  func bytes<Element: BitwiseCopyable>(column: Int64, as element: Element.Type) throws -> [Element] {
    let size = try count(of: column)
    let count = size / MemoryLayout<Element>.stride
    guard size % MemoryLayout<Element>.stride == 0 else { throw DamagedColumn() }
    // In bounds: a block that is longer than what is left is refused.
    return try [Element](unsafeUninitializedCapacity: count) { elements, filled in
      HugePages.advise(elements)
      let target = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(elements)[..<size])
      var start = 0
      try forEachBlock(of: column) { block in
        guard block.count <= size - start else { throw DamagedColumn() }
        UnsafeMutableRawBufferPointer(rebasing: target[start..<(start + block.count)]).copyMemory(from: block)
        start += block.count
      }
      if start != size { throw DamagedColumn() }
      filled = count
    }
  }

  private func count(of column: Int64) throws -> Int {
    size.bind(1, column * ColumnTable.blocksPerColumn)
    size.bind(2, (column + 1) * ColumnTable.blocksPerColumn)
    // Each number takes a bit of memory at least; more of them than could be is damage, and no reason to ask for memory.
    guard let count = try size.firstNumber(), (0...(1 << 36)).contains(count) else { throw DamagedColumn() }
    return Int(count)
  }

  private func forEachBlock(of column: Int64, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    select.bind(1, column * ColumnTable.blocksPerColumn)
    select.bind(2, (column + 1) * ColumnTable.blocksPerColumn)
    var next = column * ColumnTable.blocksPerColumn
    try select.forEachRow {
      let block = select.bytes(2)
      guard select.integer(0) == next, select.integer(1) == BlockChecksum.of(block) else { throw DamagedColumn() }
      next += 1
      try body(block)
    }
  }
}

/// A column of numbers whose blocks are sound, not yet unpacked.
struct PackedNumbers: Sendable {
  fileprivate(set) var blocks: [[UInt8]] = []
  /// How many numbers it holds.
  fileprivate(set) var count = 0

  /// The numbers. Complexity: O(n). In bounds: the blocks hold as many as were counted.
  var numbers: [UInt32] {
    [UInt32](unsafeUninitializedCapacity: count) { numbers, filled in
      HugePages.advise(numbers)
      for block in blocks {
        let rest = UnsafeMutableBufferPointer(rebasing: numbers[filled...])
        filled += block.withUnsafeBytes { NumberBlock.decode($0, into: rest) } ?? 0
      }
    }
  }
}
