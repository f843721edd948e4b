import ArgumentParser
import Figures
import Formats
import Foundation
import Jobs

extension FigurePage.Format: ExpressibleByArgument {}
extension Theme: ExpressibleByArgument {}

/// How a picture looks and where it goes: for every command that draws.
struct PictureOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Where to write the picture, by its ending: .svg, .pdf, .png, .dot or .gexf; - is standard output, as SVG.",
      valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("Where to write what is drawn as a table: .csv or .html.", valueName: "file"))
  var table: String?

  @Option(help: "The page: \(FigurePage.Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var page = FigurePage.Format.landscape

  @Option(help: "The inks: \(Theme.allCases.map(\.rawValue).joined(separator: ", ")).")
  var theme = Theme.light

  @Option(help: "Dots an inch of a .png.")
  var dpi = 200

  @Flag(help: "Write letters as outlines, for machines without the fonts; the text can no longer be searched.")
  var embedTextAsPaths = false

  @Flag(help: "Draw stable pseudonyms instead of handles.")
  var pseudonyms = false

  @Option(
    help: ArgumentHelp("A secret that pseudonyms depend on; keep it, to get the same ones again.", valueName: "text"))
  var pseudonymKey: String?

  @Flag(help: "Let shapes lead to the profiles of their voices.")
  var links = false

  @Option(
    help: ArgumentHelp(
      "Keep voices where an earlier diagram of the same kind (.svg), or a network's table (.csv), has them.",
      valueName: "file"))
  var positionsFrom: String?

  func validate() throws {
    if dpi < 36 || dpi > 1_200 { throw ValidationError("--dpi takes 36 to 1200 dots an inch.") }
    if links, names != nil { throw ValidationError("--links would tell who the --pseudonyms are; leave one out.") }
    if let table, !table.lowercased().hasSuffix(".csv"), !table.lowercased().hasSuffix(".html") {
      throw ValidationError("--table writes .csv or .html; \(table) ends in neither.")
    }
  }

  /// What replaces handles, if anything does.
  var names: Pseudonyms? { pseudonyms || pseudonymKey != nil ? Pseudonyms(key: pseudonymKey ?? "") : nil }

  /// The page, with the places that an earlier picture gives.
  func figurePage() throws -> FigurePage {
    var page = FigurePage(page, theme: theme)
    if embedTextAsPaths { page.lettering = .outlines }
    page.hasLinks = links
    page.positions = try positionsFrom.map { try DrawnPositions(readingFile: $0, page: page) }
    return page
  }
}

/// The files that a picture is written to, checked before any work.
struct PictureOutput {
  /// What a picture is written as.
  enum Kind: String, CaseIterable {
    case svg, pdf, png, dot, gexf

    /// The kind that a path's ending names; without an ending, SVG.
    init(path: String) throws {
      let ending = URL(fileURLWithPath: path).pathExtension.lowercased()
      guard let kind = ending.isEmpty ? .svg : ending == "gv" ? .dot : Kind(rawValue: ending) else {
        throw ValidationError(
          "--output writes \(Kind.allCases.map { "." + $0.rawValue }.joined(separator: ", ")); .\(ending) is none of them."
        )
      }
      self = kind
    }
  }

  private let kind: Kind
  private let file: OutputFile
  private let table: OutputFile?
  private let options: PictureOptions

  init(_ options: PictureOptions, apartFrom inputs: [String]) throws {
    self.options = options
    let inputs = inputs + [options.positionsFrom].compactMap { $0 }
    file = try OutputFile(options.output, apartFrom: inputs)
    kind = try Kind(path: options.output)
    table = try options.table.map { try OutputFile($0, apartFrom: inputs + [options.output]) }
  }

  /// Writes the picture, and its table where one is asked for; both are made before either is written.
  func write(_ drawing: Drawing, on page: FigurePage, title: String) throws {
    let bytes: Data =
      switch kind {
      case .svg: Data(drawing.svg.utf8)
      case .pdf: Data(try drawing.pdf(page: page, title: title))
      case .png: Data(try drawing.png(page: page, dotsPerInch: options.dpi))
      case .dot: Data(drawing.graph.dot.utf8)
      case .gexf: Data(drawing.graph.gexf.utf8)
      }
    try file.write(bytes)
    guard let table, let path = options.table else { return }
    let isHTML = path.lowercased().hasSuffix(".html")
    try table.write(isHTML ? drawing.htmlTable(caption: title) : TableFormat.csv.text(of: drawing.table))
  }
}
