import ArgumentParser
import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeMeasures
import ReparteeStore

struct NetworkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network",
    abstract: "Says what the network is like as a whole: how large, how connected, how clustered.",
    usage: "repartee network [<options>] <store>",
    discussion: """
        repartee network campaign.repartee
        repartee network campaign.repartee --by-kind
      """)

  @OptionGroup var store: StoreOptions

  @Flag(help: "Show instead who answers whom, by the kinds of the roster.")
  var byKind = false

  @OptionGroup var scope: ScopeOptions

  @OptionGroup var output: TableOptions

  func run() throws {
    let network = try scope.step().load(store.open())
    if byKind {
      try output.print(KindTable(network).table)
      return
    }
    let measures = MeasureCatalogue.measures(of: .network)
    try output.print(
      ResultTable(
        columns: ["measure", "value", "meaning"],
        rows: measures.map { [.text($0.name), $0.cells(network).first ?? .empty, .text($0.summary)] }))
  }
}
