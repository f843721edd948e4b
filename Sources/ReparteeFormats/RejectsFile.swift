#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file of rejected rows, written as they come: CSV with the columns `path,line,reason`.
///
/// It is opened, and its header written, before any work starts, so that a bad path fails at once.
package final class RejectsFile {
  /// Where it is written.
  package let path: String
  private let file: UnsafeMutablePointer<FILE>
  private var isOpen = true

  /// Makes the file, or empties the one that is there.
  ///
  /// - Throws: `FormatError.unreadable` with the system's reason when it cannot be written.
  package init(path: String) throws(FormatError) {
    guard let file = fopen(path, "w") else {
      throw .unreadable(path: path, reason: "the rejects cannot be written there: \(String(cString: strerror(errno)))")
    }
    self.path = path
    self.file = file
    try write("path,line,reason\n")
  }

  deinit {
    if isOpen { fclose(file) }
  }

  /// Appends the rejected rows of the file at `source`.
  ///
  /// - Throws: `FormatError.unreadable` when the disk is full or fails.
  package func append(_ rejects: [Reject], of source: String) throws(FormatError) {
    var lines = ""
    for reject in rejects {
      lines += "\(CommaSeparated.field(source)),\(reject.line),\(CommaSeparated.field(reject.reason))\n"
    }
    try write(lines)
  }

  /// Writes what is left and closes the file.
  ///
  /// - Throws: `FormatError.unreadable` when the disk is full or fails.
  package func close() throws(FormatError) {
    guard isOpen else { return }
    isOpen = false
    if fclose(file) != 0 { throw failure }
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
