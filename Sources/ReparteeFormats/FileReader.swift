import ReparteeGraph

/// Reads one file, whatever it is: unpacks it, tells its format, and delivers its records block by block.
///
/// A few blocks are read at once, on all cores, while the next ones are fetched and unpacked; they are delivered in the
/// file's order, so what comes out depends neither on the threads nor on the blocks' size. Memory stays flat: about
/// twice `Pace.round` bytes of text and the records of one round.
package struct FileReader {
  /// The file's path, or `-` for standard input.
  package let path: String
  /// The format's name, detected or given: `x-v1`.
  package let formatName: String
  /// What the format is, in a line.
  package let formatSummary: String
  /// The platform of ids that the file does not place itself: `--platform`, else the format's, else nil.
  package let platform: String?
  /// Headers of columns that hold nothing Repartee keeps, as the file writes them.
  package let ignoredColumns: [String]
  /// The first bytes, unpacked, by which the format was told.
  package let sample: FileSample
  /// How many bytes the file has on disk, or nil for a pipe.
  package let size: Int?

  let reader: any BlockReader
  private let text: TextPolicy
  let pace: Pace
  /// A pipe, which cannot be opened twice, or nil for a file, which is.
  let pipe: Pipe?

  /// Opens the file at `path` (`-`: standard input), tells its format and makes ready to read it.
  ///
  /// - Throws: `FormatError` when it is missing, a folder, empty, binary, damaged at its beginning, of an unknown
  ///   format, or lacks columns or options that its format needs.
  package init(path: String, options: ReadOptions = ReadOptions()) throws(FormatError) {
    try self.init(path: path, options: options, pace: Pace())
  }

  init(path: String, options: ReadOptions, pace: Pace) throws(FormatError) {
    let file = try OpenedFile(path: path)
    let start = BlockBuffer(capacity: FileSample.size)
    try start.fill(from: file.source)
    start.dropByteOrderMark()
    sample = FileSample(path: path, bytes: Array(start.bytes), isWhole: start.isLast)
    if sample.bytes.allSatisfy({ UnsafeBufferPointer<UInt8>.isBlank($0) }), sample.isWhole { throw .empty(path: path) }
    if sample.bytes.contains(0) { throw .binary(path: path) }
    let format = try FormatCatalogue.detect(sample, options: options)
    reader = try format.makeReader(for: sample, options: options)
    self.path = path
    self.pace = pace
    formatName = format.name
    formatSummary = format.summary
    platform = options.platform ?? format.platform
    text = options.text
    ignoredColumns = reader.ignoredColumns
    size = file.raw.size
    pipe = file.raw.size == nil ? Pipe(file: file, start: start) : nil
  }

  /// What was read, besides the records.
  package struct Summary: Equatable, Sendable {
    /// How many lines the file has.
    package var lines = 0
    /// How many bytes it has unpacked, without the byte order mark.
    package var bytes = 0

    /// Nothing read yet.
    package init() {}
  }

  /// Reads the whole file and hands its records to `deliver`, on the caller's thread, in the file's order.
  ///
  /// - Parameters:
  ///   - observe: sees every byte of the file as it lies on disk, once and in order, from one thread at a time: how a
  ///     file is hashed on the way.
  ///   - progress: told after each round how many bytes of the file on disk are read, and of how many, if known.
  ///   - deliver: takes the records; what it throws ends the reading.
  /// - Throws: `FormatError.truncated` when compressed data are damaged or end too early: then what was delivered is to
  ///   be dropped. `FormatError.unreadable` when the disk fails, or when a pipe is read twice.
  /// - Complexity: linear in the file's size.
  @discardableResult
  package func read(
    observe: ((UnsafeRawBufferPointer) -> Void)? = nil,
    progress: (_ done: Int, _ total: Int?) throws -> Void = { _, _ in },
    deliver: (RecordBatch) throws -> Void
  ) throws -> Summary {
    let current = BlockBuffer(capacity: pace.round)
    let file: OpenedFile
    if let pipe {
      file = try pipe.take(into: current, observe: observe)
    } else {
      file = try OpenedFile(path: path)
      file.raw.observer = observe
    }
    try current.fill(from: file.source)
    if pipe == nil { current.dropByteOrderMark() }
    var rounds = BlockRounds(reader: reader, text: text, pace: pace, source: file.source, current: current)
    try Cores.prefetching({ try rounds.next().map { (batches: $0, bytesRead: file.raw.bytesRead) } }) { round in
      for batch in round.batches { try deliver(batch) }
      try progress(round.bytesRead, size)
    }
    return rounds.summary
  }
}

/// How much is read at once. It changes speed and memory, never results.
struct Pace {
  /// How large a block should be, in bytes.
  var block = 1 << 19
  /// How many blocks a round has.
  var blocks = 16
  /// The longest row, in bytes; a longer one is rejected.
  var row = 1 << 26

  /// How many bytes a round has.
  var round: Int { block * blocks }
}
