import ArgumentParser
import Formats
import SocialGraph

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Says what a file is and what would be read of it, and writes nothing.",
    discussion: """
      Reads the whole file as an import would: its format, its rows by what becomes of them, how many records they \
      make, the first of each kind, and the first rows that cannot be read.

        repartee inspect export.json
        repartee inspect follows.txt --kind follow --platform x --show 20
      """)

  @Argument(help: ArgumentHelp("The file; - is standard input.", valueName: "file"))
  var file: String

  @OptionGroup var reading: ReadingOptions

  @Option(help: "How many records of each kind, and rejected rows, are shown.")
  var show = 5

  func validate() throws {
    if show < 0 { throw ValidationError("--show \(show): expected 0 or more.") }
  }

  func run() throws {
    let found = try Inspection(path: file, options: reading.options(), showing: show)
    try StandardOutput.print(InspectionText.text(of: found, file: file), terminator: "")
  }
}
