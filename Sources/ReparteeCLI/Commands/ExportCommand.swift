import ArgumentParser
import ReparteeAnalysis
import ReparteeFormats
import ReparteeJobs
import ReparteeStore
import ReparteeText

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the network for other tools: GraphML, GEXF, node-link JSON, CSV or DOT.",
    discussion: """
      A node is a voice; an edge is what one voice did to another: reply, mention, repost, quote or follow, with its \
      weight. A pair has one edge for each kind. .csv writes the edges, and the nodes to NAME-nodes.csv beside it; in both, an \
      apostrophe stands before texts that a spreadsheet would take for a formula, unless --exact is given. The other formats \
      are exact.

        repartee export campaign.repartee --output campaign.graphml
      """)

  @OptionGroup var store: StoreOptions

  @Option(
    help: ArgumentHelp(
      "The file, by its ending: \(GraphFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", ")).",
      valueName: "file"))
  var output: String

  @Flag(help: "Write texts of .csv as they are, for programs; in a spreadsheet, some may be formulas.")
  var exact = false

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  func run() throws {
    var step = try ExportStep(path: output, apartFrom: [store.path])
    step.texts = exact ? .exact : .guarded
    let graph = try step.run(on: store.open())
    if quiet { return }
    let counts = "\(NumberFormat.text(graph.nodes.count, "node")) and \(NumberFormat.text(graph.edges.count, "edge"))"
    StandardError.print("\(output): \(counts)")
    if let nodes = step.nodesPath { StandardError.print("\(nodes): the nodes") }
  }
}
