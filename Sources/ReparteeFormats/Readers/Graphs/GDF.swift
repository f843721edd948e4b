import ReparteeGraph

/// GUESS's graph format (.gdf), which the YouTube Data Tools and Netvizz write: nodes as a table below `nodedef>`, edges as
/// one below `edgedef>`.
///
/// - A node is an account by its `name`, which is its id; `label` is its name; `handle` (or `screen_name`, `username`) and
///   `followers` are read.
/// - An edge is `node1,node2`, and optionally `weight`, `directed` (a graph that does not say is directed) and `kind` or
///   `type`; what it means, its kind or the one given says.
///
/// The file is held in memory as a whole. Reference: http://graphexploration.cond.org/manual.html.
struct GDF: FileFormat {
  let name = "gdf"
  let summary =
    "a graph in GDF (YouTube Data Tools, Netvizz, Gephi); an edge's kind, or the one given, says what it means"
  let platform: String? = nil

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    sample.bytes.withUnsafeBufferPointer { $0.trimmed.prefix(8).elementsEqual("nodedef>".utf8) } ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    let text = String(decoding: sample.bytes, as: UTF8.self)
    let saysKind = text.firstMatch(of: /edgedef>[^\n]*\b(kind|type|relationship)\b/) != nil
    if options.kind == nil, sample.isWhole, !saysKind { throw .edgesWithoutKind(path: sample.path) }
    return Reader(kind: options.kind)
  }

  private struct Reader: BlockReader {
    let kind: EdgeKind?
    var rows: RowDivision { .whole }

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      var reading = GDFReading(fallback: kind)
      var start = 0
      while start < block.bytes.count {
        let (end, next) = LineEnds.line(block.bytes, from: start)
        let line = block.bytes.part(start, end).trimmed
        start = next
        batch.lines += 1
        if line.isEmpty { continue }
        do throws(RowProblem) {
          guard let text = line.text else {
            throw RowProblem("expected UTF-8, found other bytes; save the file as UTF-8")
          }
          try reading.read(text, to: &batch.platforms[0])
        } catch {
          batch.rejects.append(Reject(line: batch.lines, reason: error.reason))
        }
      }
      batch.take(reading.finish())
    }
  }

  /// The cells of a line, between commas; quotation marks, single or double, go around those that hold some.
  fileprivate static func cells(_ line: String) -> [String] {
    let marks = [Byte.quote, UInt8(ascii: "'")]
    if !line.utf8.contains(where: marks.contains) {
      return line.utf8.split(separator: Byte.comma, omittingEmptySubsequences: false).map {
        String(Substring($0)).trimmingBlanks
      }
    }
    var (cells, cell, mark): ([String], [UInt8], UInt8?) = ([], [], nil)
    func end() {
      cells.append(String(decoding: cell, as: UTF8.self).trimmingBlanks)
      cell = []
    }
    for byte in line.utf8 {
      if let open = mark {
        if byte == open { mark = nil } else { cell.append(byte) }
      } else if byte == Byte.comma {
        end()
      } else if marks.contains(byte), cell.allSatisfy(Bytes.isBlank) {
        mark = byte
        cell = []
      } else {
        cell.append(byte)
      }
    }
    end()
    return cells
  }
}

/// Where in a file of GDF the reading is: among nodes or edges, and in which columns.
private struct GDFReading {
  let fallback: EdgeKind?
  private let notes = IDNotes()
  private var isAmongEdges = false
  /// The first column of each name.
  private var columns: [String: Int] = [:]
  private var declared: Set<ExternalID> = []
  private var undeclared: Set<ExternalID> = []

  init(fallback: EdgeKind?) { self.fallback = fallback }

  /// Reads a line: the names of columns, a node or an edge.
  mutating func read(_ line: String, to platform: inout RecordBatch.Platform) throws(RowProblem) {
    if line.hasPrefix("nodedef>") || line.hasPrefix("edgedef>") {
      isAmongEdges = line.hasPrefix("edgedef>")
      let names = line.dropFirst(8).split(separator: ",", omittingEmptySubsequences: false).map { column in
        column.split(separator: " ").first.map { $0.lowercased() } ?? ""
      }
      columns = Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first })
      return
    }
    let cells = GDF.cells(line)
    if isAmongEdges { try readEdge(cells, to: &platform) } else { try readNode(cells, to: &platform) }
  }

  private mutating func readNode(_ cells: [String], to platform: inout RecordBatch.Platform) throws(RowProblem) {
    let id = try node("name", in: cells, expected: "a node's id")
    declared.insert(id)
    let label = cell("label", in: cells)
    let followers = cell("followers", "followers_count", in: cells).flatMap { text -> Int64? in
      var text = text
      return text.withUTF8 { WrittenCount.count($0) }
    }
    platform.accounts.append(
      AccountRecord(
        id: id, handle: cell("handle", "screen_name", "username", in: cells), name: label == "\(id)" ? nil : label,
        followers: followers))
  }

  private mutating func readEdge(_ cells: [String], to platform: inout RecordBatch.Platform) throws(RowProblem) {
    let source = try node("node1", in: cells, expected: "a node")
    let target = try node("node2", in: cells, expected: "a node")
    for end in [source, target] where !declared.contains(end) { undeclared.insert(end) }
    let stated = cell("kind", "type", "relationship", in: cells)
    try GraphEdge(
      source: source, target: target,
      kind: stated.flatMap { GraphEdge.kind(named: $0) == nil && fallback != nil ? nil : $0 },
      weight: cell("weight", in: cells), isDirected: cell("directed", in: cells)?.lowercased() != "false"
    ).append(fallback: fallback, to: &platform, notes)
  }

  private func node(_ column: String, in cells: [String], expected: String) throws(RowProblem) -> ExternalID {
    guard let id = try notes.id(cell(column, in: cells) ?? "", column) else {
      throw RowProblem("\(column): expected \(expected)")
    }
    return id
  }

  /// The first cell of these columns that holds something.
  private func cell(_ names: String..., in cells: [String]) -> String? {
    for name in names {
      if let place = columns[name], place < cells.count, !cells[place].isEmpty { return cells[place] }
    }
    return nil
  }

  /// What was noticed of the whole file.
  func finish() -> IDNotes {
    if let first = undeclared.min() {
      notes.add("ends of edges that are no declared node, such as \(first)", times: undeclared.count)
    }
    return notes
  }
}
