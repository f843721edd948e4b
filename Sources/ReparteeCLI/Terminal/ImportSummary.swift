import ReparteeAnalysis
import ReparteeJobs
import ReparteeStore
import ReparteeText

/// Says what became of an imported file: its format, and the ledger that accounts for every row.
enum ImportSummary {
  static func lines(_ report: ImportReport) -> [String] {
    let source = report.source
    if report.wasAlreadyImported {
      return ["\(report.path): held already, as source \(source.number); nothing changed"]
    }
    var lines = ["\(report.path): \(source.format), source \(source.number): \(ledger([source]))"]
    lines += report.remarks(conflicts: 10).map { "  \($0)" }
    if let roster = report.roster, roster.conflicts.count > 10 {
      lines.append(
        "  roster: and \(NumberFormat.text(roster.conflicts.count - 10)) more such lines (repartee roster STORE)")
    }
    if source.rejected > 0 {
      lines.append(
        "  rejected rows, with line and reason: repartee quality STORE --rejects, or at import --rejects FILE")
    }
    return lines
  }

  /// What was passed over in folders: how many files for each reason, and some of their names.
  static func passedOver(_ files: [(path: String, reason: String)]) -> [String] {
    Dictionary(grouping: files, by: \.reason).sorted { $0.key < $1.key }.map { reason, files in
      let names = files.prefix(3).map { FileName.of($0.path) }
      return "passed over: \(NumberFormat.text(files.count)) × \(reason) (\(names.joined(separator: ", "))"
        + (files.count > 3 ? ", …)" : ")")
    }
  }

  /// One line for all files of one command; the rows of files that were held already are not counted again.
  static func total(_ reports: [ImportReport]) -> String {
    let read = reports.filter { !$0.wasAlreadyImported }.map(\.source)
    let held = reports.count - read.count
    let known = held > 0 ? ", \(NumberFormat.text(held)) of them held already" : ""
    return "\(NumberFormat.text(reports.count)) files\(known): \(ledger(read))"
  }

  private static func ledger(_ sources: [Source]) -> String {
    func sum(_ count: (Source) -> Int) -> String { NumberFormat.text(sources.map(count).reduce(0, +)) }
    return "\(sum(\.rowsIn)) rows in = \(sum(\.kept)) kept + \(sum(\.duplicates)) duplicates + "
      + "\(sum(\.ignored)) ignored + \(sum(\.rejected)) rejected"
  }
}
