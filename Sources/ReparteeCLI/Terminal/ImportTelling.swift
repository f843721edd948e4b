import Analysis
import Store

/// Says what became of an imported file: its format, and the ledger that accounts for every row.
enum ImportTelling {
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
