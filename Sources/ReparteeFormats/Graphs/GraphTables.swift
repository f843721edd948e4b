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

  /// How texts are written.
  package enum Texts: Sendable {
    /// With an apostrophe before what a spreadsheet would take for a formula, and without control characters.
    case guarded
    /// As they are, whatever a spreadsheet makes of them: for programs.
    case exact
  }

  /// The table as comma-separated values, quoted where they have to be (RFC 4180).
  package static func text(of table: ResultTable, _ texts: Texts) -> String {
    table.columns.joined(separator: ",") + "\n" + table.rows.map { line(of: $0, texts) }.joined()
  }

  /// A row of such a table.
  package static func line(of row: [TableCell], _ texts: Texts) -> String {
    func field(_ cell: TableCell) -> String {
      guard case .text(let text) = cell else { return cell.plainText }
      return CommaSeparated.field(texts == .exact ? text : cell.plainText)
    }
    return row.map(field).joined(separator: ",") + "\n"
  }
}
