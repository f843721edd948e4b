import ReparteeStore
import ReparteeText

extension ImportReport {
  /// What there is to say of an imported file besides its counts, a line each: what was left out on purpose, columns that are not
  /// kept, how it is written, and how the lines of a roster matched.
  /// - Parameter conflicts: how many lines of a roster that contradict each other are shown.
  package func remarks(conflicts: Int) -> [String] {
    var lines = ledger.ignoredByReason.sorted { $0.key < $1.key }.map { reason, rows in
      "ignored: \(NumberFormat.text(rows)) × \(reason)"
    }
    if !ignoredColumns.isEmpty { lines.append("columns not kept: \(ignoredColumns.joined(separator: ", "))") }
    lines += notes
    guard let roster else { return lines }
    lines.append(
      "roster: \(NumberFormat.text(roster.matched)) matched, \(NumberFormat.text(roster.unmatched.count)) without an account"
    )
    if !roster.unmatched.isEmpty {
      let more = roster.unmatched.count > 10 ? ", …" : ""
      lines.append("no account so far for: \(roster.unmatched.prefix(10).joined(separator: ", "))\(more)")
    }
    return lines + roster.conflicts.prefix(conflicts).map { "roster: \($0)" }
  }
}
