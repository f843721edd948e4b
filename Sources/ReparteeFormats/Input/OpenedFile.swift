/// An open file and what decompresses it, chosen by its first bytes, whatever its name.
struct OpenedFile {
  let raw: RawFile
  /// The bytes, decompressed.
  let source: any ByteSource
  /// Whether they are text.
  let content: FileContent
  /// Whether what lies on disk is the text itself: neither packed nor taken out of a document.
  let isPlain: Bool
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
    } else if Archive.mayBeTar(compressedAs: first) {
      if raw.version != nil, Archive.isTar(compressedAt: path) { throw .archive(path: path) }
      throw .unsupported(
        path: path,
        reason:
          "of what bzip2 or xz compressed only whole tar archives are read; unpack it, or fetch it again if it is one")
    } else if Archive.isZip(first) {
      let book = try OpenedFile.workbook(raw)
      (packed, workbookNote) = (MemorySource(book.text, of: raw), book.note)
    } else if first.starts(with: ParquetTable.magic) {
      // Its texts are known to be UTF-8, and nothing is packed or held in it.
      let table = try ParquetSource(raw)
      source = LimitedSource(table, of: raw, given: 0)
      (content, isPlain, makeNotes) = (.text, false, { [table.note] })
      return
    } else {
      packed = raw
    }
    isPlain = packed === raw
    let isPacked = packed is GzipSource || packed is ZstdSource
    if isPacked {
      first = try packed.take(Self.peeked)
      packed = ReturnedSource(LimitedSource(packed, of: raw, given: first.count), first: first)
    }
    if first.starts(with: SegmentSource.magic) {
      let segment = SegmentSource(packed, path: path, size: isPacked ? nil : raw.size)
      (source, content, makeNotes) = (segment, .segment, { [segment.note] })
    } else if RepositorySource.begins(first) {
      if raw.isInArchive, raw.size ?? 0 > Archive.largestWhole {
        throw .unsupported(
          path: path, reason: "repositories of more than 64 MB in an archive; unpack it, and name the folder")
      }
      let repository = try RepositorySource(packed, of: raw)
      (source, content, makeNotes) = (repository, .repository, { [repository.note] })
    } else {
      let decoding = DecodingSource(packed)
      (source, content, makeNotes) = (decoding, .text, { [workbookNote, decoding.note] })
    }
  }

  /// What follows in an open file of plain UTF-8 of which the first bytes are read.
  init(restOf raw: RawFile) {
    (self.raw, source, content, isPlain, makeNotes) = (raw, raw, .text, true, { [] })
  }

  /// How many bytes are looked at to know what packs or holds the others.
  private static let peeked = 16

  /// The sheet of a workbook, as comma-separated values, and what is said of it. Any other zip archive is an archive.
  private static func workbook(_ raw: RawFile) throws(FormatError) -> (text: [UInt8], note: String) {
    if raw.version != nil, !Workbook.isOne(at: raw.path) { throw .archive(path: raw.path) }
    if raw.isInArchive, raw.size ?? 0 > Archive.largestWhole { throw Archive.nested(path: raw.path) }
    guard let bytes = try raw.takeAll(atMost: Workbook.mostBytes) else {
      throw .unsupported(path: raw.path, reason: "the workbook is larger than 1 GB; save it as CSV")
    }
    let result = bytes.withUnsafeBytes { bytes -> Result<(text: [UInt8], note: String), FormatError> in
      let book = Workbook(bytes)
      do throws(Workbook.Failure) {
        if try book.isOne { return .success(try book.text()) }
      } catch {
        return .failure(.unsupported(path: raw.path, reason: error.reason))
      }
      return .failure(
        raw.isInArchive
          ? Archive.nested(path: raw.path)
          : .unsupported(
            path: raw.path,
            reason: "a zip archive is read by its directory, which comes last: name the file, not standard input"))
    }
    return try result.get()
  }

  /// What was noticed of how it is written, once its start was read.
  var notes: [String] { makeNotes().compactMap(\.self) }

  /// The first bytes, decompressed, as many as a format is detected from.
  /// - Throws: `FormatError.archive` where they are a tar archive's, besides what reading throws.
  func start() throws(FormatError) -> BlockBuffer {
    let start = BlockBuffer(capacity: FileSample.size)
    try start.fill(from: source)
    guard content == .text else { return start }
    if Archive.isTar(start.bytes) {
      if raw.isInArchive { throw Archive.nested(path: raw.path) }
      if raw.version != nil { throw .archive(path: raw.path) }
      throw .unsupported(
        path: raw.path, reason: "a tar archive is gone through twice: name the file, not standard input")
    }
    start.dropByteOrderMark()
    return start
  }
}
