import ArgumentParser
import Foundation
import ReparteeBriefings
import ReparteeFigures
import ReparteeFormats
import ReparteeJobs

/// A picture and where it goes.
struct PictureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where to write the picture; the file extension chooses the format: .svg, .pdf, .png, .dot or .gexf; - is standard output, as SVG.",
      valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("Where to write what is drawn as a table: .csv or .html.", valueName: "file"))
  var table: String?

  @Option(help: "The resolution of a .png, in dots per inch.")
  var dpi = 200

  @OptionGroup var look: StyleOptions

  @Option(
    help: ArgumentHelp(
      "Keep voices where an earlier diagram of the same kind (.svg), or a network's table (.csv), has them.",
      valueName: "file"))
  var positionsFrom: String?

  func validate() throws {
    if dpi < 36 || dpi > 1_200 { throw ValidationError("--dpi takes 36 to 1200 dots an inch.") }
    if let table, !table.lowercased().hasSuffix(".csv"), !table.lowercased().hasSuffix(".html") {
      throw ValidationError("--table writes .csv or .html; \(table) ends in neither.")
    }
  }

  /// The page, with the places that an earlier picture gives.
  func figurePage() throws -> FigurePage {
    var page = look.page
    page.positions = try positionsFrom.map { try DrawnPositions(readingFile: $0, page: page) }
    return page
  }
}

/// The files that a picture is written to, checked before any work.
struct PictureOutput {
  private let format: PictureFormat
  private let file: OutputFile
  private let table: OutputFile?
  private let options: PictureOptions

  init(_ options: PictureOptions, apartFrom inputs: [String]) throws {
    self.options = options
    let inputs = inputs + [options.positionsFrom].compactMap { $0 }
    file = try OutputFile(options.output, apartFrom: inputs)
    guard let format = PictureFormat(path: options.output) else {
      let known = PictureFormat.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
      let ending = URL(fileURLWithPath: options.output).pathExtension.lowercased()
      throw ValidationError("--output writes \(known); .\(ending) is none of them.")
    }
    self.format = format
    table = try options.table.map { try OutputFile($0, apartFrom: inputs + [options.output]) }
  }

  /// Writes the picture, and its table where one is asked for; both are made before either is written.
  func write(_ drawing: Drawing, on page: FigurePage, title: String) throws {
    if let note = format.fontNote(of: drawing, page: page, path: options.output) {
      StandardError.print("warning: \(note)")
    }
    try file.write(try format.bytes(of: drawing, page: page, title: title, dotsPerInch: options.dpi))
    guard let table, let path = options.table else { return }
    let isHTML = path.lowercased().hasSuffix(".html")
    try table.write(isHTML ? drawing.htmlTable(caption: title) : TableFormat.csv.text(of: drawing.table))
  }
}
