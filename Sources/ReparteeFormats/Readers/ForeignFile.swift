/// Files of kinds that are known and not read: refused by name, with what helps, before one of them is taken for a sheet or an
/// edge list, which they look like.
enum ForeignFile {
  /// Why a file cannot be read, where its beginning shows that it is of such a kind.
  static func refusal(of sample: FileSample) -> FormatError? {
    sample.bytes.withUnsafeBufferPointer { bytes -> String? in
      let start = bytes.trimmed
      func begins(_ text: StaticString) -> Bool {
        start.count >= text.utf8CodeUnitCount
          && start.part(0, text.utf8CodeUnitCount).equalsIgnoringCase(text)
      }
      if begins("%%matrixmarket") {
        return
          "it is a matrix in the Matrix Market format, whose numbers are rows and columns; write its edges as a table "
          + "with the ids of the accounts"
      }
      if begins("dl ") || begins("dl\n") || begins("dl,") || begins("dl\r") || begins("dl\t") {
        return "it is in UCINET's DL format; export it as GraphML, or as a table of edges"
      }
      if begins("*node data") || begins("*tie data") || begins("*node properties") {
        return "it is in NetDraw's format (VNA); export it as GraphML, or as a table of edges"
      }
      if begins("digraph") || begins("strict ") || begins("graph {") || begins("graph{") {
        return "it is in Graphviz's language (DOT), which says nothing of what edges mean; export it as GraphML"
      }
      if begins("window.ytd.") || begins("window.__thar_config") {
        return "a part of an archive of X that holds neither posts nor follows"
      }
      if begins("<!doctype html") || begins("<html") {
        return "it is a web page; export the data as JSON or CSV"
      }
      if isDictionaryList(start) {
        return
          "it is a list of edges with their data in braces, as networkx's write_edgelist writes it; write it by "
          + "write_weighted_edgelist, or with data=False"
      }
      if hasWordsBetweenBlanks(sample) {
        return
          "its first line seems to be a header of words, with blanks between them; put commas between the columns, or "
          + "# before the header"
      }
      if let refusal = MatrixShape(sample).refusal { return refusal }
      if isMatrix(sample) {
        return "it is a matrix whose columns are called as its rows; write its edges as a table, source,target,weight"
      }
      if hasRowNames(start) {
        return
          "it is a table of R with a column of row names that has no header; write it by write.csv(…, row.names = FALSE)"
      }
      if SIFShape(sample).isAdjacencyList {
        return "it is a list of what each node is tied to, several on a line; write one pair a line"
      }
      return nil
    }.map { .unsupported(path: sample.path, reason: $0) }
  }

  /// Whether a list of edges has something in braces behind them.
  private static func isDictionaryList(_ bytes: Bytes) -> Bool {
    var start = 0
    while start < bytes.count {
      let line = LineEnds.line(bytes, from: start)
      let text = bytes.part(start, line.end).trimmed
      start = line.next
      if EdgeLine.isNoRow(text) { continue }
      guard let brace = text.firstIndex(of: UInt8(ascii: "{"), from: 0) else { return false }
      return brace > 2 && text.last == UInt8(ascii: "}") && EdgeLine(text.part(0, brace)).count == 2
    }
    return false
  }

  /// Whether an edge list has a header that no sheet would.
  private static func hasWordsBetweenBlanks(_ sample: FileSample) -> Bool {
    EdgeListShape(sample)?.hasHeader == true && (SheetHeader(sample)?.names.count ?? 0) < 2
  }

  /// Whether the first line has one quoted field fewer than the others, which begin with "1", "2" …, as R writes tables.
  private static func hasRowNames(_ bytes: Bytes) -> Bool {
    let first = LineEnds.line(bytes, from: 0)
    let second = LineEnds.line(bytes, from: first.next)
    let header = bytes.part(0, first.end)
    guard second.end > first.next, header.first == Byte.quote else { return false }
    let row = bytes.part(first.next, second.end)
    func fields(_ line: Bytes) -> Int { line.split(whereSeparator: { Bytes.isBlank($0) || $0 == Byte.comma }).count }
    return row.starts(with: "\"1\"") && fields(row) == fields(header) + 1
  }

  /// Whether a sheet's first cell is empty and its rows begin with the names of its other columns, in their order.
  private static func isMatrix(_ sample: FileSample) -> Bool {
    guard let header = SheetHeader(sample), header.names.count > 2, header.names[0].isEmpty else { return false }
    return sample.withPaddedBytes { bytes in
      var (place, isAlike) = (1, true)
      header.forEachRow(in: bytes, isWhole: sample.isWhole) { fields in
        isAlike =
          place < header.names.count
          && String(decoding: fields[0].trimmed(bytes), as: UTF8.self) == header.names[place]
        place += 1
        return isAlike
      }
      return isAlike && place > 2
    }
  }
}
