/// The first row of a sheet: the names of its columns.
struct SheetHeader: Sendable {
  /// As the file writes them, without blanks around them.
  let names: [String]
  let delimiter: UInt8
  /// Where the header begins, and where the first row behind it does.
  private let start: Int
  let end: Int

  /// Reads the header of a file that begins with `sample`; nil when its first row is broken, or longer than the sample.
  ///
  /// - Parameters:
  ///   - delimiter: what stands between two cells; nil takes what makes most of them.
  ///   - needed: names that the header has to have; rows above the first one that has them all are passed over.
  init?(_ sample: FileSample, delimiter: UInt8? = nil, naming needed: [String] = []) {
    let delimiters = delimiter.map { [$0] } ?? [Byte.comma, Byte.tab, Byte.semicolon]
    let header = sample.bytes.withUnsafeBufferPointer { bytes -> SheetHeader? in
      var start = 0
      while let header = SheetHeader.read(bytes, from: start, delimiters, isWhole: sample.isWhole) {
        if needed.allSatisfy(header.has) { return header }
        start = LineEnds.line(bytes, from: header.start).next
      }
      return nil
    }
    guard let header else { return nil }
    self = header
  }

  /// The columns of a sheet without a header, called by their numbers from 1.
  init?(counting sample: FileSample, delimiter: UInt8?) {
    guard let first = SheetHeader(sample, delimiter: delimiter) else { return nil }
    self.init(names: first.names.indices.map { "\($0 + 1)" }, delimiter: first.delimiter, start: 0, end: 0)
  }

  private init(names: [String], delimiter: UInt8, start: Int, end: Int) {
    self.names = names
    self.delimiter = delimiter
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

  private static func read(
    _ bytes: Bytes, from first: Int, _ delimiters: [UInt8], isWhole: Bool
  ) -> SheetHeader? {
    var start = first
    while start < bytes.count {
      let line = LineEnds.line(bytes, from: start)
      if !bytes.part(start, line.end).trimmed.isEmpty { break }
      start = line.next
    }
    var best: SheetHeader?
    if start >= bytes.count, first > 0 { return nil }
    for delimiter in delimiters {
      var fields: [Delimited.Field] = []
      guard let row = Delimited(delimiter: delimiter).row(bytes, from: start, isLast: isWhole, fields: &fields),
        !row.isBroken
      else { continue }
      if let best, best.names.count >= fields.count { continue }
      let names = fields.compactMap { bytes.part($0.start, $0.end).trimmed.text }
      if names.count < fields.count { continue }
      best = SheetHeader(names: names, delimiter: delimiter, start: start, end: row.next)
    }
    return best
  }
}
