import SocialGraph

/// A graph as node-link JSON, which networkx and D3 write: an object with `nodes` and `links` (or `edges`).
///
/// - A node is an account by `id`; `name` or `label`, `handle` and `followers` are read where they are there.
/// - An edge says in `kind` what its source does to its target: follow, reply, mention, repost or quote; where it does
///   not, `--kind` says it for all of them.
/// - Unless `directed` is true, an edge is an arc each way; of interactions only the first one is counted as the row,
///   while follows count each. A graph that does not say is directed.
/// - The `weight` of an interaction is its count, and has to be whole; the weight of a follow is left out.
///
/// The graph is one value, so that it is held in memory as a whole. Reference: networkx, `node_link_data`.
struct NodeLink: JSONFormat {
  let name = "node-link-json"
  let summary = "a graph as node-link JSON (networkx, D3); an edge's kind, or --kind, says what it means"
  let platform: String? = nil
  let marks = [[#""nodes":"#, #""directed":"#], [#""nodes":"#, #""multigraph":"#], [#""nodes":"#, #""links":"#]]
  /// What edges mean that do not say so themselves.
  var kind: EdgeKind?

  func confidence(of value: JSONValue) -> Confidence {
    value["nodes"]?.isArray == true && NodeLink.edges(of: value) != nil ? .certain : .none
  }

  func makeReader(for sample: FileSample, options: ReadOptions) throws(FormatError) -> any BlockReader {
    var format = self
    format.kind = options.kind
    let saysKind = String(decoding: sample.bytes, as: UTF8.self).contains(#""kind""#)
    if options.kind == nil, sample.isWhole, !saysKind {
      throw .missingOption(
        path: sample.path, option: "--kind",
        remedy: "no edge of the graph says what it means; write follow, reply, mention, repost or quote (the source "
          + "acts on the target)")
    }
    return format.reader(for: sample)
  }

  func append(_ value: JSONValue, to batch: inout RecordBatch) -> [String] {
    guard let edges = NodeLink.edges(of: value) else { return ["expected a graph with “nodes” and “links” or “edges”"] }
    value["nodes"]?.forEachElement { node in
      guard let id = node["id"]?.id else { return }
      batch.platforms[0].accounts.append(
        AccountRecord(
          id: id, handle: node["handle"]?.string, name: (node["name"] ?? node["label"])?.string,
          followers: node["followers"]?.integer))
    }
    let isDirected = value["directed"].map { $0.isTrue } ?? true
    var reasons: [String] = []
    var number = 0
    edges.forEachElement { edge in
      number += 1
      do throws(RowProblem) {
        try append(edge: edge, isDirected: isDirected, to: &batch.platforms[0])
      } catch {
        reasons.append("edge \(number): \(error.reason)")
      }
    }
    return reasons
  }

  private func append(
    edge: JSONValue, isDirected: Bool, to platform: inout RecordBatch.Platform
  ) throws(RowProblem) {
    guard let source = edge["source"]?.id else { throw RowProblem("source: expected the id of a node") }
    guard let target = edge["target"]?.id else { throw RowProblem("target: expected the id of a node") }
    let kinds = EdgeKind.allCases.map(\.rawValue).joined(separator: ", ")
    let stated = edge["kind"]?.string
    let found = stated.map { "“\($0.prefix(60))”" } ?? "nothing; give --kind"
    guard let kind = stated.map({ EdgeKind(rawValue: $0.lowercased()) }) ?? self.kind else {
      throw RowProblem("kind: expected \(kinds), found \(found)")
    }
    let isTwoWay = !isDirected && source != target
    let ends = isTwoWay ? [(source, target), (target, source)] : [(source, target)]
    guard let interaction = InteractionKind(rawValue: kind.rawValue) else {
      for (follower, followed) in ends { platform.follows.append(follower: follower, followed: followed) }
      return
    }
    let count = try NodeLink.count(of: edge)
    for (index, (actor, target)) in ends.enumerated() {
      platform.interactions.append(
        InteractionRecord(kind: interaction, actor: actor, target: target, count: count, isRow: index == 0))
    }
  }

  private static func edges(of graph: JSONValue) -> JSONValue? {
    guard let edges = graph["links"] ?? graph["edges"], edges.isArray else { return nil }
    return edges
  }

  private static func count(of edge: JSONValue) throws(RowProblem) -> Int64 {
    guard let weight = edge["weight"] else { return 1 }
    guard let count = weight.integer ?? weight.double.flatMap(Int64.init(exactly:)), count > 0 else {
      throw RowProblem("weight: expected a whole number from 1 on")
    }
    return count
  }
}
