import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeText

/// An inspection in words and tables, for a terminal.
enum InspectionText {
  static func text(of found: Inspection, file: String) -> String {
    let platform = found.platform.map { "ids of the platform \($0)" } ?? "ids of the platform that --platform names"
    var lines = [
      "\(file): \(found.format.name), \(found.format.summary); \(platform)",
      "\(NumberFormat.text(found.lines)) lines, \(NumberFormat.text(found.rows)) rows = \(NumberFormat.text(found.read)) read + "
        + "\(NumberFormat.text(found.ignored.values.reduce(0, +))) ignored + \(NumberFormat.text(found.rejected)) rejected",
    ]
    if !found.records.isEmpty {
      lines.append(
        "records: " + found.records.map { "\(NumberFormat.text($0.count)) \($0.name)" }.joined(separator: ", "))
    }
    if !found.ignoredColumns.isEmpty {
      lines.append("columns that are not kept: " + found.ignoredColumns.joined(separator: ", "))
    }
    lines += found.notes
    for (reason, count) in found.ignored.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      lines.append("ignored: \(NumberFormat.text(count)) \(reason)")
    }
    for reject in found.rejects { lines.append("rejected: line \(reject.line): \(reject.reason)") }
    if found.rejected > found.rejects.count {
      lines.append("… and \(NumberFormat.text(found.rejected - found.rejects.count)) more rejected")
    }
    var text = lines.joined(separator: "\n") + "\n"
    for (name, table) in found.beginnings {
      text += "\nthe first \(name)\n" + TableFormat.table.text(of: table)
    }
    return text
  }
}
