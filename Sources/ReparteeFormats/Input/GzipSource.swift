import CReparteeZlib

/// What a gzip file unpacks to; its members, if there are several, follow one another.
///
/// Zeros after the last member are padding. Anything else there, a wrong checksum, and an early end are
/// damage, and fail the whole file: what could be read of it may not be what was meant.
///
/// Every access is in bounds: zlib reads and writes within the counts that it is given with each buffer.
final class GzipSource: ByteSource {
  static let magic: [UInt8] = [0x1f, 0x8b]

  var bytesRead: Int { file.bytesRead }
  private let file: RawFile
  private let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  /// Whether a member has begun and not ended.
  private var isInsideMember = false
  private var isFileDone = false

  init(file: RawFile) throws(FormatError) {
    self.file = file
    stream.initialize(to: z_stream())
    guard repartee_inflate_begin(stream) == Z_OK else {
      throw .unreadable(path: file.path, reason: "there is not enough memory to unpack it")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
    input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    var filled = 0
    while filled < buffer.count {
      try refill()
      if stream.pointee.avail_in == 0, !isInsideMember { break }
      if !isInsideMember, try !beginMember() { break }
      let free = min(buffer.count - filled, 1 << 30)
      stream.pointee.next_out = buffer.baseAddress?.advanced(by: filled).assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = UInt32(free)
      let code = inflate(stream, Z_NO_FLUSH)
      let count = free - Int(stream.pointee.avail_out)
      filled += count
      switch code {
      case Z_STREAM_END: isInsideMember = false
      case Z_OK: break
      case Z_BUF_ERROR where count > 0 || !isFileDone: break
      case Z_BUF_ERROR: throw .truncated(path: file.path, reason: "the gzip data end too early")
      default:
        let message = stream.pointee.msg.map { String(cString: $0) } ?? "error \(code)"
        throw .truncated(path: file.path, reason: "the gzip data are damaged (\(message))")
      }
    }
    return filled
  }

  private func refill() throws(FormatError) {
    guard stream.pointee.avail_in == 0, !isFileDone else { return }
    let count = try file.read(into: input)
    if count < input.count { isFileDone = true }
    stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_in = UInt32(count)
  }

  /// Starts the next member; false at the end of the file.
  private func beginMember() throws(FormatError) -> Bool {
    if file.bytesRead > Int(stream.pointee.avail_in) || stream.pointee.total_in > 0 {
      while let next = stream.pointee.next_in?.pointee, next == 0 {
        stream.pointee.next_in += 1
        stream.pointee.avail_in -= 1
        if stream.pointee.avail_in == 0 { try refill() }
        if stream.pointee.avail_in == 0 { return false }
      }
      if let next = stream.pointee.next_in?.pointee, next != GzipSource.magic[0] {
        throw .truncated(path: file.path, reason: "something else follows the gzip data")
      }
      inflateReset(stream)
    }
    isInsideMember = true
    return true
  }

  /// Unpacks what is in memory as a whole; how many bytes it has, or nil where it is damaged or has more than `buffer` holds.
  static func unpack(_ bytes: Bytes, into buffer: UnsafeMutableBufferPointer<UInt8>) -> Int? {
    var stream = z_stream()
    guard repartee_inflate_begin(&stream) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
    stream.avail_in = UInt32(bytes.count)
    stream.next_out = buffer.baseAddress
    stream.avail_out = UInt32(buffer.count)
    guard inflate(&stream, Z_FINISH) == Z_STREAM_END else { return nil }
    return buffer.count - Int(stream.avail_out)
  }
}
