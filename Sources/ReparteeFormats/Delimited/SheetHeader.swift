/// The first row of a sheet: the names of its columns.
struct SheetHeader: Sendable {
  /// As the file writes them, without blanks around them.
  let names: [String]
  let dialect: SheetDialect
  /// Where the header begins, and where the first row after it does.
  private let start: Int
  let end: Int
  /// What was noticed above it.
  private(set) var notes: [String] = []

  /// Reads the header of a file that begins with `sample`; nil when its first row is broken, or longer than the sample.
  ///
  /// - Parameters:
  ///   - dialects: how cells may be set apart; the one that makes most of them is taken.
  ///   - needed: names that the header has to have; rows above the first one that has them all are passed over. Where none are
  ///     given, a title is passed over (see `belowTitle`).
  init?(
    _ sample: FileSample, dialects: [SheetDialect] = SheetDialect.commonDelimiters.map { SheetDialect(delimiter: $0) },
    naming needed: [String] = []
  ) {
    let header = sample.bytes.withUnsafeBufferPointer { bytes -> SheetHeader? in
      var start = 0
      var dialects = dialects
      var notes: [String] = []
      if let separator = SheetHeader.separator(bytes) {
        dialects = dialects.filter { $0.delimiter == separator.delimiter }
        if dialects.isEmpty { dialects = [SheetDialect(delimiter: separator.delimiter)] }
        start = separator.next
        notes = ["its first line says what is between the cells, and is no row"]
      }
      let first = SheetHeader.read(bytes, from: start, dialects, isWhole: sample.isWhole)
      if needed.isEmpty, var header = SheetHeader.belowTitle(bytes, from: start, dialects, isWhole: sample.isWhole),
        // Where the first row is as wide, it has to be of the same dialect: a tab in a cell divides nothing.
        header.names.count > first?.names.count ?? 0
          || header.names.count == first?.names.count && header.dialect == first?.dialect
      {
        header.notes = notes + header.notes
        return header
      }
      while let header = SheetHeader.read(bytes, from: start, dialects, isWhole: sample.isWhole) {
        if needed.allSatisfy(header.has) {
          var header = header
          header.notes = notes
          return header
        }
        start = LineEnds.line(bytes, from: header.start).next
      }
      return nil
    }
    guard let header else { return nil }
    self = header
  }

  /// The delimiter that Excel's line `sep=;` names, and where the next line begins; nil where the first line is none.
  static func separator(_ bytes: Bytes) -> (delimiter: UInt8, next: Int)? {
    let line = LineEnds.line(bytes, from: 0)
    let text = bytes.part(0, line.end)
    guard text.count >= 5, text.prefix(4).elementsEqual("sep=".utf8) || text.prefix(4).elementsEqual("SEP=".utf8),
      text.count == 5 || text.dropFirst(5).allSatisfy({ Bytes.isBlank($0) || $0 == text[4] })
    else { return nil }
    return (text[4], line.next)
  }

  /// The columns of a sheet without a header, called by their numbers from 1.
  init?(counting sample: FileSample, dialects: [SheetDialect]) {
    let first = sample.bytes.withUnsafeBufferPointer {
      SheetHeader.read($0, from: 0, dialects, isWhole: sample.isWhole)
    }
    guard let first else { return nil }
    self.init(names: first.names.indices.map { "\($0 + 1)" }, dialect: first.dialect, start: 0, end: 0)
  }

  /// How many rows may stand above a header, and how many cells each of them may fill.
  private static let longestTitle = (rows: 30, cells: 2)

  /// The header of a sheet that begins with a title, as exports of monitoring tools do: what was searched for, and when. Each
  /// row of a title fills at most two cells, and at most half as many as most of the first rows have; the header is the first
  /// row that is as wide as they are and fills more, if all its cells are words. Nil where the first row is no title, or
  /// begins as a comment.
  private static func belowTitle(
    _ bytes: Bytes, from start: Int, _ dialects: [SheetDialect], isWhole: Bool
  ) -> SheetHeader? {
    if let first = bytes[start...].first(where: { !Bytes.isBlank($0) }), "#%*".utf8.contains(first) { return nil }
    var best: SheetHeader?
    var fields = PlainArray<SheetDialect.Field>()
    for dialect in dialects {
      var rows: [(start: Int, end: Int, cells: [Bytes], filled: Int)] = []
      var place = start
      while rows.count <= longestTitle.rows, place < bytes.count,
        let row = dialect.row(bytes, from: place, isLast: isWhole, fields: &fields)
      {
        let cells = row.isBroken ? [] : fields.all.map { $0.trimmed(bytes) }
        rows.append((place, row.next, cells, cells.count { !$0.isEmpty }))
        place = row.next
      }
      let widths = Dictionary(grouping: rows.map(\.cells.count).filter { $0 > 1 }, by: { $0 }).mapValues(\.count)
      guard let width = widths.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key,
        width > best?.names.count ?? 0,
        let header = rows.firstIndex(where: { $0.filled > longestTitle.cells || $0.filled * 2 > width }),
        rows[..<header].contains(where: { $0.filled > 0 || $0.cells.count > 1 }), rows[header].cells.count == width,
        rows[header].cells.allSatisfy({ $0.first.map { !"-0123456789".utf8.contains($0) } ?? true })
      else { continue }
      let names = rows[header].cells.compactMap(\.text)
      if names.count < width { continue }
      best = SheetHeader(names: names, dialect: dialect, start: rows[header].start, end: rows[header].end)
      best?.notes = ["its first \(header == 1 ? "row is" : "\(header) rows are") a title above the header, and no data"]
    }
    return best
  }

  private init(names: [String], dialect: SheetDialect, start: Int, end: Int) {
    self.names = names
    self.dialect = dialect
    self.start = start
    self.end = end
  }

  /// The columns called `name`, in any case.
  func indices(of name: String) -> [Int] {
    let name = name.lowercased()
    return names.indices.filter { names[$0].lowercased() == name }
  }

  /// Whether there is a column called `name`, in any case.
  func has(_ name: String) -> Bool { !indices(of: name).isEmpty }

  /// Calls `body` with the cells of each row of a sample's padded bytes below the header, until it says that it has seen
  /// enough. Broken rows and those of another width are left out.
  func forEachRow(
    in bytes: Bytes, isWhole: Bool, _ body: (UnsafeBufferPointer<SheetDialect.Field>) -> Bool
  ) {
    var fields = PlainArray<SheetDialect.Field>()
    var start = end
    while start < bytes.count, let row = dialect.row(bytes, from: start, isLast: isWhole, fields: &fields) {
      start = row.next
      if row.isBroken || fields.count != names.count { continue }
      if !body(fields.all) { return }
    }
  }

  private static func read(
    _ bytes: Bytes, from first: Int, _ dialects: [SheetDialect], isWhole: Bool
  ) -> SheetHeader? {
    var start = first
    while start < bytes.count {
      let line = LineEnds.line(bytes, from: start)
      if !bytes.part(start, line.end).trimmed.isEmpty { break }
      start = line.next
    }
    var best: SheetHeader?
    if start >= bytes.count, first > 0 { return nil }
    var fields = PlainArray<SheetDialect.Field>()
    for dialect in dialects {
      guard let row = dialect.row(bytes, from: start, isLast: isWhole, fields: &fields), !row.isBroken else { continue }
      if let best, best.names.count >= fields.count { continue }
      let names = fields.all.compactMap { bytes.part($0.start, $0.end).trimmed.text }
      if names.count < fields.count { continue }
      best = SheetHeader(names: names, dialect: dialect, start: start, end: row.next)
    }
    return best
  }
}
