import ArgumentParser
import ReparteeBriefings
import ReparteeFigures
import ReparteeJobs

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

  @Flag(
    help: ArgumentHelp(
      "Draw stable pseudonyms instead of handles.",
      discussion: """
        They are made with the key in the file that --pseudonym-key, or REPARTEE_PSEUDONYM_KEY_FILE, names; else with one of \
        your own, which is made in ~/.config/repartee when it is first needed.
        """))
  var pseudonyms = false

  @Option(
    help: ArgumentHelp(
      "A file of mode 0600 with the key that pseudonyms are made with, of 32 bytes or more; keep it, to get the same ones again.",
      valueName: "file"))
  var pseudonymKey: String?

  @Flag(help: "Link shapes to the profiles of their voices.")
  var links = false

  func validate() throws {
    if links, hidesNames { throw ValidationError("--links would reveal who the --pseudonyms are; use one of them.") }
  }

  /// Whether names are replaced.
  private var hidesNames: Bool { pseudonyms || pseudonymKey != nil }

  /// What replaces handles, if anything does.
  /// - Parameter store: the store that is drawn from, beside which no key should lie.
  /// - Throws: `PseudonymKeyError`.
  func names(for store: String) throws -> Pseudonyms? {
    guard hidesNames else { return nil }
    guard let pseudonymKey else { return try PseudonymKey.ownPseudonyms() }
    if let note = PseudonymKey.note(of: pseudonymKey, besideStore: store) { StandardError.print(note) }
    return try PseudonymKey.pseudonyms(readingFile: pseudonymKey)
  }

  /// The page.
  var page: FigurePage {
    var page = FigurePage(format, theme: theme)
    if embedTextAsPaths { page.lettering = .paths }
    page.hasLinks = links
    return page
  }
}
