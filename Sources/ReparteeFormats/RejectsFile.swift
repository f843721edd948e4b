import ReparteeText

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file of rejected rows, written as they come: CSV with the columns `path,line,reason`.
///
/// It is opened, and its header written, before any work starts, so that a bad path fails at once. Rows go to a file beside
/// it, which takes its place when it is closed, or when an import fails that has rejected rows: an import that does nothing
/// leaves an earlier file as it is. A device or a pipe is written to as it is.
package final class RejectsFile {
  /// Where it is written.
  package let path: String
  /// The file itself, where `path` is a link to it.
  private let place: String
  /// Where rows go until then; nil where that is the file itself.
  private let partial: String?
  private let file: UnsafeMutablePointer<FILE>
  private var isOpen = true
  private var hasRows = false

  /// Begins the file.
  ///
  /// - Throws: `FormatError.unreadable` with the system's reason when it cannot be written.
  package init(path: String) throws(FormatError) {
    var status = stat()
    let isThere = stat(path, &status) == 0
    if let resolved = realpath(path, nil) {
      place = String(cString: resolved)
      free(resolved)
    } else {
      place = path
    }
    partial = isThere && status.st_mode & S_IFMT != S_IFREG ? nil : Self.partial(of: place)
    // A file that may not be written to is not replaced, either.
    let isBarred = isThere && access(path, W_OK) != 0
    if let partial { unlink(partial) }
    guard !isBarred, let file = fopen(partial ?? path, partial == nil ? "w" : "wx") else {
      throw .unreadable(path: path, reason: "the rejects cannot be written there: \(String(cString: strerror(errno)))")
    }
    // What rows held that could not be read names people, too.
    if partial != nil { fchmod(fileno(file), isThere ? status.st_mode & 0o777 : 0o600) }
    self.path = path
    self.file = file
    try write("path,line,reason\n")
  }

  /// A hidden file, which no folder of exports is read for where a kill leaves it.
  static func partial(of place: String) -> String {
    let name = FileName.of(place)
    return "\(place.dropLast(name.count)).\(name).partial"
  }

  deinit { try? close(isKept: false) }

  /// Appends the rejected rows of the file at `source`.
  ///
  /// - Throws: `FormatError.unreadable` when the disk is full or fails.
  package func append(_ rejects: [Reject], of source: String) throws(FormatError) {
    var lines = ""
    for reject in rejects {
      let cells = [SafeText.cell(source), "\(reject.line)", SafeText.cell(reject.reason)]
      lines += cells.map(CommaSeparated.field).joined(separator: ",") + "\n"
    }
    hasRows = hasRows || !rejects.isEmpty
    try write(lines)
  }

  /// Writes what is left, closes the file and puts it in its place.
  ///
  /// - Parameter isKept: whether it is put there though it has no rows; else an earlier file stays.
  /// - Throws: `FormatError.unreadable` when the disk is full or fails.
  package func close(isKept: Bool) throws(FormatError) {
    guard isOpen else { return }
    isOpen = false
    let isWritten = fsync(fileno(file)) == 0 || partial == nil
    guard fclose(file) == 0, isWritten else {
      let failure = failure
      if let partial { unlink(partial) }
      throw failure
    }
    guard let partial else { return }
    if isKept || hasRows {
      if rename(partial, place) != 0 { throw failure }
    } else {
      unlink(partial)
    }
  }

  private func write(_ text: String) throws(FormatError) {
    var text = text
    let isWritten = text.withUTF8 { bytes in
      bytes.isEmpty || fwrite(bytes.baseAddress, 1, bytes.count, file) == bytes.count
    }
    if !isWritten || fflush(file) != 0 { throw failure }
  }

  private var failure: FormatError {
    .unreadable(path: path, reason: "the rejects cannot be written: \(String(cString: strerror(errno)))")
  }
}
