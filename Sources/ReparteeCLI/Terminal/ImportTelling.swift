import Analysis
import Jobs
import Store

/// Says what became of an imported file: its format, and the ledger that accounts for every row.
enum ImportTelling {
  /// The ledger of several files together.
  static func total(_ reports: [ImportReport]) -> String {
    var rows = QualityLedger.Rows()
    for report in reports where !report.wasHeld { rows.add(report.source) }
    let held = reports.count(where: \.wasHeld)
    return
      "\(Grouped.text(reports.count)) files: \(Grouped.text(rows.rowsIn)) rows in = \(Grouped.text(rows.kept)) kept + "
      + "\(Grouped.text(rows.duplicates)) duplicates + \(Grouped.text(rows.ignored)) ignored + "
      + "\(Grouped.text(rows.rejected)) rejected" + (held > 0 ? "; \(Grouped.text(held)) held already" : "")
  }

  static func lines(_ report: ImportReport) -> [String] {
    let source = report.source
    if report.wasHeld {
      return ["\(source.path): held already, as source \(source.number); nothing changed"]
    }
    let rows = Grouped.text(source.rowsIn)
    var lines = [
      "\(source.path): \(source.format), source \(source.number): \(rows) rows in = \(Grouped.text(source.kept)) kept + "
        + "\(Grouped.text(source.duplicates)) duplicates + \(Grouped.text(source.ignored)) ignored + "
        + "\(Grouped.text(source.rejected)) rejected"
    ]
    for (reason, rows) in report.ledger.ignoredByReason.sorted(by: { $0.key < $1.key }) {
      lines.append("  ignored: \(Grouped.text(rows)) × \(reason)")
    }
    if !report.ignoredColumns.isEmpty {
      lines.append("  columns not kept: \(report.ignoredColumns.joined(separator: ", "))")
    }
    if let roster = report.roster {
      lines.append(
        "  roster: \(Grouped.text(roster.matched)) matched, \(Grouped.text(roster.unmatched.count)) without an account")
      if !roster.unmatched.isEmpty {
        let more = roster.unmatched.count > 10 ? ", …" : ""
        lines.append("  no account so far for: \(roster.unmatched.prefix(10).joined(separator: ", "))\(more)")
      }
    }
    if source.rejected > 0 {
      lines.append("  rejected rows, with line and reason: the view rejects in the store, or --rejects FILE")
    }
    return lines
  }
}
