import ArgumentParser
import ReparteeAnalysis
import ReparteeFormats
import ReparteeJobs
import ReparteeStore
import ReparteeText

struct ConversationsCommand: PublishingCommand {
  static let configuration = CommandConfiguration(
    commandName: "conversations",
    abstract: "Lists the conversations and ranks them: how many people, how deep, how far from a broadcast.",
    discussion: """
      A conversation is a post and everything below it, listed where its first post lies in the window; its figures are \
      of all of it. Structural virality is near 2 for answers to the first post alone and grows as talk runs on; gini \
      says how unequally people speak.

        repartee conversations campaign.repartee
        repartee conversations campaign.repartee --rank-by thread_index --top 10
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: "What to rank by: \(ConversationTable.measures.map(\.name).joined(separator: ", ")).")
  var rankBy = "people"

  @OptionGroup var scope: ScopeOptions

  @Option(help: "How many rows to show (default: 25 for a table, all for csv and json).")
  var top: Int?

  @OptionGroup var output: TableOptions

  @OptionGroup var hiding: SmallCountsOption

  func validate() throws {
    let names = ConversationTable.measures.map(\.name)
    if !names.contains(rankBy) {
      throw ValidationError(
        "\(rankBy) is no measure of a conversation; --rank-by takes \(names.joined(separator: ", "))."
          + Suggestions.suggestion(for: rankBy, among: names))
    }
    try OptionList.check(top, "--top", "rows", from: 0)
  }

  func run() throws {
    let network = try scope.step().load(store.open())
    guard let ranked = ConversationTable(network, rankedBy: rankBy) else { return }
    let table = ranked.table(top: top ?? (output.outputFormat == .table ? 25 : nil))
    try output.print(table)
    let hidden = ranked.conversations.count - table.rows.count
    if hidden > 0, output.outputFormat == .table {
      output.note("\(NumberFormat.text(hidden)) more conversations; --top shows more")
    }
  }
}
