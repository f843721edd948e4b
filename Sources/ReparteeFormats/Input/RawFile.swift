#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Somewhere that bytes come from, in order: a file, standard input, or what they unpack to.
protocol ByteSource: AnyObject {
  /// Fills `buffer` as far as the source reaches; fewer bytes than asked for mean its end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int
  /// How many bytes of the file on disk have been read.
  var bytesRead: Int { get }
}

/// An open file as it lies on disk, or standard input for the path `-`.
final class RawFile: ByteSource {
  let path: String
  /// Its size, or nil for a pipe.
  let size: Int?
  /// Sees every byte once, in order: how a file is hashed while it is read.
  var observer: ((UnsafeRawBufferPointer) -> Void)?
  private(set) var bytesRead = 0
  private let descriptor: Int32
  /// Of a pipe: what is read before there can be an observer; nil once there can.
  var early: [UInt8]?
  /// Bytes that were looked at before anybody asked for them.
  private var pending: [UInt8] = []

  init(path: String) throws(FormatError) {
    self.path = path
    let isStandardInput = path == "-"
    descriptor = isStandardInput ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 {
      let code = errno
      throw code == ENOENT ? .missing(path: path) : .unreadable(path: path, reason: String(cString: strerror(code)))
    }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      if !isStandardInput { close(descriptor) }
      throw .directory(path: path)
    }
    size = status.st_mode & S_IFMT == S_IFREG && !isStandardInput ? Int(status.st_size) : nil
    early = size == nil ? [] : nil
  }

  deinit {
    if descriptor > 0 { close(descriptor) }
  }

  /// Up to `count` bytes from the start, which are still to be read.
  func peek(_ count: Int) throws(FormatError) -> [UInt8] {
    var first = [UInt8](repeating: 0, count: count)
    var filled = 0
    var failure: FormatError?
    first.withUnsafeMutableBytes { buffer in
      do throws(FormatError) { filled = try readAll(into: buffer) } catch { failure = error }
    }
    if let failure { throw failure }
    first.removeLast(count - filled)
    pending = first
    bytesRead = 0
    return first
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    let waiting = min(pending.count, buffer.count)
    if waiting > 0 {
      pending.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<waiting])) }
      pending.removeFirst(waiting)
      bytesRead += waiting
    }
    let count = try waiting + readAll(into: UnsafeMutableRawBufferPointer(rebasing: buffer[waiting...]))
    observer?(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    self.early?.append(contentsOf: buffer[..<count])
    return count
  }

  private func readAll(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    guard let base = buffer.baseAddress else { return 0 }
    var filled = 0
    while filled < buffer.count {
      #if canImport(Darwin)
        let count = Darwin.read(descriptor, base + filled, buffer.count - filled)
      #elseif canImport(Musl)
        let count = Musl.read(descriptor, base + filled, buffer.count - filled)
      #else
        let count = Glibc.read(descriptor, base + filled, buffer.count - filled)
      #endif
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw .unreadable(path: path, reason: String(cString: strerror(errno)))
      }
      filled += count
    }
    bytesRead += filled
    return filled
  }
}
