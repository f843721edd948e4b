import SocialGraph

/// Gephi's edge table: `Source,Target`, and optionally `Type,Weight`, in any case and order.
///
/// - A row is an edge of `--kind`: the source acts on the target. The table itself does not say what its edges mean.
/// - A row whose type is `Undirected` or `Mutual` is an arc each way; of interactions only the first one is counted as the
///   row, while follows count each.
/// - The weight of an interaction is its count, and has to be whole; the weight of a follow is left out.
///
/// Reference: Gephi's documentation, "Import CSV data".
struct GephiEdges: FileFormat {
  let name = "gephi-csv"
  let summary = "Gephi's edge table, Source,Target[,Type,Weight]; --kind says what an edge means"
  let platform: String? = nil

  private enum EdgeType: String, CaseIterable { case directed, undirected, mutual }

  func confidence(in sample: FileSample, options: ReadOptions) -> Confidence {
    guard options.columns.isEmpty, let header = SheetHeader(sample) else { return .none }
    return header.has("source") && header.has("target") ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    let columns = try SheetColumns(
      sample, options: options, fields: ["source", "target", "type", "weight"], required: ["source", "target"])
    guard let kind = options.kind else {
      throw .missingOption(
        path: sample.path, option: "--kind",
        remedy: "an edge table does not say what its edges mean; write follow, reply, mention, repost or quote (the "
          + "source acts on the target)")
    }
    let source = columns.index(of: "source")
    let target = columns.index(of: "target")
    let type = columns.index(of: "type")
    let weight = columns.index(of: "weight")
    let interaction = InteractionKind(rawValue: kind.rawValue)
    return SheetReader(columns) { row, _, batch throws(RowProblem) in
      let source = try row.requiredID(source, "source")
      let target = try row.requiredID(target, "target")
      let isTwoWay = try row.word(type, "type", as: EdgeType.self) ?? .directed != .directed && source != target
      let ends = isTwoWay ? [(source, target), (target, source)] : [(source, target)]
      guard let interaction else {
        for (follower, followed) in ends { batch.platforms[0].follows.append(follower: follower, followed: followed) }
        return
      }
      let count = try row.cell(weight).map { cell throws(RowProblem) in try EdgeRows.count(cell.bytes) } ?? 1
      for (index, (actor, target)) in ends.enumerated() {
        batch.platforms[0].interactions.append(
          InteractionRecord(kind: interaction, actor: actor, target: target, count: count, isRow: index == 0))
      }
    }
  }
}
