/// An open file and what decompresses it, chosen by its first bytes, whatever its name.
struct OpenedFile {
  let raw: RawFile
  /// The bytes, decompressed.
  let source: any ByteSource
  /// Whether they are text.
  let content: FileContent
  private let makeNotes: () -> [String?]

  init(path: String) throws(FormatError) { try self.init(RawFile(path: path)) }

  /// A file of which nothing has been read.
  init(_ raw: RawFile) throws(FormatError) {
    self.raw = raw
    let path = raw.path
    var first = try raw.peek(Self.peeked)
    if first.isEmpty { throw .empty(path: path) }
    var packed: any ByteSource
    var workbookNote: String?
    if first.starts(with: GzipSource.magic) {
      packed = try GzipSource(file: raw)
    } else if first.starts(with: ZstdSource.magic) {
      packed = try ZstdSource(file: raw)
    } else if first.starts(with: Array("BZh".utf8)) || first.starts(with: [0xfd, 0x37, 0x7a, 0x58]) {
      throw .unsupported(path: path, reason: "bzip2 and xz are not read; unpack it first")
    } else if first.starts(with: ZipArchive.magic) {
      let book = try OpenedFile.workbook(raw)
      (packed, workbookNote) = (MemorySource(book.text, of: raw), book.note)
    } else if first.starts(with: Array("PAR1".utf8)) {
      throw .unsupported(path: path, reason: "Parquet is not read; export the table as CSV")
    } else {
      packed = raw
    }
    let isPacked = packed is GzipSource || packed is ZstdSource
    if isPacked {
      first = try packed.take(Self.peeked)
      packed = ReturnedSource(packed, first: first)
    }
    if first.starts(with: SegmentSource.magic) {
      let segment = SegmentSource(packed, path: path, size: isPacked ? nil : raw.size)
      (source, content, makeNotes) = (segment, .segment, { [segment.note] })
    } else if RepositorySource.begins(first) {
      let repository = try RepositorySource(packed, of: raw)
      (source, content, makeNotes) = (repository, .repository, { [repository.note] })
    } else {
      let decoding = DecodingSource(packed)
      (source, content, makeNotes) = (decoding, .text, { [workbookNote, decoding.note] })
    }
  }

  /// How many bytes are looked at to know what packs or holds the others.
  private static let peeked = 16

  /// The sheet of a workbook, as comma-separated values, and what is said of it.
  private static func workbook(_ raw: RawFile) throws(FormatError) -> (text: [UInt8], note: String) {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      var failure: FormatError?
      let count = part.withUnsafeMutableBytes { part -> Int in
        do throws(FormatError) { return try raw.read(into: part) } catch {
          failure = error
          return 0
        }
      }
      if let failure { throw failure }
      bytes += part.prefix(count)
      if count < part.count { break }
      if bytes.count > 1 << 30 {
        throw .unsupported(path: raw.path, reason: "the archive is larger than 1 GB; unpack it")
      }
    }
    do throws(ZipArchive.Failure) {
      let archive = try ZipArchive(bytes)
      if Workbook.isOne(archive) { return try Workbook.text(of: archive) }
    } catch {
      throw .unsupported(path: raw.path, reason: error.reason)
    }
    throw .unsupported(path: raw.path, reason: "it is a zip archive; unpack it, and name its folder")
  }

  /// What was noticed of how it is written, once its start was read.
  var notes: [String] { makeNotes().compactMap(\.self) }

  /// The first bytes, decompressed, as many as a format is detected from.
  func start() throws(FormatError) -> BlockBuffer {
    let start = BlockBuffer(capacity: FileSample.size)
    try start.fill(from: source)
    if content == .text { start.dropByteOrderMark() }
    return start
  }
}
