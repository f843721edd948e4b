import ArgumentParser
import ReparteeFormats
import ReparteeGraph
import ReparteeStore

struct SourcesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sources", abstract: "Lists the files that a store was made from, with what became of their rows.")

  @OptionGroup var store: StoreOptions

  @Option(help: "table, csv or json.")
  var outputFormat = TableFormat.table

  func run() throws {
    let sources = try store.open().sources()
    let table = ResultTable(
      columns: [
        "source", "path", "format", "sha256", "rows_in", "kept", "duplicates", "ignored", "rejected",
      ],
      rows: sources.map { source in
        [
          .integer(source.number), .text(source.path), .text(source.format),
          .text(outputFormat == .table ? String(source.sha256.prefix(12)) : source.sha256), .integer(source.rowsIn),
          .integer(source.kept), .integer(source.duplicates), .integer(source.ignored), .integer(source.rejected),
        ]
      })
    try StandardOutput.print(outputFormat.text(of: table), terminator: "")
  }
}
