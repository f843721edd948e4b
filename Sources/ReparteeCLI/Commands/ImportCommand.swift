import ArgumentParser
import Formats
import Jobs
import Store

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Reads files into a store.",
    discussion: """
      The format is told by the content; gzip and zstd are unpacked on the way. Each file is one transaction: a bad one leaves \
      the store as it was. Importing a file again changes nothing. In an edge list, A B means that A acts on B: A \
      follows B, A replies to B.

        repartee import tweets.jsonl.gz --into campaign.repartee
        repartee import follows.txt.gz --kind follow --platform x --into campaign.repartee
        repartee import followers.json --owner ann@example.org --list followers --into campaign.repartee
        repartee import sheet.csv --column actor=user_id --column target=reply_to --kind reply --into campaign.repartee
      """)

  @Argument(help: ArgumentHelp("Files to read; - is standard input.", valueName: "file"))
  var files: [String]

  @Option(help: ArgumentHelp("The store, made where it is missing.", valueName: "store"))
  var into: String

  @Option(help: "The format's name, where the content does not tell it; see: repartee formats")
  var format: String?

  @Option(help: "What the rows of an edge list mean: \(EdgeKind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var kind: EdgeKind?

  @Option(help: "The platform of ids that the files do not place themselves (default: the format's, else local).")
  var platform: String?

  @Option(help: ArgumentHelp("The header that holds a field of a sheet; may be repeated.", valueName: "field=header"))
  var column: [String] = []

  @Option(
    help: ArgumentHelp("Whose file it is, where it does not say so: the account's id or handle.", valueName: "account"))
  var owner: String?

  @Option(help: "What the accounts of a bare list do to --owner: followers follow it, following are followed by it.")
  var list: AccountList?

  @Option(help: ArgumentHelp("Where to write rejected rows: path, line and reason, as CSV.", valueName: "file"))
  var rejects: String?

  @Flag(help: "Stop at the first row that cannot be read, and store nothing of its file.")
  var strict = false

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  func validate() throws { _ = try columns() }

  func run() throws {
    let options = ReadOptions(
      format: format, kind: kind, platform: platform, columns: try columns(), owner: owner, list: list)
    let step = ImportStep(
      files: files.map { ImportStep.File(path: $0, options: options) }, store: into,
      rejects: rejects, strict: strict)
    let bar = ProgressBar(isQuiet: quiet)
    defer { bar.clear() }
    try step.run(progress: bar.update) { report in
      bar.clear()
      if !quiet { ImportTelling.lines(report).forEach { StandardError.print($0) } }
    }
  }

  private func columns() throws -> [String: String] {
    var columns: [String: String] = [:]
    for pair in column {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else {
        throw ValidationError("--column \(pair): expected FIELD=HEADER, such as --column actor=user_id.")
      }
      columns[String(parts[0])] = String(parts[1])
    }
    return columns
  }
}
