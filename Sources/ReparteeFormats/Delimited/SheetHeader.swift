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
  ///   - needed: names that the header has to have; rows above the first one that has them all are passed over.
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
    guard let first = SheetHeader(sample, dialects: dialects) else { return nil }
    self.init(names: first.names.indices.map { "\($0 + 1)" }, dialect: first.dialect, start: 0, end: 0)
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
