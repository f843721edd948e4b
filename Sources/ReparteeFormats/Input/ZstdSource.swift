import CReparteeZstd

/// What a zstd file unpacks to; its frames, if there are several, follow one another.
///
/// Archives of Reddit are packed with a window of 2 GB, so that is allowed to large files, and taken only where a frame asks for
/// it; a small file, or a pipe, is allowed 256 MB, so that no few bytes take all memory. What is no frame after the last one, a wrong checksum, and an early end are damage, and fail the whole file.
///
/// Every access is in bounds: zstd reads and writes within the sizes that it is given with each buffer.
final class ZstdSource: ByteSource {
  static let magic: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd]
  /// The logarithm of the largest window of a small file, in bytes: 256 MB, twice zstd's own limit.
  private static let windowLog: Int32 = 28
  /// The same for files of at least `largeFile` bytes: 2 GB.
  private static let largeWindowLog: Int32 = 31
  private static let largeFile = 16 << 20

  var bytesRead: Int { file.bytesRead }
  private let file: RawFile
  private let context: OpaquePointer
  private let packed = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
  private var input = ZSTD_inBuffer()
  /// Whether a frame has begun and not been unpacked to its end.
  private var isInsideFrame = false
  private var isFileDone = false

  init(file: RawFile) throws(FormatError) {
    self.file = file
    guard let context = ZSTD_createDCtx() else {
      packed.deallocate()
      throw .unreadable(path: file.path, reason: "there is not enough memory to unpack it")
    }
    self.context = context
    let isLarge = (file.size ?? 0) >= ZstdSource.largeFile
    ZSTD_DCtx_setParameter(
      context, ZSTD_d_windowLogMax, isLarge ? ZstdSource.largeWindowLog : ZstdSource.windowLog)
  }

  deinit {
    ZSTD_freeDCtx(context)
    packed.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    var filled = 0
    while filled < buffer.count {
      try refill()
      if input.pos == input.size, !isInsideFrame { break }
      var output = ZSTD_outBuffer(
        dst: buffer.baseAddress?.advanced(by: filled), size: buffer.count - filled, pos: 0)
      // Without input it hands out what it has unpacked already.
      let isAtEnd = input.pos == input.size
      let code = ZSTD_decompressStream(context, &output, &input)
      if ZSTD_isError(code) != 0, ZSTD_getErrorCode(code) == ZSTD_error_frameParameter_windowTooLarge {
        throw .unreadable(
          path: file.path,
          reason:
            "it asks for a window of more than 256 MB of memory, which only a zstd file of 16 MB or more may; unpack "
            + "it first, with zstd itself")
      }
      if ZSTD_isError(code) != 0 {
        throw .truncated(
          path: file.path, reason: "the zstd data are damaged (\(String(cString: ZSTD_getErrorName(code))))")
      }
      isInsideFrame = code != 0
      filled += output.pos
      if isAtEnd, isInsideFrame, output.pos == 0 {
        throw .truncated(path: file.path, reason: "the zstd data end too early")
      }
    }
    return filled
  }

  private func refill() throws(FormatError) {
    guard input.pos == input.size, !isFileDone else { return }
    let count = try file.read(into: packed)
    if count < packed.count { isFileDone = true }
    input = ZSTD_inBuffer(src: packed.baseAddress, size: count, pos: 0)
  }
}
