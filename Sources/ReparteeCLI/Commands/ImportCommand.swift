import ArgumentParser
import ReparteeFormats
import ReparteeJobs
import ReparteeStore

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Reads files into a store.",
    discussion: """
      The format is detected from the content; gzip and zstd are decompressed on the way. Each file is taken whole or not at all: a bad one \
      leaves the store as it was before it. Importing a file again changes nothing. In an edge list, A B means that A acts on B: A \
      follows B, A replies to B. A folder stands for the files in it and below, except hidden ones and stores, and what is in it \
      that cannot be read, such as pictures, is passed over with a count (--strict refuses it); an archive (zip, tar, tar.gz …) is \
      read as the folder that it holds; a pattern in quotes stands for the files that match it. Files are read in the order given, \
      those of a folder or a pattern by name.

        repartee import tweets.jsonl.gz --into campaign.repartee
        repartee import twitter-2026-01-05.zip --into campaign.repartee
        repartee import exports '2026-*/*.csv' --into campaign.repartee
        repartee import follows.txt.gz --kind follow --platform x --into campaign.repartee
        repartee import followers.json --owner ann@example.org --list followers --into campaign.repartee
        repartee import sheet.csv --column actor=user_id --column target=reply_to --kind reply --into campaign.repartee
      """)

  @Argument(
    help: ArgumentHelp(
      "Files to read, folders, archives, or patterns with * and ?; - is standard input.", valueName: "file"))
  var files: [String]

  @Option(help: ArgumentHelp("The store, made where it is missing.", valueName: "store"))
  var into: String

  @OptionGroup var reading: ReadingOptions

  @OptionGroup var waiting: WaitOptions

  @Option(help: ArgumentHelp("Where to write rejected rows: path, line and reason, as CSV.", valueName: "file"))
  var rejects: String?

  @Flag(help: "Stop at the first row that cannot be read, and store nothing of its file.")
  var strict = false

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  func run() throws {
    let options = try reading.options()
    var step = ImportStep(
      files: try InputFiles.files(for: files).map {
        ImportStep.File(path: $0.path, options: options, isFromFolder: $0.isFromFolder)
      }, store: into, rejects: rejects, strict: strict)
    step.wait = waiting.storeWait(isQuiet: quiet)
    let bar = ProgressBar(isQuiet: quiet)
    defer { bar.clear() }
    var reports: [ImportReport] = []
    try step.run(progress: bar.update) { report in
      bar.clear()
      reports.append(report)
      if !quiet { ImportSummary.lines(report).forEach { StandardError.print($0) } }
    }
    if !quiet { ImportSummary.passedOver(step.passedOver).forEach { StandardError.print($0) } }
    if !quiet { step.warnings.forEach { StandardError.print($0) } }
    if !quiet, reports.count > 1 { StandardError.print(ImportSummary.total(reports)) }
  }
}
