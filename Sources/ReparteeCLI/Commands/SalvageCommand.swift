import ArgumentParser
import ReparteeFormats
import ReparteeGraph
import ReparteeStore
import ReparteeText

struct SalvageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "salvage",
    abstract: "Copies the sources of a damaged store that are undamaged into a new one, and lists the rest.",
    discussion: """
      The damaged store is only read. The table has one row per source, with the reason where it could not be copied; import these \
      files again.

        repartee salvage campaign.repartee --into saved.repartee
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: ArgumentHelp("The new store, which must not exist.", valueName: "store"))
  var into: String

  @OptionGroup var output: TableOptions

  func run() throws {
    let sources = try store.open().salvage(into: into)
    try output.print(
      ResultTable(
        columns: ["source", "path", "sha256", "is_kept", "reason"],
        rows: sources.map { salvaged in
          [
            .integer(salvaged.source.number), .text(salvaged.source.path), .text(salvaged.source.sha256),
            .text(salvaged.loss == nil ? "yes" : "no"), .text(salvaged.loss),
          ]
        }))
    let kept = sources.count { $0.loss == nil }
    output.note(
      "\(into): kept \(kept) of \(NumberFormat.text(sources.count, "source"))"
        + (kept < sources.count ? "; import the files of the others again" : ""))
  }
}
