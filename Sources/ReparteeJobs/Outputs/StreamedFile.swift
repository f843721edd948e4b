import Foundation

/// A file of results that is too large for memory: written piece by piece beside its place, as NAME.partial, and moved
/// there when it is whole, so that a reader sees all of it or what was there before. In bounds: the system reads what is left
/// of the bytes that it is given.
package final class StreamedFile {
  private let target: String
  private let partial: String
  private var descriptor: Int32

  /// Opens the file.
  /// - Throws: `OutputError` where it can not be written.
  package init(_ path: String) throws {
    _ = try OutputFile(path)
    target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    partial = target + ".partial"
    descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw OutputError.unwritable(path: path) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(partial)
  }

  /// Appends `bytes`.
  /// - Throws: `OutputError.unwritable`, for instance on a full disk.
  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw OutputError.unwritable(path: target) }
      rest = rest.dropFirst(count)
    }
  }

  /// Moves the whole file to its place. Without this call nothing is left behind.
  /// - Throws: `OutputError.unwritable`.
  package func finish() throws {
    let closed = close(descriptor)
    descriptor = -1
    guard closed == 0, rename(partial, target) == 0 else {
      unlink(partial)
      throw OutputError.unwritable(path: target)
    }
  }
}
