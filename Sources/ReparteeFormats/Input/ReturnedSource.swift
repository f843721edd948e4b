extension ByteSource {
  /// The next bytes, `count` of them unless the source ends.
  func take(_ count: Int) throws(FormatError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var failure: FormatError?
    let read = bytes.withUnsafeMutableBytes { buffer -> Int in
      do throws(FormatError) { return try self.read(into: buffer) } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    bytes.removeLast(count - read)
    return bytes
  }

  /// All bytes that are left; nil where they are more than `most`, of which hardly more are then read.
  func takeAll(atMost most: Int) throws(FormatError) -> [UInt8]? {
    var bytes: [UInt8] = []
    while true {
      let part = try take(1 << 20)
      bytes += part
      if part.count < 1 << 20 { return bytes }
      if bytes.count > most { return nil }
    }
  }
}

/// A source whose first bytes were taken from it to be looked at, as if they had not been.
///
/// In bounds: no more is copied than is left and than the buffer holds.
final class ReturnedSource: ByteSource {
  private let source: any ByteSource
  private let first: [UInt8]
  private var given = 0

  init(_ source: any ByteSource, first: [UInt8]) { (self.source, self.first) = (source, first) }

  var bytesRead: Int { source.bytesRead }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    let count = min(buffer.count, first.count - given)
    for index in 0..<count { buffer[index] = first[given + index] }
    given += count
    return try count + source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
  }
}
