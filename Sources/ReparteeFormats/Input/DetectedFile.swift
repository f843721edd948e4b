/// A file between the detection of its format and its reading: it stays open, so that it is opened once, and a pipe loses
/// nothing.
final class DetectedFile {
  private enum State {
    case file(RawFile)
    /// A pipe or a large file of an archive, which can be read only once, and its first bytes, as they came and decompressed.
    case readOnce(OpenedFile, rawStart: [UInt8], start: BlockBuffer)
    /// Closed, or read.
    case closed
  }

  let path: String
  /// Its size on disk, or nil for a pipe.
  let size: Int?
  /// Whether what lies on disk is the text itself.
  let isPlain: Bool
  private let version: FileVersion?
  private var state: State

  init(file: OpenedFile, start: BlockBuffer) {
    path = file.raw.path
    size = file.raw.size
    version = file.raw.version
    isPlain = file.isPlain && file.content == .text
    let rawStart = file.raw.takeUnobserved()
    state = file.raw.isReadOnce ? .readOnce(file, rawStart: rawStart, start: start) : .file(file.raw)
  }

  /// Whether the file at the path is the one whose format was detected, with the same content as far as its size and its
  /// time of modification say. Neither a pipe nor an archive's file can be asked.
  var isUnchanged: Bool { version.map { $0 == FileVersion(path: path) } ?? true }

  /// Closes the file until it is read. What can be read only once stays open.
  func close() {
    if case .file = state { state = .closed }
  }

  /// The first `bytes` bytes of the file, where they are lines whose SHA-256 is `sha256`; nil where they are not, and for what
  /// is not on disk.
  /// - Complexity: linear in `bytes`, at the speed of the hash.
  func beginning(of bytes: Int, sha256: String) throws(FormatError) -> FileBeginning? {
    guard version != nil, let size, bytes < size else { return nil }
    let raw: RawFile
    if case .file(let opened) = state {
      raw = opened
    } else {
      raw = try RawFile(path: path)
      _ = raw.takeUnobserved()
      state = .file(raw)
    }
    raw.rewind()
    raw.observer = nil
    let beginning = FileBeginning(bytes: bytes)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    while beginning.seen < bytes {
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, bytes - beginning.seen)])
      let count = try raw.read(into: part)
      beginning.add(UnsafeRawBufferPointer(rebasing: part[..<count]))
      if count < part.count { return nil }
    }
    if beginning.digest.copy().finish() != sha256 { return nil }
    if beginning.endsLine { return beginning }
    return try raw.peek(1) == [Byte.lineFeed] ? beginning : nil
  }

  /// Starts the reading: fills `buffer` with the first bytes, or with those that follow `beginning`, and lets `observe` see
  /// them, and all that follow, as they are on disk.
  func startReading(
    into buffer: BlockBuffer, after beginning: FileBeginning? = nil, observe: ((UnsafeRawBufferPointer) -> Void)?
  ) throws(FormatError) -> OpenedFile {
    defer { state = .closed }
    let raw: RawFile
    switch state {
    case .file(let opened) where beginning != nil:
      opened.rewind(to: beginning?.bytes ?? 0)
      opened.observer = observe
      try buffer.fill(from: opened)
      return OpenedFile(restOf: opened)
    case .readOnce(let file, let rawStart, let start):
      if let observe { rawStart.withUnsafeBytes { observe($0) } }
      file.raw.observer = observe
      buffer.take(start, from: 0)
      try buffer.fill(from: file.source)
      return file
    case .closed where version == nil:
      throw .unreadable(path: path, reason: "it can be read only once")
    case .closed:
      raw = try RawFile(path: path)
      _ = raw.takeUnobserved()
    case .file(let opened):
      raw = opened
      raw.rewind()
    }
    raw.observer = observe
    let file = try OpenedFile(raw)
    try buffer.fill(from: file.source)
    if file.content == .text { buffer.dropByteOrderMark() }
    return file
  }
}

/// The first bytes of a file: what an earlier import read of one that only grew since.
package final class FileBeginning {
  /// How many bytes it has.
  package let bytes: Int
  /// The digest of these bytes, to which those that follow may be added.
  package let digest = SHA256Digest()
  /// How many lines end in it.
  private(set) var lines = 0
  /// How many of its bytes have been added.
  private(set) var seen = 0
  /// Whether the last byte ends a line.
  private(set) var endsLine = false

  init(bytes: Int) { self.bytes = bytes }

  func add(_ part: UnsafeRawBufferPointer) {
    digest.update(part)
    seen += part.count
    for byte in part where byte == Byte.lineFeed { lines += 1 }
    endsLine = part.last == Byte.lineFeed
  }
}
