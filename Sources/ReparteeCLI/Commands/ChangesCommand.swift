import ArgumentParser
import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeJobs
import ReparteeStore

struct ChangesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "changes",
    abstract: "Says who entered, left, rose or fell between two windows, and whether the score changed beyond chance.",
    discussion: """
      A window is FROM..TO in UTC; TO is excluded, and either may be missing. score_change says more, less, or too close to \
      call, by a test over the conversations of both windows, all voices taken together; it is empty below five \
      conversations in either window. beyond_bands is yes where the 5–95% rank bands of the two windows (200 half-samples \
      of the conversations) have no rank in common.

        repartee changes campaign.repartee --before 2026-01-05..2026-01-26 --after 2026-01-26..2026-02-16
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: ArgumentHelp("The earlier window.", valueName: "from..to"))
  var before: Window

  @Option(help: ArgumentHelp("The later window.", valueName: "from..to"))
  var after: Window

  @OptionGroup var ranking: RankingOptions

  @OptionGroup var rules: RuleOptions

  @OptionGroup var output: TableOptions

  func run() throws {
    let store = try store.open()
    var step = try rules.step(rankBy: ranking.rankBy)
    step.scope.window = before
    let earlier = try step.run(on: store)
    step.scope.window = after
    let later = step.score(try step.rescoped(earlier.network.network, from: store))
    let changes = RankingChanges(before: (earlier.rows, earlier.measured), after: (later.rows, later.measured))
    try output.print(changes.table)
    output.note(changes.sentence)
    for (name, result) in [("before", earlier), ("after", later)] {
      output.cautions(result.measured, of: "--\(name)")
    }
    if before.overlaps(after) { output.note("note: the windows overlap, so what lies in both counts in both") }
  }
}

extension Window: ExpressibleByArgument {
  /// A window on the command line: `2026-01-05..2026-02-16`, `..2026-02-16` or `2026-01-05..`.
  package init?(argument: String) {
    guard let dots = argument.range(of: "..") else { return nil }
    let (from, to) = (String(argument[..<dots.lowerBound]), String(argument[dots.upperBound...]))
    let (start, end) = (Timestamp(text: from), Timestamp(text: to))
    if (start == nil && !from.isEmpty) || (end == nil && !to.isEmpty) { return nil }
    if let start, let end, start >= end { return nil }
    self.init(start: start, end: end)
  }
}
