import ArgumentParser
import ReparteeFormats
import ReparteeGraph
import ReparteeJobs

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Says what a file is and what would be read of it, and writes nothing.",
    discussion: """
      Reads the whole file as an import would: its format, its rows by what becomes of them, how many records they \
      make, the first of each kind, and the first rows that cannot be read. Of a file that no format knows it prints a \
      mapping to start from.

        repartee inspect export.json
        repartee inspect follows.txt --kind follow --platform x --show 20
        repartee inspect sheet.csv > mapping.yaml
        repartee inspect sheet.csv --mapping mapping.yaml
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
    let options = try reading.options()
    do {
      let found = try Inspection(path: file, options: options, showing: show)
      try StandardOutput.print(InspectionText.text(of: found, file: file), terminator: "")
    } catch let error as FormatError where error.isOfNoFormat && options.mapping == nil && file != "-" {
      if let mapping = FileMatching.mapping(for: file) {
        StandardError.print("the included mapping \(mapping) reads it: repartee inspect \(file) --mapping \(mapping)")
      }
      if let shape = try? FileShape(path: file) {
        try StandardOutput.print(MappingDraft(for: shape).text, terminator: "")
      }
      throw error
    }
  }
}
