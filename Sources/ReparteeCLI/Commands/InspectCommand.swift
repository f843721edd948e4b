import ArgumentParser
import ReparteeFormats
import ReparteeGraph
import ReparteeJobs

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Says what a file is and what would be read of it, and writes nothing.",
    usage: "repartee inspect [<options>] <file> ...",
    discussion: """
      Reads the whole file as an import would: its format, its rows by what becomes of them, how many records they \
      make, the first of each kind, and the first rows that cannot be read. Of a file that no format knows it prints a \
      mapping to start from. Of several files it says as well whose ids meet: on which platform a list belongs that \
      names none. Of an archive (zip, tar, tar.gz …) it says what files it holds and how an import would read each.

        repartee inspect export.json
        repartee inspect posts.jsonl follows.csv
        repartee inspect follows.txt --kind follow --platform x --show 20
        repartee inspect sheet.csv > mapping.yaml
        repartee inspect sheet.csv --mapping mapping.yaml
      """)

  @Argument(help: ArgumentHelp("The files; - is standard input.", valueName: "file"))
  var files: [String]

  @OptionGroup var reading: ReadingOptions

  @Option(help: "How many records of each kind, and rejected rows, are shown.")
  var show = 5

  func validate() throws {
    if show < 0 { throw ValidationError("--show \(show): expected 0 or more.") }
    if files.isEmpty { throw ValidationError("Name the file to look at.") }
  }

  func run() throws {
    let options = try reading.options()
    if files.count == 1 { return try inspect(files[0], options) }
    var matching = FileMatching()
    var failure: (any Error)?
    for (place, file) in files.enumerated() {
      if place > 0 { try StandardOutput.print("") }
      do {
        try inspect(file, options)
        if file != "-" {
          do { matching.add(try FileReader(path: file, options: options)) } catch FormatError.archive {}
        }
      } catch {
        // The others are looked at nevertheless.
        StandardError.print("repartee: \(Remedy.line(for: error, isJob: false))")
        failure = error
      }
    }
    for file in files where file != "-" {
      guard let reader = try? FileReader(path: file, options: options), reader.platform == nil else { continue }
      StandardError.print("\(file): \(matching.statement(about: reader))")
    }
    if failure != nil { throw Failure.badData }
  }

  private func inspect(_ file: String, _ options: ReadOptions) throws {
    do {
      let found = try Inspection(path: file, options: options, showing: show)
      try StandardOutput.print(SafeText.lines(InspectionText.text(of: found, file: file)), terminator: "")
    } catch FormatError.archive {
      let contents = try Archive.contents(of: file, options: options)
      try StandardOutput.print(SafeText.lines(ArchiveText.text(of: contents, archive: file)), terminator: "")
    } catch let error as FormatError where error.isOfNoFormat && options.mapping == nil && file != "-" {
      if let mapping = FileMatching.mapping(for: file) {
        StandardError.print("the included mapping \(mapping) reads it: repartee inspect \(file) --mapping \(mapping)")
      }
      if let shape = try? FileShape(path: file) {
        try StandardOutput.print(SafeText.lines(MappingDraft(for: shape).text), terminator: "")
      }
      throw error
    }
  }
}
