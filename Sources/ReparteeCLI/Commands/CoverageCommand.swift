import ArgumentParser
import ReparteeAnalysis
import ReparteeFormats
import ReparteeJobs
import ReparteeStore

struct CoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Says how many of the replies that platforms counted are held, and which conversations to fetch next.",
    discussion: """
      One row per conversation that lacks replies, with its id and, where that follows from the id, its address, ready for a \
      collector. First come those whose missing replies may bring most points for each reply fetched: below posts of \
      voices who answer and to whom people return. With --budget as many as that many replies pay for, the last one \
      perhaps in part.

        repartee coverage campaign.repartee
        repartee coverage campaign.repartee --budget 5000 --output-format csv > fetch.csv
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: ArgumentHelp("How many replies can be fetched.", valueName: "replies"))
  var budget: Int?

  @Option(help: "How many rows to show (default: 25 for a table, all for csv and json).")
  var top: Int?

  @OptionGroup var scope: ScopeOptions

  @OptionGroup var output: TableOptions

  func validate() throws {
    try OptionList.check(budget, "--budget", "replies", from: 1)
    try OptionList.check(top, "--top", "rows", from: 0)
  }

  func run() throws {
    let network = try scope.step().load(store.open())
    let plan = FetchPlan(network)
    let fitting = plan.items(within: budget)
    let shown = (top ?? (output.outputFormat == .table ? 25 : nil)).map { Array(fitting.prefix($0)) } ?? fitting
    try output.print(plan.table(shown))
    output.note(plan.sentence(shown))
  }
}
