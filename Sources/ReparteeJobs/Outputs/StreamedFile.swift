import Foundation

/// A regular file of results, which is written piece by piece beside its place, brought to the disk, and moved there when it is
/// whole: a reader, and whoever finds the disk after a crash, sees all of it or what was there before.
///
/// In bounds: the system reads what is left of the bytes that it is given.
package final class StreamedFile {
  private let path: String
  private let target: String
  private let pending: String
  private var descriptor: Int32

  /// Opens the file.
  /// - Throws: `OutputError` where it can not be written.
  package init(_ path: String) throws {
    _ = try OutputFile(path)
    self.path = path
    target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    for left in PendingPlace.leftovers(beside: target) { unlink(left) }
    pending = PendingPlace.path(beside: target)
    // A file of this very name, or a link, is somebody else's.
    descriptor = open(pending, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw OutputError.unwritable(path: path) }
    var status = stat()
    if stat(target, &status) == 0 { fchmod(descriptor, status.st_mode & 0o777) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(pending)
  }

  /// Appends `bytes`.
  /// - Throws: `OutputError.unwritable`, for instance on a full disk.
  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw OutputError.unwritable(path: path) }
      rest = rest.dropFirst(count)
    }
  }

  /// Moves the whole file to its place. Without this call nothing is left behind.
  /// - Throws: `OutputError.unwritable`.
  package func finish() throws {
    let isOnDisk = fsync(descriptor) == 0
    let isClosed = close(descriptor) == 0
    descriptor = -1
    guard isOnDisk, isClosed, rename(pending, target) == 0 else {
      unlink(pending)
      throw OutputError.unwritable(path: path)
    }
    try? PendingPlace.sync(PendingPlace.folder(of: target))
  }
}
