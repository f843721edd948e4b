/// The first row of a sheet: the names of its columns.
struct SheetHeader: Sendable {
  /// As the file writes them, without blanks around them.
  let names: [String]
  let delimiter: UInt8
  /// Where the first row behind the header begins.
  let end: Int

  /// Reads the header of a file that begins with `sample`; nil when its first row is broken, or longer than the sample.
  init?(_ sample: FileSample) {
    let header = sample.bytes.withUnsafeBufferPointer { SheetHeader.read($0, isWhole: sample.isWhole) }
    guard let header else { return nil }
    self = header
  }

  private init(names: [String], delimiter: UInt8, end: Int) {
    self.names = names
    self.delimiter = delimiter
    self.end = end
  }

  /// The columns called `name`, in any case.
  func indices(of name: String) -> [Int] {
    let name = name.lowercased()
    return names.indices.filter { names[$0].lowercased() == name }
  }

  /// Whether there is a column called `name`, in any case.
  func has(_ name: String) -> Bool { !indices(of: name).isEmpty }

  private static func read(_ bytes: Bytes, isWhole: Bool) -> SheetHeader? {
    var start = 0
    while start < bytes.count {
      let line = LineEnds.line(bytes, from: start)
      if !bytes.part(start, line.end).trimmed.isEmpty { break }
      start = line.next
    }
    var best: SheetHeader?
    for delimiter in [Byte.comma, Byte.tab, Byte.semicolon] {
      var fields: [Delimited.Field] = []
      guard let row = Delimited(delimiter: delimiter).row(bytes, from: start, isLast: isWhole, fields: &fields),
        !row.isBroken
      else { continue }
      if let best, best.names.count >= fields.count { continue }
      let names = fields.compactMap { bytes.part($0.start, $0.end).trimmed.text }
      if names.count < fields.count { continue }
      best = SheetHeader(names: names, delimiter: delimiter, end: row.next)
    }
    return best
  }
}
