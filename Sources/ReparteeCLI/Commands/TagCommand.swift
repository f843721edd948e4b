import ArgumentParser
import ReparteeFormats
import ReparteeJobs

struct TagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag",
    abstract: "Adds what people know of accounts: a roster with kinds, organisations and joined voices.",
    discussion: """
      The roster is CSV with any of the columns platform, id, handle, name, kind, organisation, role, voice, followers, \
      from, to, source, note. A line is matched by id, else by handle, whatever its case, among all accounts \
      that ever had it; “to” is the first day after a role. Lines that match no account are reported, and match as soon as their account is imported. A roster is a source: undo removes it.
      """)

  @Argument(help: ArgumentHelp("The roster.", valueName: "roster"))
  var roster: String

  @Option(help: ArgumentHelp("The store, made where it is missing.", valueName: "store"))
  var into: String

  @OptionGroup var waiting: WaitOptions

  @Flag(help: "Stop at the first line that cannot be read, and store nothing.")
  var strict = false

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  func run() throws {
    let file = ImportStep.File(path: roster, options: ReadOptions(format: "roster-csv"))
    var step = ImportStep(files: [file], store: into, strict: strict)
    step.wait = waiting.storeWait(isQuiet: quiet)
    try step.run { report in
      if !quiet { ImportSummary.lines(report).forEach { StandardError.print($0) } }
    }
  }
}
