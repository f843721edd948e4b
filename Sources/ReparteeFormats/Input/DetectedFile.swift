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
  private let version: FileVersion?
  private var state: State

  init(file: OpenedFile, start: BlockBuffer) {
    path = file.raw.path
    size = file.raw.size
    version = file.raw.version
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

  /// Starts the reading: fills `buffer` with the first bytes, and lets `observe` see them, and all that follow, as they
  /// are on disk.
  func startReading(
    into buffer: BlockBuffer, observe: ((UnsafeRawBufferPointer) -> Void)?
  ) throws(FormatError) -> OpenedFile {
    defer { state = .closed }
    let raw: RawFile
    switch state {
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
