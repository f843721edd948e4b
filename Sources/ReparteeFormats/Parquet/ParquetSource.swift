/// The rows of a Parquet file as a sheet of comma-separated values, so that all that reads sheets reads it.
///
/// - The first line has the names of the columns, and each row is a line: line 2 is the first row.
/// - What is missing is an empty cell. Times are ISO 8601, days `2024-04-03`. Line ends in texts become blanks.
/// - Columns of lists and maps are left out, and so are times of day and bytes that are no text; that is said.
///
/// A file on disk is read page by page, and memory holds a page and a dictionary a column; once its rows are through, the file
/// is gone through in order for its digest. What comes through a pipe or out of an archive is held as a whole, up to 1 GB.
final class ParquetSource: ByteSource {
  /// A footer says of each column in each group of rows where it lies: more than this is none.
  private static let longestFooter = 1 << 26

  private let raw: RawFile
  private let file: RandomAccess
  private let table: ParquetTable
  private var group = 0
  private var rowsLeft = 0
  private var readers: [ParquetColumnReader] = []
  /// Text that is still to be given.
  private var pending: [UInt8]
  private var given = 0
  private var isDone = false

  /// What is said of the file.
  let note: String?

  init(_ raw: RawFile) throws(FormatError) {
    self.raw = raw
    do throws(ParquetFailure) {
      file = try RandomAccess(raw)
      table = try Self.table(of: file)
      let names = table.columns.map { CommaSeparated.field(SafeText.withoutControls($0.name)) }
      if names.isEmpty { throw .unsupported("none of its columns can be read as a cell of a sheet") }
      pending = Array((names.joined(separator: ",") + "\n").utf8)
    } catch {
      throw error.error(for: raw.path)
    }
    let omitted = table.omitted.map { "“\(SafeText.withoutControls($0))”" }
    let rest =
      omitted.isEmpty
      ? ""
      : "; left out, since they hold lists or what no cell shows: \(omitted.prefix(5).joined(separator: ", "))"
        + (omitted.count > 5 ? " and \(omitted.count - 5) more" : "")
    note = "it is a Parquet table, whose first row counts as line 2\(rest)"
  }

  var bytesRead: Int { file.isHeld ? raw.bytesRead : max(raw.bytesRead, progress) }

  /// How many bytes of the file the rows given so far lie in, as far as their groups tell.
  private var progress: Int { table.groups.isEmpty ? file.size : file.size / table.groups.count * group }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(FormatError) -> Int {
    do throws(ParquetFailure) {
      var filled = 0
      while filled < buffer.count {
        if given == pending.count {
          if isDone { break }
          try makeRows()
          continue
        }
        let count = min(buffer.count - filled, pending.count - given)
        pending.withUnsafeBytes {
          UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            .copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[given..<(given + count)]))
        }
        given += count
        filled += count
      }
      return filled
    } catch {
      throw error.error(for: raw.path)
    }
  }

  /// Makes the next rows, some hundred kilobytes of them.
  private func makeRows() throws(ParquetFailure) {
    pending.removeAll(keepingCapacity: true)
    given = 0
    while pending.count < 1 << 18 {
      while rowsLeft == 0 {
        guard group < table.groups.count else { return try finish() }
        rowsLeft = table.groups[group].rows
        readers = []
        for column in table.columns {
          guard let chunk = table.groups[group].chunks[column.place] else {
            throw .damage("the column “\(column.name)” is not where the file says")
          }
          readers.append(ParquetColumnReader(column, in: chunk, rows: rowsLeft, of: file))
        }
        group += 1
      }
      for index in readers.indices {
        if index > 0 { pending.append(Byte.comma) }
        try readers[index].appendNext(to: &pending)
      }
      pending.append(Byte.lineFeed)
      rowsLeft -= 1
    }
  }

  /// Goes through the file in order, where somebody wants its digest.
  private func finish() throws(ParquetFailure) {
    isDone = true
    guard !file.isHeld, raw.observer != nil else { return }
    do throws(FormatError) { while try raw.take(1 << 20).count == 1 << 20 {} } catch { throw .file(error) }
  }

  private static func table(of file: RandomAccess) throws(ParquetFailure) -> ParquetTable {
    let magic = ParquetTable.magic
    guard file.size >= 2 * magic.count + 4 else { throw .damage("it ends too early") }
    let tail = try file.bytes(at: file.size - 8, count: 8)
    guard tail.count == 8, tail.suffix(4) == magic[...] else {
      throw .damage("it does not end as it should; it may not have been written to its end")
    }
    let length = Int(tail.number(UInt32.self, at: 0))
    guard length <= file.size - 12, length <= longestFooter else { throw .damage("its footer is longer than the file") }
    let footer = try file.bytes(at: file.size - 8 - length, count: length)
    return try footer.withUnsafeBufferPointer { footer throws(ParquetFailure) in
      try ParquetTable(footer, size: file.size)
    }
  }
}

extension ParquetFailure {
  fileprivate func error(for path: String) -> FormatError {
    switch self {
    case .damage(let reason): .truncated(path: path, reason: "the Parquet file is damaged: \(reason)")
    case .unsupported(let reason): .unsupported(path: path, reason: "of the Parquet file, \(reason)")
    case .file(let error): error
    }
  }
}

/// A file of which any part can be read: on disk, or held in memory.
struct RandomAccess {
  /// More than is held in memory.
  private static let mostBytes = 1 << 30

  private let raw: RawFile
  private let held: [UInt8]?
  let size: Int
  /// How many bytes its pages have unpacked to so far.
  private let unpacked = Counter()
  private let limits = InputLimits.current

  private final class Counter { var bytes = 0 }

  var isHeld: Bool { held != nil }

  init(_ raw: RawFile) throws(ParquetFailure) {
    self.raw = raw
    if raw.version != nil, let size = raw.size {
      (held, self.size) = (nil, size)
      return
    }
    do throws(FormatError) {
      guard let bytes = try raw.takeAll(atMost: Self.mostBytes) else {
        throw .unsupported(
          path: raw.path, reason: "a Parquet file of more than 1 GB through a pipe or in an archive; name the file")
      }
      (held, size) = (bytes, bytes.count)
    } catch { throw .file(error) }
  }

  /// The bytes from `start` on, as many as there are up to `count`.
  func bytes(at start: Int, count: Int) throws(ParquetFailure) -> [UInt8] {
    if let held { return Array(held[min(start, size)..<min(start + count, size)]) }
    do throws(FormatError) { return try raw.bytes(at: start, count: min(count, max(0, size - start))) } catch {
      throw .file(error)
    }
  }

  /// Counts what a page unpacks to, before it is unpacked.
  /// - Throws: where the whole is more than a file may unpack to.
  func count(unpacked bytes: Int) throws(ParquetFailure) {
    unpacked.bytes += bytes
    if let refusal = limits.refusal(unpacked: unpacked.bytes, packed: size) {
      throw .unsupported("what its pages hold is too much: \(refusal)")
    }
  }
}
