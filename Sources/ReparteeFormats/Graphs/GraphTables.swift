import ReparteeGraph

/// A graph as two tables: what Gephi's data laboratory and spreadsheets take.
package enum GraphTables {
  /// A row an edge, with Gephi's names for what it knows.
  package static func edges(of graph: ExportedGraph) -> ResultTable {
    ResultTable(
      columns: ["Source", "Target", "Type", "Kind", "Weight", "Platform"],
      rows: graph.edges.map { edge in
        [
          .text(graph.nodes[edge.source].id), .text(graph.nodes[edge.target].id), .text("Directed"),
          .text(edge.kind.rawValue), .integer(edge.weight), .text(graph.nodes[edge.source].platform),
        ]
      })
  }

  /// A row a voice.
  package static func nodes(of graph: ExportedGraph) -> ResultTable {
    ResultTable(
      columns: ["Id", "Label", "Platform", "Handle", "Name", "Kind", "Organisation", "Followers"],
      rows: graph.nodes.map { node in
        [
          .text(node.id), .text(node.label), .text(node.platform), .text(node.handle), .text(node.name),
          .text(node.kind.rawValue), .text(node.organisation), .integer(node.followers),
        ]
      })
  }

  /// The table with every text as it is, whatever a spreadsheet makes of it: quoted where it has to be (RFC 4180).
  package static func exactText(of table: ResultTable) -> String {
    func field(_ cell: TableCell) -> String {
      guard case .text(let text) = cell else { return cell.plainText }
      return CommaSeparated.field(text)
    }
    return table.columns.joined(separator: ",") + "\n"
      + table.rows.map { $0.map(field).joined(separator: ",") + "\n" }.joined()
  }
}
