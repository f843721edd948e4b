import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeText

/// An inspection in words and tables, for a terminal.
enum InspectionText {
  /// What records are called, one of them and several.
  private static let nouns: [String: (one: String, many: String)] = [
    "accounts": ("account", "accounts"), "posts": ("post", "posts"),
    "posts carried by others": ("post carried by another", "posts carried by others"),
    "reply": ("reply between accounts", "replies between accounts"), "mention": ("mention", "mentions"),
    "repost": ("repost", "reposts"), "quote": ("quote", "quotes"), "follow": ("follow", "follows"),
    "follows": ("follow", "follows"),
    "reposts of posts that other rows hold": (
      "repost of a post that another row holds", "reposts of posts that other rows hold"
    ), "roster lines": ("roster line", "roster lines"),
  ]

  static func text(of found: Inspection, file: String) -> String {
    let platform = found.platform.map { "ids of the platform \($0)" } ?? "ids of the platform that --platform names"
    var lines = [
      "\(file): \(found.format.name), \(found.format.summary); \(platform)",
      "\(NumberFormat.text(found.lines, "line")), \(NumberFormat.text(found.rows, "row")) = \(NumberFormat.text(found.read)) read + "
        + "\(NumberFormat.text(found.ignored.values.reduce(0, +))) ignored + \(NumberFormat.text(found.rejected)) rejected",
    ]
    if !found.records.isEmpty {
      lines.append(
        "records: "
          + found.records.map { record in
            let noun = nouns[record.name] ?? (record.name, record.name)
            return NumberFormat.text(record.count, noun.one, noun.many)
          }.joined(separator: ", "))
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
