/// Standard input, or another source that can be read but once, with the bytes by which its format was told.
final class Pipe {
  private let file: OpenedFile
  private var start: BlockBuffer?
  private let rawStart: [UInt8]

  init(file: OpenedFile, start: BlockBuffer) {
    self.file = file
    self.start = start
    rawStart = file.raw.early ?? []
    file.raw.early = nil
  }

  /// Gives the source away, its first bytes in `buffer` and shown to `observe`.
  func take(into buffer: BlockBuffer, observe: ((UnsafeRawBufferPointer) -> Void)?) throws(FormatError) -> OpenedFile {
    guard let start else { throw .unreadable(path: file.raw.path, reason: "a pipe can be read only once") }
    buffer.take(start, from: 0)
    self.start = nil
    if let observe { rawStart.withUnsafeBytes { observe($0) } }
    file.raw.observer = observe
    return file
  }
}
