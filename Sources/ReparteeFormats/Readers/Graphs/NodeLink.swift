import ReparteeGraph

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
      throw .edgesWithoutKind(path: sample.path)
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
    let weight = edge["weight"].flatMap { weight in
      weight.integer.map { "\($0)" } ?? weight.double.map { "\($0)" } ?? weight.string ?? "something else"
    }
    try GraphEdge(
      source: source, target: target, kind: edge["kind"]?.string, weight: weight, isDirected: isDirected
    ).append(fallback: kind, to: &platform)
  }

  private static func edges(of graph: JSONValue) -> JSONValue? {
    guard let edges = graph["links"] ?? graph["edges"], edges.isArray else { return nil }
    return edges
  }
}
