import ReparteeGraph

/// What every chart of rows and lines shares: a page with a title, notes and a table, and the text that describes it.
struct ChartPage {
  var title: String
  var subtitle: String
  var leftOut: [String]
  var summary: String?
  /// What the chart is, for those who cannot see it.
  var about: String

  private var heading: String { DisplayText.cleaned(title, limit: 300, placeholder: "Chart") }
  private var notes: [String] {
    leftOut.map { DisplayText.cleaned($0, limit: 1_000, placeholder: "") }.filter { !$0.isEmpty }
  }

  /// The parts of the page, without a key.
  func frame(on page: FigurePage, legendWidth: Double = 0) -> PageFrame {
    PageFrame(
      page: page, title: heading, subtitle: subtitle, notes: notes.joined(separator: " "), legendWidth: legendWidth)
  }

  /// The document around what `draw` draws.
  func svg(on page: FigurePage, frame: PageFrame, _ draw: (inout SVGDocument) -> Void) -> String {
    let spoken =
      [summary.map { DisplayText.cleaned($0, limit: 2_000, placeholder: "") }, about].compactMap { $0 } + notes
    var svg = SVGDocument(
      page: page, identifier: "chart", title: heading, description: spoken.joined(separator: " "))
    draw(&svg)
    for line in frame.title + frame.lines(ofNotes: notes) { svg.draw(line) }
    return svg.finished()
  }
}
