import ReparteeGraph
import ReparteeText

/// A table in aligned columns, for a terminal: texts to the left, numbers to the right.
enum PlainTable {
  static func text(of table: ResultTable) -> String {
    let rows = [table.columns.map(SafeText.cell)] + table.rows.map { $0.map(shown) }
    let widths = table.columns.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let isNumber = table.columns.indices.map { column in
      table.rows.allSatisfy { row in
        switch row[column] {
        case .text, .moment: false
        case .empty, .integer, .decimal, .hidden: true
        }
      }
    }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        line += (column == 0 ? "" : "  ") + (isNumber[column] ? padding + cell : cell + padding)
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  /// A cell for people: of a number no more decimals than anybody reads.
  private static func shown(_ cell: TableCell) -> String {
    // No spreadsheet takes what stands on a terminal for a formula.
    if case .text(let text) = cell { return SafeText.withoutControls(text) }
    if case .hidden(let limit) = cell { return limit.map { "<\($0)" } ?? "hidden" }
    guard case .decimal(let number, let places) = cell else { return cell.plainText }
    return NumberFormat.fixed(number, places: min(places, number.magnitude < 0.01 ? 8 : 4))
  }
}
