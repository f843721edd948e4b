import ReparteeGraph

/// GUESS's graph format (.gdf), which the YouTube Data Tools and Netvizz write: nodes as a table below `nodedef>`, edges as
/// one below `edgedef>`.
///
/// - A node is an account by its `name`, which is its id; `label` is its name.
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
      let notes = IDNotes()
      defer { batch.take(notes) }
      var (start, isEdges) = (0, false)
      var columns: [String] = []
      var declared: Set<ExternalID> = []
      var undeclared: Set<ExternalID> = []
      while start < block.bytes.count {
        let (end, next) = LineEnds.line(block.bytes, from: start)
        let line = block.bytes.part(start, end).trimmed
        start = next
        batch.lines += 1
        if line.isEmpty { continue }
        guard let text = line.text else {
          batch.rejects.append(
            Reject(line: batch.lines, reason: "expected UTF-8, found other bytes; save the file as UTF-8"))
          continue
        }
        if text.hasPrefix("nodedef>") || text.hasPrefix("edgedef>") {
          isEdges = text.hasPrefix("edgedef>")
          columns = text.dropFirst(8).split(separator: ",", omittingEmptySubsequences: false).map { column in
            column.split(separator: " ").first.map { $0.lowercased() } ?? ""
          }
          continue
        }
        let cells = GDF.cells(text)
        func cell(_ names: String...) -> String? {
          for name in names {
            if let place = columns.firstIndex(of: name), place < cells.count, !cells[place].isEmpty {
              return cells[place]
            }
          }
          return nil
        }
        do throws(RowProblem) {
          if isEdges {
            guard let source = try notes.id(cell("node1") ?? "", "node1") else {
              throw RowProblem("node1: expected a node")
            }
            guard let target = try notes.id(cell("node2") ?? "", "node2") else {
              throw RowProblem("node2: expected a node")
            }
            for end in [source, target] where !declared.contains(end) { undeclared.insert(end) }
            let stated = cell("kind", "type", "relationship")
            try GraphEdge(
              source: source, target: target,
              kind: stated.flatMap { GraphEdge.kind(named: $0) == nil && kind != nil ? nil : $0 },
              weight: cell("weight"),
              isDirected: cell("directed")?.lowercased() != "false"
            ).append(fallback: kind, to: &batch.platforms[0], notes)
          } else {
            guard let id = try notes.id(cell("name") ?? "", "name") else {
              throw RowProblem("name: expected a node's id")
            }
            declared.insert(id)
            let label = cell("label")
            batch.platforms[0].accounts.append(AccountRecord(id: id, name: label == "\(id)" ? nil : label))
          }
        } catch {
          batch.rejects.append(Reject(line: batch.lines, reason: error.reason))
        }
      }
      if let first = undeclared.min() {
        notes.add("ends of edges that are no declared node, such as \(first)", times: undeclared.count)
      }
    }
  }

  /// The cells of a line, between commas; quotation marks, single or double, go around those that hold some.
  private static func cells(_ line: String) -> [String] {
    var (cells, cell, mark): ([String], String, Character?) = ([], "", nil)
    for character in line {
      if let open = mark {
        if character == open { mark = nil } else { cell.append(character) }
      } else if character == "," {
        cells.append(cell.trimmingBlanks)
        cell = ""
      } else if (character == "\"" || character == "'") && cell.allSatisfy(\.isWhitespace) {
        mark = character
        cell = ""
      } else {
        cell.append(character)
      }
    }
    return cells + [cell.trimmingBlanks]
  }
}
