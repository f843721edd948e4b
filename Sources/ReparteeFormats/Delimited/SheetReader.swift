/// Reads a sheet's rows through a closure that makes records of each: what all headed formats share.
struct SheetReader: BlockReader {
  let columns: SheetColumns
  /// Makes records of one row; the closure says on which line of its block it begins, which takes a look at all before it.
  typealias RowBody = (SheetRow, () -> Int, inout RecordBatch) throws(RowProblem) -> Void
  /// What reads the rows of one block.
  private let makeBody: @Sendable () -> RowBody

  var rows: RowDivision { .sheetRows(columns.header.dialect) }
  var ignoredColumns: [String] { columns.ignored }
  var columnNames: [String] { columns.header.names }
  var notes: [String] { columns.notes + columns.header.notes + ownNotes }
  /// What completes its batches, and what the format noticed of the sheet.
  private var finisher: (@Sendable () -> any BatchFinisher)?
  private var ownNotes: [String] = []
  func makeFinisher() -> (any BatchFinisher)? { finisher?() }

  /// The same reader, whose batches are completed, and which says more of the sheet.
  func with(finisher: (@Sendable () -> any BatchFinisher)? = nil, notes: [String] = []) -> SheetReader {
    var reader = self
    (reader.finisher, reader.ownNotes) = (finisher, notes)
    return reader
  }

  init(
    _ columns: SheetColumns,
    readRow: @escaping @Sendable (SheetRow, () -> Int, inout RecordBatch) throws(RowProblem) -> Void
  ) {
    self.init(columns, eachBlock: { readRow })
  }

  /// A reader whose rows share something that belongs to one block, since blocks are read at once.
  init(_ columns: SheetColumns, eachBlock makeBody: @escaping @Sendable () -> RowBody) {
    self.columns = columns
    self.makeBody = makeBody
  }

  func read(_ block: FileBlock, into batch: inout RecordBatch) {
    let bytes = block.bytes
    let readRow = makeBody()
    let dialect = columns.header.dialect
    let width = columns.header.names.count
    var counter = LineCounter(bytes)
    var fields = PlainArray<SheetDialect.Field>()
    let notes = IDNotes()
    // One for all rows, with a copy of its own: cores that share an array share its reference count too.
    var current = SheetRow(
      bytes: bytes, fields: fields.all, dialect: dialect, timeForms: columns.timeForms.map { $0 }, notes: notes)
    var start = min(max(columns.header.end - block.offset, 0), bytes.count)
    while start < bytes.count, let row = dialect.row(bytes, from: start, isLast: true, fields: &fields) {
      let begin = start
      start = row.next
      if !row.isBroken, fields.count == 1, fields[0].trimmed(bytes).isEmpty { continue }
      do throws(RowProblem) {
        if row.isBroken { throw RowProblem(SheetDialect.brokenQuotes) }
        if fields.count != width { throw RowProblem("expected \(width) fields, found \(fields.count)") }
        if fields.count > 1, fields.all.allSatisfy({ $0.start == $0.end }) {
          batch.ignored["rows of empty cells", default: 0] += 1
          continue
        }
        current.fields = fields.all
        try readRow(current, { counter.line(at: begin) }, &batch)
        batch.markPosts { counter.line(at: begin) }
      } catch {
        batch.rejects.append(Reject(line: counter.line(at: begin), reason: error.reason))
      }
    }
    batch.take(notes)
    batch.lines = counter.total()
  }
}
