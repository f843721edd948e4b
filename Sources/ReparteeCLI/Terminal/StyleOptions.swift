import ArgumentParser
import ReparteeBriefings
import ReparteeFigures

extension FigurePage.Format: ExpressibleByArgument {}
extension Theme: ExpressibleByArgument {}

/// The style of pictures and whether they name anybody: for every command that draws.
struct StyleOptions: ParsableArguments {
  @Option(
    name: .customLong("page"), help: "The page: \(FigurePage.Format.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format = FigurePage.Format.landscape

  @Option(help: "The colours: \(Theme.allCases.map(\.rawValue).joined(separator: ", ")).")
  var theme = Theme.light

  @Flag(help: "Write letters as outlines, for machines without the fonts; the text can no longer be searched.")
  var embedTextAsPaths = false

  @Flag(help: "Draw stable pseudonyms instead of handles.")
  var pseudonyms = false

  @Option(
    help: ArgumentHelp("A secret that pseudonyms depend on; keep it, to get the same ones again.", valueName: "text"))
  var pseudonymKey: String?

  @Flag(help: "Link shapes to the profiles of their voices.")
  var links = false

  func validate() throws {
    if links, names != nil { throw ValidationError("--links would reveal who the --pseudonyms are; use one of them.") }
  }

  /// What replaces handles, if anything does.
  var names: Pseudonyms? { pseudonyms || pseudonymKey != nil ? Pseudonyms(key: pseudonymKey ?? "") : nil }

  /// The page.
  var page: FigurePage {
    var page = FigurePage(format, theme: theme)
    if embedTextAsPaths { page.lettering = .paths }
    page.hasLinks = links
    return page
  }
}
