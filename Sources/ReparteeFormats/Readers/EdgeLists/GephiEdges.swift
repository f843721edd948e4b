import ReparteeGraph

/// Gephi's edge table: `Source,Target`, and optionally `Type,Kind,Weight,Platform`, in any case and order; other sheets of edges
/// whose headers name both ends, such as `from,to,weight` (``EdgeHeader``).
///
/// A row is an edge: the source acts on the target as `Kind` says, or `Label`, where each of them means a kind, or else the kind
/// given, since Gephi's own tables do not say what their edges mean. A row whose type is `Undirected` or `Mutual` is an arc each way. See ``GraphEdge`` for the rest.
///
/// Reference: Gephi's documentation, "Import CSV data".
struct GephiEdges: FileFormat {
  let name = "gephi-csv"
  let summary =
    "Gephi's edge table, Source,Target[,Type,Kind,Weight]; a kind, or the one given, says what an edge means"
  let platform: String? = nil

  private enum EdgeType: String, CaseIterable { case directed, undirected, mutual }

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    guard options.columns.isEmpty, let header = SheetHeader(sample) else { return .none }
    if header.has("source"), header.has("target") { return .certain }
    return header.names.count <= 4 && EdgeHeader.ends(of: header.names) != nil ? .likely : .none
  }

  /// The column of labels, where each of them in the sample means a kind.
  private static func labels(that columns: SheetColumns, of sample: FileSample) -> Int? {
    guard let label = columns.header.indices(of: "label").first else { return nil }
    var (areKinds, count) = (true, 0)
    sample.withPaddedBytes { bytes in
      columns.header.forEachRow(in: bytes, isWhole: sample.isWhole) { fields in
        let text = String(decoding: fields[label].trimmed(bytes), as: UTF8.self)
        if !text.isEmpty {
          count += 1
          areKinds = GraphEdge.kind(named: text) != nil
        }
        return areKinds
      }
    }
    return areKinds && count > 0 ? label : nil
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    var named = options
    if let header = SheetHeader(sample), !header.has("source") || !header.has("target"),
      let ends = EdgeHeader.ends(of: header.names)
    {
      named.columns["source"] = ends.source
      named.columns["target"] = ends.target
    }
    let columns = try SheetColumns(
      sample, options: named, fields: ["source", "target", "type", "kind", "weight", "time", "post", "platform"],
      required: ["source", "target"])
    let time = columns.index(of: "time")
    let post = columns.index(of: "post")
    let hasDecimalComma = columns.header.dialect.hasDecimalComma
    let kind = columns.index(of: "kind") ?? GephiEdges.labels(that: columns, of: sample)
    if options.kind == nil, kind == nil {
      guard let source = named.columns["source"], let target = named.columns["target"] else {
        throw .edgesWithoutKind(path: sample.path)
      }
      throw .missingSetting(
        path: sample.path, setting: .kind,
        remedy: "its columns \(source), \(target) are the ends of edges, and nothing says what they mean; give follow, "
          + "reply, mention, repost or quote (the first acts on the second), or name columns, such as actor=\(source)")
    }
    let source = columns.index(of: "source")
    let target = columns.index(of: "target")
    let type = columns.index(of: "type")
    let weight = columns.index(of: "weight")
    let types = KeywordParser<EdgeType>()
    let platform = columns.index(of: "platform")
    let zeroIsNobody = columns.zeroIsNobody(actors: source, targets: target, of: sample)
    return SheetReader(columns) { row, _, batch throws(RowProblem) in
      let count = try row.cell(weight).map { cell throws(RowProblem) in
        try WrittenCount.weight(cell.bytes, "weight", row.notes, hasDecimalComma: hasDecimalComma)
      }
      let name = try row.text(platform, "platform").map(PlatformName.canonical)
      func end(_ column: Int?, _ field: String) throws(RowProblem) -> ExternalID {
        GraphPlatform.ownID(try row.requiredPerson(column, field, zeroIsNobody: zeroIsNobody), of: name)
      }
      try GraphEdge(
        source: try end(source, "source"), target: try end(target, "target"),
        kind: try row.text(kind, "kind"), weight: count.map { "\($0)" },
        isDirected: try row.keyword(type, "type", types) ?? .directed == .directed, time: try row.text(time, "time"),
        post: try row.id(post, "post")
      ).append(fallback: options.kind, to: &batch.platforms[batch.platform(named: name)], row.notes)
    }
  }
}
