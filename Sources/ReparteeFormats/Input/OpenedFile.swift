/// An open file and what decompresses it, chosen by its first bytes, whatever its name.
struct OpenedFile {
  let raw: RawFile
  /// The bytes, decompressed.
  let source: any ByteSource
  private let decoding: DecodingSource

  init(path: String) throws(FormatError) { try self.init(RawFile(path: path)) }

  /// A file of which nothing has been read.
  init(_ raw: RawFile) throws(FormatError) {
    self.raw = raw
    let path = raw.path
    let first = try raw.peek(4)
    if first.isEmpty { throw .empty(path: path) }
    let packed: any ByteSource
    if first.starts(with: GzipSource.magic) {
      packed = try GzipSource(file: raw)
    } else if first == ZstdSource.magic {
      packed = try ZstdSource(file: raw)
    } else if first.starts(with: Array("BZh".utf8)) || first.starts(with: [0xfd, 0x37, 0x7a, 0x58]) {
      throw .unsupported(path: path, reason: "bzip2 and xz are not read; unpack it first")
    } else if first.starts(with: [0x50, 0x4b, 0x03, 0x04]) {
      throw .unsupported(path: path, reason: "it is a zip archive or a workbook; unpack it, or save the sheet as CSV")
    } else if first.elementsEqual(Array("PAR1".utf8)) {
      throw .unsupported(path: path, reason: "Parquet is not read; export the table as CSV")
    } else {
      packed = raw
    }
    let decoding = DecodingSource(packed)
    (source, self.decoding) = (decoding, decoding)
  }

  /// What was noticed of how it is written, once its start was read.
  var notes: [String] { decoding.note.map { [$0] } ?? [] }

  /// The first bytes, decompressed, as many as a format is detected from.
  func start() throws(FormatError) -> BlockBuffer {
    let start = BlockBuffer(capacity: FileSample.size)
    try start.fill(from: source)
    start.dropByteOrderMark()
    return start
  }
}
