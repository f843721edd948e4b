import ArgumentParser
import ReparteeFormats
import ReparteeGraph
import ReparteeJobs

struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "Lists the formats that are read and written.")

  @Option(help: "table, csv or json.")
  var outputFormat = TableFormat.table

  func run() throws {
    let mappings = try ShippedMappings.names.map { try Mapping(named: $0) }
    let table = ResultTable(
      columns: ["format", "use", "platform", "what it is"],
      rows: FormatCatalogue.formats.map { row($0.name, "import", $0.platform, $0.summary) }
        + mappings.map {
          row($0.name, "import --mapping", $0.constantPlatform, $0.about + ($0.isVerified ? "" : " (unverified)"))
        }
        + GraphFormat.allCases.map { row($0.rawValue, "export", nil, $0.summary) })
    try StandardOutput.print(outputFormat.text(of: table), terminator: "")
  }

  private func row(_ name: String, _ use: String, _ platform: String?, _ summary: String) -> [TableCell] {
    [.text(name), .text(use), .text(platform), .text(summary)]
  }
}
