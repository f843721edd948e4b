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

/// An open file as it lies on disk or in an archive, or standard input for the path `-`.
final class RawFile: ByteSource {
  /// Where its bytes come from.
  private enum Origin {
    case descriptor(Int32)
    /// A small file of an archive, or the beginning of one.
    case memory([UInt8])
    /// A file of an archive, which goes on after it.
    case archive(ArchiveStream, end: () -> Void)
  }

  let path: String
  /// Its size, or nil for a pipe.
  let size: Int?
  /// Whether its bytes come only once.
  let isReadOnce: Bool
  /// Sees every byte once, in order: how a file is hashed while it is read.
  var observer: ((UnsafeRawBufferPointer) -> Void)?
  private(set) var bytesRead = 0
  /// Its content when it was opened; nil for a pipe, and in an archive.
  let version: FileVersion?
  private let origin: Origin
  /// How many bytes of memory have been read.
  private var place = 0
  /// What is read before there can be an observer; nil once there can.
  private var unobserved: [UInt8]? = []
  /// Bytes that were peeked at and are still to be read.
  private var pending: [UInt8] = []

  init(path: String) throws(FormatError) {
    self.path = path
    let isStandardInput = path == "-"
    let descriptor = isStandardInput ? 0 : open(path, O_RDONLY | O_CLOEXEC)
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
    isReadOnce = version == nil
    origin = .descriptor(descriptor)
  }

  /// A file of an archive, of which `content` is the whole or the beginning.
  init(path: String, size: Int, content: [UInt8]) {
    (self.path, self.size, version, isReadOnce, origin) = (path, size, nil, false, .memory(content))
  }

  /// The file of an archive that is next in `stream`; `end` is called after its last byte.
  init(path: String, size: Int, next stream: ArchiveStream, end: @escaping () -> Void) {
    (self.path, self.size, version, isReadOnce, origin) = (path, size, nil, true, .archive(stream, end: end))
  }

  deinit {
    if case .descriptor(let descriptor) = origin, descriptor > 0 { close(descriptor) }
  }

  /// Whether it is in an archive.
  var isInArchive: Bool {
    if case .descriptor = origin { false } else { true }
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

  /// Bytes from anywhere in the file, as many as there are; where reading in order goes on, and what an observer sees, stay as
  /// they are. Only for a file on disk.
  func bytes(at start: Int, count: Int) throws(FormatError) -> [UInt8] {
    guard case .descriptor(let descriptor) = origin else { return [] }
    var failure: Int32?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, let base = buffer.baseAddress {
        let read = pread(descriptor, base + filled, count - filled, off_t(start + filled))
        if read == 0 { break }
        if read < 0 {
          if errno == EINTR { continue }
          failure = errno
          break
        }
        filled += read
      }
    }
    if let failure { throw .unreadable(path: path, reason: String(cString: strerror(failure))) }
    return bytes
  }

  /// Goes on at a byte of the file, by default its first.
  func rewind(to byte: Int = 0) {
    if case .descriptor(let descriptor) = origin { lseek(descriptor, off_t(byte), SEEK_SET) }
    pending = []
    place = byte
    bytesRead = byte
  }

  /// The bytes read so far, which no observer saw. From here on an observer sees what is read.
  func takeUnobserved() -> [UInt8] {
    defer { unobserved = nil }
    return unobserved ?? []
  }

  private func readAll(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    let filled: Int
    switch origin {
    case .descriptor(let descriptor): filled = try readAll(of: descriptor, into: buffer)
    case .memory(let bytes):
      filled = min(buffer.count, bytes.count - place)
      bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[place..<(place + filled)])) }
      place += filled
    case .archive(let stream, let end):
      do throws(ArchiveStream.Failure) { filled = try stream.read(into: buffer) } catch {
        throw error.error(for: path)
      }
      if filled < buffer.count { end() }
    }
    bytesRead += filled
    return filled
  }

  private func readAll(
    of descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer
  ) throws(FormatError) -> Int {
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
