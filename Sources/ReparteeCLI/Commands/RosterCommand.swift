import ArgumentParser
import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeStore
import ReparteeText

struct RosterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster",
    abstract:
      "Shows each line of the rosters with the account that it means, since when, and what is like those without one.",
    discussion: """
      A line is matched by its id; else by its handle among all accounts that ever had it: by the dates of the line, else \
      the account that it matched before, else the one that has it now. since is when the earliest file that gives the \
      account this handle last says so. nearest are the names that are most like one that no account has. last_day is the last day of \
      a role: the day before “to”, which no longer belongs to it.

        repartee roster campaign.repartee
        repartee roster campaign.repartee --unmatched
      """)

  @OptionGroup var store: StoreOptions

  @Flag(help: "Show only lines without an account, and lines of which something has to be said.")
  var unmatched = false

  @OptionGroup var output: TableOptions

  func run() throws {
    let store = try store.open()
    let all = try store.rosterLines()
    let lines = all.filter { !unmatched || $0.account == nil || $0.note != nil }
    let names = lines.contains { $0.account == nil } ? try store.accountNames() : []
    let table = ResultTable(
      columns: [
        "line", "platform", "id", "handle", "kind", "organisation", "voice", "from", "last_day", "account", "called",
        "since", "nearest", "note", "path",
      ],
      rows: lines.map { line in
        [
          .integer(line.line), .text(line.platform), .text(line.id), .text(line.handle), .text(line.kind),
          .text(line.organisation), .text(line.voice), .text(line.from?.isoMoment), .text(line.to.map(Self.lastDay)),
          .text(line.account), .text(line.accountHandle), .text(line.since?.isoDay),
          .text(Self.nearest(to: line, among: names)), .text(line.note), .text(line.path),
        ]
      })
    try output.print(table)
    let matched = all.count { $0.account != nil }
    output.note(
      "\(NumberFormat.text(matched)) of \(NumberFormat.text(all.count, "line", "lines")) mean an account; conflicts: "
        + NumberFormat.text(all.count { $0.note != nil }))
  }

  /// The last day before a moment that no longer belongs to a role.
  private static func lastDay(before end: Timestamp) -> String {
    Timestamp(milliseconds: end.milliseconds - 1).isoDay
  }

  /// The names that are most like that of a line without an account.
  private static func nearest(to line: RosterLine, among names: [(platform: String, name: String)]) -> String? {
    guard line.account == nil, let name = line.handle ?? line.id else { return nil }
    let known = names.filter { line.platform == nil || $0.platform == line.platform }.map(\.name)
    let near = Suggestions.names(to: name, among: Set(known).sorted())
    return near.isEmpty ? nil : near.joined(separator: ", ")
  }
}
