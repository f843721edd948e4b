import ReparteeGraph

/// Cytoscape's simple interaction format: `source relation target target …`, an edge for each target.
///
/// The relation says the kind, by its own word or another that means the same (``GraphEdge``), else the kind given. Fields are
/// between tabs where the file has any, else between blanks; a line of one field is a node without edges.
///
/// Reference: Cytoscape's manual, "SIF format".
struct SIF: FileFormat {
  let name = "sif"
  let summary =
    "edges “source relation target …” (Cytoscape's SIF); the relation, or the kind given, says what they mean"
  let platform: String? = nil

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    SIFShape(sample).isSIF ? .likely : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    let shape = SIFShape(sample)
    if options.kind == nil, !shape.relations.contains(where: { GraphEdge.kind(named: $0) != nil }) {
      throw .edgesWithoutKind(path: sample.path)
    }
    return Reader(hasTabs: shape.hasTabs, kind: options.kind)
  }

  private struct Reader: BlockReader {
    let hasTabs: Bool
    let kind: EdgeKind?
    let rows = RowDivision.lines

    func read(_ block: FileBlock, into batch: inout RecordBatch) {
      let notes = IDNotes()
      defer { batch.take(notes) }
      var start = 0
      while start < block.bytes.count {
        let (end, next) = LineEnds.line(block.bytes, from: start)
        let line = block.bytes.part(start, end)
        start = next
        batch.lines += 1
        if EdgeLine.isNoRow(line) { continue }
        do throws(RowProblem) {
          try append(SIFShape.fields(line, hasTabs: hasTabs), to: &batch, notes)
        } catch {
          batch.rejects.append(Reject(line: batch.lines, reason: error.reason))
        }
      }
    }

    private func append(_ fields: [Bytes], to batch: inout RecordBatch, _ notes: IDNotes) throws(RowProblem) {
      if fields.count == 1 {
        batch.ignored["nodes without edges", default: 0] += 1
        return
      }
      guard fields.count > 2 else { throw RowProblem("expected “source relation target”, found 2 fields") }
      guard let relation = fields[1].text else { throw RowProblem("relation: expected UTF-8, found other bytes") }
      guard let source = try notes.id(fields[0], "source") else { throw RowProblem("source: expected an id") }
      let stated = GraphEdge.kind(named: relation) == nil && kind != nil ? nil : relation
      for field in fields[2...] {
        guard let target = try notes.id(field, "target") else { throw RowProblem("target: expected an id") }
        try GraphEdge(source: source, target: target, kind: stated).append(
          fallback: kind, to: &batch.platforms[0], notes)
      }
    }
  }
}

/// What the first lines of a file say of it as SIF, or as a list of what each node is tied to.
struct SIFShape {
  private(set) var hasTabs = false
  /// The words between sources and targets, and how often each stands there.
  private(set) var relationCounts: [String: Int] = [:]
  /// The words between sources and targets.
  var relations: Set<String> { Set(relationCounts.keys) }
  private(set) var isSIF = false
  /// Whether lines name a node and all that it is tied to, which is not read.
  private(set) var isAdjacencyList = false

  init(_ sample: FileSample) {
    sample.bytes.withUnsafeBufferPointer { bytes in
      guard let first = bytes.trimmed.first, !"{[<*@".utf8.contains(first) else { return }
      hasTabs = bytes.contains(Byte.tab)
      var (start, rows) = (0, 0)
      var (sources, targets): (Set<String>, Set<String>) = ([], [])
      var lengths: Set<Int> = []
      var firstRelation: String?
      var (areSourcesNumbers, areTargetsNumbers) = (true, true)
      while start < bytes.count, rows < 300 {
        let (end, next) = LineEnds.line(bytes, from: start)
        if next == bytes.count, !sample.isWhole, rows > 0 { break }
        let line = bytes.part(start, end)
        start = next
        if EdgeLine.isNoRow(line) { continue }
        let fields = SIFShape.fields(line, hasTabs: hasTabs).map { String(decoding: $0, as: UTF8.self) }
        rows += 1
        lengths.insert(fields.count)
        if fields.contains(where: { $0.contains(",") || $0.contains(";") }) { return }
        sources.insert(fields[0])
        if fields.count > 1 {
          relationCounts[fields[1], default: 0] += 1
          firstRelation = firstRelation ?? fields[1]
        }
        for field in fields.dropFirst(2) {
          targets.insert(field)
          if WrittenCount.number(field) == nil { areTargetsNumbers = false }
        }
        if WrittenCount.number(fields[0]) == nil { areSourcesNumbers = false }
      }
      guard rows > 1, !targets.isEmpty else { return }
      let nodes = sources.union(targets)
      let areWords = relations.allSatisfy { WrittenCount.number($0) == nil && !$0.contains("/") }
      // A sheet whose cells are between tabs looks alike, but has a header, and few of its words come again.
      let areFew = relations.count < rows && firstRelation.map { relationCounts[$0, default: 0] > 1 } ?? false
      let areKinds = relations.allSatisfy { GraphEdge.kind(named: $0) != nil }
      isSIF =
        !lengths.contains(2) && areWords && relations.isDisjoint(with: nodes) && relations.count < nodes.count
        && (areKinds || areFew && (!areTargetsNumbers || areSourcesNumbers))
      isAdjacencyList =
        !isSIF && lengths.count > 1
        && (areTargetsNumbers
          ? targets.isSubset(of: sources)
          : sources.count { relations.contains($0) || targets.contains($0) } * 2 >= sources.count)
    }
  }

  static func fields(_ line: Bytes, hasTabs: Bool) -> [Bytes] {
    line.split(whereSeparator: { hasTabs ? $0 == Byte.tab : Bytes.isBlank($0) })
      .map { Bytes(rebasing: $0).trimmed }.filter { !$0.isEmpty }
  }
}
