import ArgumentParser
import Formats
import SocialGraph

struct FormatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formats", abstract: "Lists the formats that import reads.")

  @Option(help: "table, csv or json.")
  var outputFormat = TableFormat.table

  func run() throws {
    let table = ResultTable(
      columns: ["format", "platform", "what it is"],
      rows: FormatCatalogue.formats.map { [.text($0.name), .text($0.platform), .text($0.summary)] })
    try StandardOutput.print(outputFormat.text(of: table), terminator: "")
  }
}
