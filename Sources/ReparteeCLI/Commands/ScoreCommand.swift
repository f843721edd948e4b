import Analysis
import ArgumentParser
import Formats
import Foundation
import Jobs
import Measures
import Store

struct ScoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Ranks the voices by how many people they are in conversation with.",
    discussion: """
      The score is √(reply reach × conversed), in people. voices: somebody came back to them; broadcasters: many reply, \
      next to nobody is answered; others: no return seen; excluded: by kind. Empty means not defined, never 0.

        repartee score campaign.repartee --top 20
        repartee score campaign.repartee --output-format csv --columns +reply_rank > ranking.csv
      """)

  @Argument(help: "The store.")
  var store: String

  @OptionGroup var scoring: ScoringOptions

  @Option(help: "How many rows to show (default: 25 for a table, all for csv and json).")
  var top: Int?

  @Option(help: "table, csv or json.")
  var outputFormat = TableFormat.table

  @Option(
    help: ArgumentHelp("Measures to add, such as +reply_rank; “repartee measures” lists them.", valueName: "+name,…"))
  var columns = ""

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  func validate() throws {
    _ = try additionalColumns()
    if let top, top < 0 { throw ValidationError("--top takes a number of rows, from 0.") }
  }

  func run() throws {
    var step = try scoring.step()
    step.additionalColumns = try additionalColumns()
    step.top = top ?? (outputFormat == .table ? 25 : nil)
    let result = try step.run(on: ConversationStore(path: store, access: .reading))
    try StandardOutput.print(outputFormat.text(of: result.table), terminator: "")
    if !quiet { result.network.network.quality.notes.forEach { StandardError.print("note: \($0)") } }
    let hidden = result.rows.count - result.table.rows.count
    if hidden > 0, outputFormat == .table, !quiet {
      StandardError.print("\(Grouped.text(hidden)) more rows; --top shows more")
    }
  }

  private func additionalColumns() throws -> [Measure] {
    do {
      return try ScoreColumn.additional(named: columns.split(separator: ",").map(String.init))
    } catch {
      throw ValidationError("--columns: \(error.description).")
    }
  }
}
