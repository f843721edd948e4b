import ReparteeGraph

/// Reads one file, whatever it is: decompresses it, detects its format, and delivers its records block by block.
///
/// A few blocks are parsed at once, on all cores, while the next ones are read and decompressed; they are delivered in
/// the file's order, so the records depend neither on the threads nor on the blocks' size. Memory stays flat: about
/// twice `ReadLimits.bytesAtOnce` of text, and its records. A document of JSON whose parts need each other is one row, and is
/// held whole, with four to five times its size.
package struct FileReader {
  /// The file's path, or `-` for standard input.
  package let path: String
  /// The format's name, detected or given: `x-v1`.
  package let formatName: String
  /// What the format is, in a line.
  package let formatSummary: String
  /// The platform of ids that the file does not place itself: the one given, else the format's, else nil.
  package let platform: String?
  /// Headers of columns that hold nothing Repartee keeps, as the file writes them.
  package let ignoredColumns: [String]
  /// The headers of a sheet, as the file writes them; empty for other formats.
  package let columns: [String]
  /// What was noticed of the file before its rows: its encoding, lines that were passed over.
  package let notes: [String]

  private let reader: any BlockReader
  private let text: TextPolicy
  private let limits: ReadLimits
  private let file: DetectedFile

  /// Opens the file at `path` (`-`: standard input) and detects its format. The file stays open until it is read or
  /// closed.
  ///
  /// - Throws: `FormatError` when it is missing, a folder, empty, binary, damaged at its beginning, of an unknown
  ///   format, or lacks columns or options that its format needs.
  package init(path: String, options: ReadOptions = ReadOptions()) throws(FormatError) {
    try self.init(path: path, options: options, limits: ReadLimits())
  }

  init(path: String, options: ReadOptions, limits: ReadLimits) throws(FormatError) {
    try self.init(RawFile(path: path), options: options, limits: limits)
  }

  /// Opens a file of an archive, the next that is to be read of it, and detects its format.
  /// - Throws: `FormatError`, as for a file on disk.
  package init(member: ArchiveMember, options: ReadOptions) throws(FormatError) {
    try self.init(member.open(), options: options, limits: ReadLimits())
  }

  init(_ raw: RawFile, options: ReadOptions, limits: ReadLimits = ReadLimits()) throws(FormatError) {
    let path = raw.path
    let opened = try OpenedFile(raw)
    let start = try opened.start()
    let sample = FileSample(
      path: path, bytes: Array(start.bytes), isWhole: start.isLast, content: opened.content)
    if sample.content == .text {
      if sample.bytes.allSatisfy({ UnsafeBufferPointer<UInt8>.isBlank($0) }), sample.isWhole {
        throw .empty(path: path)
      }
      if sample.bytes.contains(0) { throw .binary(path: path) }
    }
    let format = try FormatCatalogue.detect(sample, options: options)
    reader = try format.makeReader(for: sample, options: options)
    self.path = path
    self.limits = limits
    formatName = format.name
    formatSummary = format.summary
    platform = (options.platform ?? format.platform).map(PlatformName.canonical)
    text = options.text
    ignoredColumns = reader.ignoredColumns
    columns = reader.columnNames
    let most = InputLimits.current.columns
    if columns.count > most {
      throw .unreadable(
        path: path,
        reason: "a sheet of \(columns.count) columns; expected \(most) at most, so leave out those of no use")
    }
    notes = opened.notes + reader.notes
    file = DetectedFile(file: opened, start: start)
  }

  /// How many bytes the file has on disk or in its archive, or nil for a pipe.
  package var size: Int? { file.size }

  /// Whether the file is still the one whose format was detected, as far as its size and time of modification say. A
  /// pipe always is.
  package var isUnchanged: Bool { file.isUnchanged }

  /// Closes the file until it is read, so that many may wait for their turn. Does nothing to what can be read only once.
  package func close() { file.close() }

  /// The first `bytes` bytes of the file, from where `read(after:)` may go on, if their SHA-256 is `sha256`; nil where they
  /// differ, and where a part of the file does not mean what it means as part of the whole: it has to be plain text of
  /// a JSON value a line.
  /// - Complexity: linear in `bytes`, at the speed of the hash.
  package func beginning(of bytes: Int, sha256: String) throws(FormatError) -> FileBeginning? {
    guard reader.rows == .jsonLines, reader.makeFinisher() == nil, file.isPlain else { return nil }
    return try file.beginning(of: bytes, sha256: sha256)
  }

  /// What was read, besides the records.
  package struct Summary: Equatable, Sendable {
    /// How many lines the file has.
    package var lines = 0
    /// How many bytes it has when decompressed, without the byte order mark.
    package var bytes = 0

    /// Nothing read yet.
    package init() {}
  }

  /// Reads the whole file and hands its records to `deliver`, on the caller's thread, in the file's order.
  ///
  /// - Parameters:
  ///   - beginning: what is passed over, as an earlier reading of it gave its records; lines are counted with it.
  ///   - observe: sees every byte of the file as it lies on disk, once and in order, from one thread at a time: how a
  ///     file is hashed on the way.
  ///   - progress: called with how many bytes of the file on disk are read so far, and of how many, if known.
  ///   - deliver: takes the records; what it throws ends the reading.
  /// - Throws: `FormatError.truncated` when compressed data are damaged or end too early: then what was delivered is to
  ///   be dropped. `FormatError.unreadable` when the disk fails, or when a pipe is read twice.
  /// - Complexity: linear in the file's size.
  @discardableResult
  package func read(
    after beginning: FileBeginning? = nil, observe: ((UnsafeRawBufferPointer) -> Void)? = nil,
    progress: (_ done: Int, _ total: Int?) throws -> Void = { _, _ in },
    deliver: (RecordBatch) throws -> Void
  ) throws -> Summary {
    let current = BlockBuffer(capacity: limits.bytesAtOnce)
    let opened = try file.startReading(into: current, after: beginning, observe: observe)
    var batches = BatchReader(
      reader: reader, text: text, limits: limits, source: opened.source, current: current, after: beginning)
    let finisher = reader.makeFinisher()
    try Cores.prefetching({ try batches.next().map { (batches: $0, bytesRead: opened.raw.bytesRead) } }) { next in
      for var batch in next.batches {
        finisher?.take(&batch)
        try deliver(batch)
      }
      try progress(next.bytesRead, size)
    }
    if let rest = finisher?.finish() {
      if let failure = rest.failure { throw failure }
      try deliver(rest)
    }
    return batches.summary
  }
}

/// How much is read at once. It changes speed and memory, never results.
struct ReadLimits {
  /// How large a block should be, in bytes.
  var blockSize = 1 << 19
  /// How many blocks are parsed at once.
  var blocksAtOnce = 16
  /// The longest row, in bytes; a longer one is rejected.
  var longestRow = InputLimits.current.row
  /// The longest document that is one row, in bytes; a longer one is rejected. simdjson parses no more.
  var longestDocument = 0xFFFF_FFFF

  /// The longest row of a file that divides into rows so.
  func longest(in rows: RowDivision) -> Int {
    switch rows {
    case .jsonDocuments, .jsonValues, .whole: longestDocument
    case .lines, .sheetRows, .jsonLines, .elements, .messages, .lengthPrefixed: longestRow
    }
  }

  /// How many bytes are parsed at once.
  var bytesAtOnce: Int { blockSize * blocksAtOnce }
}
