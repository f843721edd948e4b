import ReparteeText

/// What a file may be at most, so that no few bytes take all memory or all time: limits that no export reaches, and that a job
/// can change (`limits: {ratio: 1000}`).
package struct InputLimits: Sendable, Equatable {
  /// The longest row of lines or cells, in bytes; a longer one is rejected.
  package var row = 1 << 26
  /// How many columns a sheet may have; one of more is refused.
  package var columns = 16_384
  /// How many bytes are unpacked of any file or archive, whatever its size.
  package var unpacked = 1 << 30
  /// How many times its own size a file or an archive may unpack to, beyond ``unpacked``.
  package var ratio = 250
  /// How many files and folders an archive may hold.
  package var entries = 500_000
  /// How many names may lie below a folder of sources.
  package var names = 1_000_000
  /// How many platforms a file may name: more are a column taken for what it is not.
  package var platforms = 1_000

  /// The default limits.
  package init() {}

  /// The limits that files of the current task are read with.
  @TaskLocal package static var current = InputLimits()

  /// One of the limits: the key by which a job changes it.
  package struct Limit: Sendable {
    /// Its key below `limits`.
    package let key: String
    /// What is limited, as a table says it.
    package let what: String
    /// The largest value that a job may give.
    package let most: Int
    package let value: WritableKeyPath<InputLimits, Int> & Sendable
  }

  /// All of them, in the order of the guide's table.
  package static let all = [
    Limit(key: "row", what: "bytes of a row of lines or cells", most: 1 << 30, value: \.row),
    Limit(key: "columns", what: "columns of a sheet", most: 1 << 20, value: \.columns),
    Limit(key: "unpacked", what: "bytes that any file or archive may unpack to", most: 1 << 50, value: \.unpacked),
    Limit(
      key: "ratio", what: "times its own size that a file or archive may unpack to beyond that", most: 1 << 30,
      value: \.ratio),
    Limit(key: "entries", what: "files and folders in an archive", most: 1 << 30, value: \.entries),
    Limit(key: "names", what: "names below a folder of sources", most: 1 << 30, value: \.names),
    Limit(key: "platforms", what: "platforms that a file names", most: 1 << 30, value: \.platforms),
  ]

  /// Why so many bytes are not unpacked of what has `packed` on disk; nil where they may be.
  func refusal(unpacked bytes: Int, packed: Int) -> String? {
    guard bytes > unpacked, bytes / ratio > packed else { return nil }
    let free = unpacked == 1 << 30 ? "1 GB" : "\(NumberFormat.exact(unpacked)) bytes"
    return "it unpacks to more than \(free) and more than \(NumberFormat.exact(ratio)) times its own size, "
      + "\(NumberFormat.exact(packed)) bytes"
  }
}

/// What a packed file unpacks to, as far as the limits let it.
final class LimitedSource: ByteSource {
  private let source: any ByteSource
  private let file: RawFile
  private let limits = InputLimits.current
  private var unpacked: Int

  /// - Parameter given: how many bytes were unpacked of it already.
  init(_ source: any ByteSource, of file: RawFile, given: Int) {
    (self.source, self.file, unpacked) = (source, file, given)
  }

  var bytesRead: Int { source.bytesRead }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    let count = try source.read(into: buffer)
    unpacked += count
    // Of a pipe nothing but what came is known.
    if let refusal = limits.refusal(unpacked: unpacked, packed: max(file.size ?? 0, source.bytesRead)) {
      throw .unreadable(path: file.path, reason: refusal + "; if it is meant to, unpack it first")
    }
    return count
  }
}
