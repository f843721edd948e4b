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
  /// Its content when it was opened; nil for a pipe.
  let version: FileVersion?
  private let descriptor: Int32
  /// What is read before there can be an observer; nil once there can.
  private var unobserved: [UInt8]? = []
  /// Bytes that were peeked at and are still to be read.
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
    version = status.st_mode & S_IFMT == S_IFREG && !isStandardInput ? FileVersion(status) : nil
    size = version.map(\.size)
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
    let peeked = min(pending.count, buffer.count)
    if peeked > 0 {
      pending.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<peeked])) }
      pending.removeFirst(peeked)
      bytesRead += peeked
    }
    let count = try peeked + readAll(into: UnsafeMutableRawBufferPointer(rebasing: buffer[peeked...]))
    observer?(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    unobserved?.append(contentsOf: buffer[..<count])
    return count
  }

  /// Starts again at the file's beginning.
  func rewind() {
    lseek(descriptor, 0, SEEK_SET)
    pending = []
    bytesRead = 0
  }

  /// The bytes read so far, which no observer saw. From here on an observer sees what is read.
  func takeUnobserved() -> [UInt8] {
    defer { unobserved = nil }
    return unobserved ?? []
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

/// Which file a path leads to, and which content it has, as far as the system's record of it says.
struct FileVersion: Equatable {
  let size: Int
  private let device, number: UInt64
  private let modified: (seconds: Int, nanoseconds: Int)

  init(_ status: stat) {
    size = Int(status.st_size)
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
    #if canImport(Darwin)
      modified = (status.st_mtimespec.tv_sec, status.st_mtimespec.tv_nsec)
    #else
      modified = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
    #endif
  }

  /// The file at `path`; nil where there is none.
  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  static func == (left: FileVersion, right: FileVersion) -> Bool {
    (left.size, left.device, left.number) == (right.size, right.device, right.number) && left.modified == right.modified
  }
}
