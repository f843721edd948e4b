import ReparteeGraph

/// Gephi's edge table: `Source,Target`, and optionally `Type,Kind,Weight`, in any case and order.
///
/// A row is an edge: the source acts on the target as `Kind` says, or else `--kind`, since Gephi's own tables do not say
/// what their edges mean. A row whose type is `Undirected` or `Mutual` is an arc each way. See ``GraphEdge`` for the rest.
///
/// Reference: Gephi's documentation, "Import CSV data".
struct GephiEdges: FileFormat {
  let name = "gephi-csv"
  let summary = "Gephi's edge table, Source,Target[,Type,Kind,Weight]; a kind, or --kind, says what an edge means"
  let platform: String? = nil

  private enum EdgeType: String, CaseIterable { case directed, undirected, mutual }

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    guard options.columns.isEmpty, let header = SheetHeader(sample) else { return .none }
    return header.has("source") && header.has("target") ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    let columns = try SheetColumns(
      sample, options: options, fields: ["source", "target", "type", "kind", "weight"], required: ["source", "target"])
    let kind = columns.index(of: "kind")
    if options.kind == nil, kind == nil { throw .edgesWithoutKind(path: sample.path) }
    let source = columns.index(of: "source")
    let target = columns.index(of: "target")
    let type = columns.index(of: "type")
    let weight = columns.index(of: "weight")
    let types = KeywordParser<EdgeType>()
    return SheetReader(columns) { row, _, batch throws(RowProblem) in
      try GraphEdge(
        source: try row.requiredID(source, "source"), target: try row.requiredID(target, "target"),
        kind: try row.text(kind, "kind"), weight: try row.text(weight, "weight"),
        isDirected: try row.keyword(type, "type", types) ?? .directed == .directed
      ).append(fallback: options.kind, to: &batch.platforms[0])
    }
  }
}
