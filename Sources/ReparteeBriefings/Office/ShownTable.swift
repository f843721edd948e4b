import ReparteeFigures

/// A table as the page shows it: the same columns, rows and text, small counts hidden.
struct ShownTable {
  var headings: [String]
  /// Whether each column holds numbers.
  var isNumber: [Bool]
  var rows: [[String]]
  /// What is said of rows that are not shown; empty where all are.
  var note: String

  init(_ table: Briefing.Table, on page: BriefingPage) {
    let shown = page.table(table)
    let columns = shown["columns"] as? [[String: String]] ?? []
    headings = columns.map { $0["heading"] ?? "" }
    isNumber = columns.map { $0["class"] == "number" }
    rows = (shown["rows"] as? [[String: [[String: Any]]]] ?? []).map { row in
      (row["cells"] ?? []).map { $0["text"] as? String ?? "" }
    }
    note = shown["more"] as? String ?? ""
  }
}

extension BriefingPage {
  /// What is drawn in a picture, as a table of its first rows.
  func drawn(in picture: Briefing.Picture, of drawing: Drawing, rows: Int) -> ShownTable {
    ShownTable(
      Briefing.Table(name: picture.name, caption: picture.caption, table: drawing.table, shown: rows), on: self)
  }
}
