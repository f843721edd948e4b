import ReparteeGraph
import ReparteeText

/// Many small line charts with the same axes, one a voice, so that shapes compare at a glance.
package struct SmallMultiples: Sendable {
  /// The title above the picture.
  package var title: String
  /// The line below the title.
  package var subtitle: String
  /// The names of the places, from the left.
  package var places: [String]
  /// The panels, the most important first.
  package var panels: [LineChart.Series]
  /// What is measured, with its unit.
  package var measure: String
  /// Sentences about what was left out.
  package var leftOut: [String]
  /// The finding as text.
  package var summary: String?

  /// A chart of these panels.
  package init(
    title: String, subtitle: String = "", places: [String], panels: [LineChart.Series], measure: String,
    leftOut: [String] = [], summary: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.places = places
    self.panels = panels
    self.measure = measure
    self.leftOut = leftOut
    self.summary = summary
  }
}

extension SmallMultiples: Figure {
  /// The chart on a page; panels beyond those that have room are counted in a note.
  package func drawing(on page: FigurePage) throws -> Drawing {
    try page.validate()
    let text = page.textSize
    var sheet = ChartPage(
      title: title, subtitle: subtitle, leftOut: leftOut, summary: summary,
      about: "Small line charts of \(measure.lowercased()), all with the same axes.")
    let whole = sheet.frame(on: page).picture
    let columns = max(1, Int(whole.width / (17 * text)))
    let most = columns * max(1, Int(whole.height / (8.5 * text)))
    let shown = panels.prefix(most)
    if shown.count < panels.count {
      sheet.leftOut.append(
        "Not drawn: \(NumberFormat.text(panels.count - shown.count, "further panel", "further panels")).")
    }
    let frame = sheet.frame(on: page)
    let rows = max(1, (shown.count + columns - 1) / columns)
    let across = min(columns, max(1, shown.count))
    let top = frame.picture.y + 1.8 * text
    let height = min(16 * text, (frame.picture.maxY - top) / Double(rows))
    let width = frame.picture.width / Double(across)
    let largest = shown.flatMap { $0.values.compactMap { $0 } }.max()
    let svg = sheet.svg(on: page, frame: frame) { svg in
      svg.draw(
        TextLine(
          text: measure, x: frame.picture.x, baseline: frame.picture.y + 0.9 * text, size: text,
          color: Palette.quietText))
      if places.isEmpty || shown.isEmpty { return svg.draw(frame.emptyLine("Nothing to draw.")) }
      for (number, panel) in shown.enumerated() {
        let box = Box(
          x: frame.picture.x + Double(number % across) * width, y: top + Double(number / across) * height,
          width: width - 1.5 * text, height: height - 0.6 * text)
        LinePanel(
          places: places, series: [panel], top: largest, box: box, text: text, title: DisplayText.cleaned(panel.label),
          nameWidth: 0
        ).draw(into: &svg)
      }
    }
    return Drawing(
      svg: svg, table: LineChart.table(places: places, series: Array(shown)), headingHeight: frame.headingHeight)
  }
}
