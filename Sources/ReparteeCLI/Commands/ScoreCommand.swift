import ArgumentParser
import Foundation
import ReparteeAnalysis
import ReparteeFormats
import ReparteeJobs
import ReparteeMeasures
import ReparteeStore
import ReparteeText

struct ScoreCommand: PublishingCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Ranks the voices by how many people they are in conversation with.",
    discussion: """
      The score is a whole number of points: one for every person whom the voice answered in a conversation, one more if \
      that person came back. voices: somebody came back to them; broadcasters: ten people or more reply, almost nobody is \
      answered; others: nobody was seen to come back; excluded: by kind. Only voices are ranked. Empty means not defined, never 0.

        repartee score campaign.repartee --top 20
        repartee score campaign.repartee --output-format csv --columns +reply_rank,+active_weeks > ranking.csv
        repartee score campaign.repartee --every week --top 10
      """)

  @OptionGroup var store: StoreOptions

  @OptionGroup var ranking: RankingOptions

  @OptionGroup var scope: ScopeOptions

  @Option(help: "How many rows to show, in each window with --every (default: 25 for a table, all for csv and json).")
  var top: Int?

  @Option(
    help: ArgumentHelp("Measures to add, such as +reply_rank; “repartee measures” lists them.", valueName: "+name,…"))
  var columns = ""

  @Option(
    help:
      "Score each day, week (from Monday) or month of UTC by itself; the window's columns come first. A window shorter than eight days leaves response_rate empty."
  )
  var every: CalendarSpan?

  @OptionGroup var output: TableOptions

  @OptionGroup var hiding: SmallCountsOption

  func validate() throws {
    _ = try additionalColumns()
    try hiding.check(rankedBy: ranking.rankBy)
    try OptionList.check(top, "--top", "rows", from: 0)
  }

  func run() throws {
    var step = try scope.step(rankBy: ranking.rankBy)
    step.additionalColumns = try additionalColumns()
    step.top = top ?? (output.outputFormat == .table ? 25 : nil)
    step.isForPeople = output.outputFormat == .table
    let store = try store.open()
    if let every {
      let series = try SeriesStep(step, every: every).run(on: store)
      try output.print(series)
      if series.rows.isEmpty { output.note("note: no post and no reply in these data has a time in the window") }
      return
    }
    let result = try step.run(on: store) { network, rows in
      output.outputFormat == .table ? Finding.voices(of: rows, in: network) : []
    }
    try output.print(result.table)
    let hidden = result.rows.count - result.table.rows.count
    if output.outputFormat == .table {
      if hidden > 0 { output.note("\(NumberFormat.text(hidden)) more rows; --top shows more") }
      let ranked = result.rows.prefix { $0.section == .voices }
      let shown = min(result.table.rows.count, ranked.count)
      if let tie = RankTie(ranked, shown: shown) { output.note(tie.sentence) }
      if let rule = RankTie.rule(of: ranked.prefix(shown), by: ranking.rankBy) { output.note(rule) }
      let rows = result.rows.prefix(result.table.rows.count)
      if let low = result.measured.lowCoverages(of: rows) { output.note("note: \(SafeText.withoutControls(low))") }
    }
    output.notes(result.measured)
    if output.outputFormat == .table { output.note(Finding(rows: result.rows, in: result.measured).sentence) }
  }

  private func additionalColumns() throws -> [Measure] {
    do {
      return try ScoreColumn.additional(named: OptionList.values(columns))
    } catch {
      throw ValidationError("--columns: \(error.description) “repartee measures” lists all of them.")
    }
  }
}
