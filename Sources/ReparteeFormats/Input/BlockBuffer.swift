#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a few blocks, with readable padding after them.
///
/// Every access is in bounds: `count` never exceeds `capacity`, and `FileBlock.padding` more bytes are allocated.
final class BlockBuffer {
  static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

  private(set) var count = 0
  /// Whether the source ends with these bytes.
  private(set) var isLast = false
  private var capacity: Int
  private var base: UnsafeMutablePointer<UInt8>

  init(capacity: Int) {
    self.capacity = max(capacity, 16)
    base = BlockBuffer.allocated(capacity: self.capacity)
  }

  deinit { free(base) }

  var bytes: Bytes { Bytes(start: base, count: count) }

  /// Reads on until the buffer is full or the source ends.
  func fill(from source: any ByteSource) throws(FormatError) {
    if isLast { return }
    let free = capacity - count
    let read = try source.read(into: UnsafeMutableRawBufferPointer(start: base + count, count: free))
    count += read
    isLast = read < free
    (base + count).update(repeating: 0, count: FileBlock.padding)
  }

  /// Starts again with the bytes of `other` after `start`.
  func take(_ other: BlockBuffer, from start: Int) {
    let rest = other.count - start
    if rest > capacity / 2 { reserve(rest * 2) }
    base.update(from: other.base + start, count: rest)
    count = rest
    isLast = other.isLast
  }

  /// Reserves memory for a row that does not fit.
  func grow() { reserve(capacity * 2) }

  /// Drops the mark that some programs put before UTF-8.
  func dropByteOrderMark() {
    if bytes.starts(with: BlockBuffer.byteOrderMark) { drop(BlockBuffer.byteOrderMark.count) }
  }

  /// Drops the first `dropped` bytes.
  func drop(_ dropped: Int) {
    base.update(from: base + dropped, count: count - dropped)
    count -= dropped
  }

  /// The system moves large blocks by their addresses, without copying them.
  private func reserve(_ capacity: Int) {
    if capacity <= self.capacity { return }
    base = BlockBuffer.allocated(capacity: capacity, instead: base)
    self.capacity = capacity
  }

  private static func allocated(
    capacity: Int, instead base: UnsafeMutablePointer<UInt8>? = nil
  ) -> UnsafeMutablePointer<UInt8> {
    guard let memory = realloc(base, capacity + FileBlock.padding) else {
      fatalError("there is not enough memory for \(capacity) bytes of the file")
    }
    return memory.assumingMemoryBound(to: UInt8.self)
  }
}
