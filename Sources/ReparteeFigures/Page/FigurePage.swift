/// The page a figure is drawn on: its size, its colours and its lettering.
package struct FigurePage: Sendable {
  /// The sizes that documents ask for, in points.
  package enum Format: String, CaseIterable, Sendable {
    /// A4 landscape, 842 by 595.
    case landscape
    /// A4 portrait, 595 by 842.
    case portrait
    /// As wide as it is high, 700 by 700.
    case square
    /// A slide of 16 to 9, 960 by 540.
    case slide
  }

  /// How text is written into the document.
  package enum Lettering: Sendable {
    /// As text in a named font family: small, searchable, readable by machines.
    case text
    /// As the outlines of their letters: the same on machines without the font.
    case paths
  }

  /// The width of the page in points.
  package var width: Double
  /// The height of the page in points.
  package var height: Double
  /// The colours.
  package var theme = Theme.light
  /// The font family named in the document.
  package var fontFamily = "Arial, Helvetica, 'Liberation Sans', 'DejaVu Sans', sans-serif"
  /// How text is written.
  package var lettering = Lettering.text
  /// Whether shapes lead somewhere: then the document is a group of things that can be reached, rather than one image
  /// whose inside assistive technology passes over.
  package var hasLinks = false
  /// What the ids in the document begin with; nil is the figure's own word. Give each figure of one web page its own.
  package var identifier: String?
  /// Where an earlier picture of the same kind has voices of the same names: they stay there, or as near as they can,
  /// so that two windows compare. Only figures that lay voices out freely look at it: network, ego, communities.
  package var positions: DrawnPositions?

  /// A page of this format, in colour.
  package init(_ format: Format = .landscape, theme: Theme = .light) {
    (width, height) =
      switch format {
      case .landscape: (842, 595)
      case .portrait: (595, 842)
      case .square: (700, 700)
      case .slide: (960, 540)
      }
    self.theme = theme
  }

  /// The smallest text: 7 points when the page is printed at the width of a portrait A4 sheet.
  var textSize: Double { 7.1 * max(1, width / 595.28) }

  func validate() throws {
    guard width.isFinite, height.isFinite, width >= 400, height >= max(360, 0.56 * width),
      max(width, height) <= 20_000
    else {
      throw FigureError.badPage(width: width, height: height)
    }
  }
}
