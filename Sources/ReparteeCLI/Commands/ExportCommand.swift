import ArgumentParser
import ReparteeAnalysis
import ReparteeFormats
import ReparteeJobs
import ReparteeStore
import ReparteeText

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract:
      "Writes the network for other tools: GraphML, GEXF, node-link JSON, CSV or DOT; or all tables as Parquet or CSV.",
    discussion: """
      A node is a voice; an edge is what one voice did to another: reply, mention, repost, quote or follow, with its \
      weight. A pair has one edge for each kind. .csv writes the edges, and the nodes to NAME-nodes.csv beside it; in both, an \
      apostrophe stands before texts that a spreadsheet would take for a formula, unless --exact is given. The other formats \
      are exact.

        repartee export campaign.repartee --output campaign.graphml

      With --tables, everything that is held goes into a folder as five flat tables: accounts, posts, interactions, follows and \
      roster, as Parquet for DuckDB, pandas, polars and Spark, or as CSV. Import the folder, and the figures are the same. \
      Not in it are: how many replies platforms counted, which lists of follows are complete, and who was erased. Parquet has \
      times to the millisecond, CSV to the second.

        repartee export campaign.repartee --tables campaign
        duckdb -c "SELECT kind, count(*) FROM 'campaign/posts.parquet' GROUP BY kind"
      """)

  @OptionGroup var store: StoreOptions

  @Option(
    help: ArgumentHelp(
      "The file, by its ending: \(GraphFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", ")).",
      valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("The folder for all tables, one file each.", valueName: "folder"))
  var tables: String?

  @Option(help: "How --tables writes them.") var tableFormat = TablesStep.Format.parquet

  @Flag(help: "Write texts of .csv as they are, for programs; in a spreadsheet, some may be formulas.")
  var exact = false

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  func validate() throws {
    if (output == nil) == (tables == nil) {
      throw ValidationError("expected --output for the network, or --tables for everything that is held")
    }
  }

  func run() throws {
    if let tables { try writeTables(to: tables) } else if let output { try writeNetwork(to: output) }
  }

  private func writeTables(to folder: String) throws {
    var step = try TablesStep(folder: folder, format: tableFormat, apartFrom: [store.path])
    step.texts = exact ? .exact : .guarded
    let written = try step.run(on: store.open())
    if quiet { return }
    for (table, rows) in written {
      StandardError.print("\(step.path(of: table)): \(NumberFormat.text(rows, "row"))")
    }
  }

  private func writeNetwork(to output: String) throws {
    var step = try ExportStep(path: output, apartFrom: [store.path])
    step.texts = exact ? .exact : .guarded
    let graph = try step.run(on: store.open())
    if quiet { return }
    let counts = "\(NumberFormat.text(graph.nodes.count, "node")) and \(NumberFormat.text(graph.edges.count, "edge"))"
    StandardError.print("\(output): \(counts)")
    if let nodes = step.nodesPath { StandardError.print("\(nodes): the nodes") }
  }
}

extension TablesStep.Format: ExpressibleByArgument {}
