import ArgumentParser
import Foundation
import ReparteeAnalysis
import ReparteeFormats
import ReparteeStore

struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Names the people and conversations behind every figure of one voice, and what would change them.",
    discussion: """
      CSV has one row for each person of each figure, JSON has everything. The table for people shows the first names of each \
      figure; --all shows all.

        repartee explain campaign.repartee MarianOakhollowDPW
        repartee explain campaign.repartee x:9100000000000000002 --output-format json > evidence.json
      """)

  @OptionGroup var store: StoreOptions

  @Argument(help: "The voice: handle, id, or platform:handle.")
  var voice: String

  @OptionGroup var ranking: RankingOptions

  @OptionGroup var scope: ScopeOptions

  @Flag(help: "Show every name and every conversation.")
  var all = false

  @OptionGroup var output: TableOptions

  func run() throws {
    let step = try scope.step(rankBy: ranking.rankBy)
    let answer = try step.answer(about: [voice], from: store.open())
    let explanation = Explanation(answer.rows[0], among: answer.everyone, in: answer.measured)
    switch output.outputFormat {
    case .csv: try output.print(explanation.table)
    case .json: try StandardOutput.print(json(explanation))
    case .table: try StandardOutput.print(ExplanationText(explanation, shownNames: all ? nil : 12).text, terminator: "")
    }
    output.cautions(answer.measured)
  }

  private func json(_ explanation: Explanation) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(explanation), as: UTF8.self)
  }
}
