import ReparteeGraph
import ReparteeText

/// One to four lines over a common row of places, such as weeks; each is named at its end and has a dash of its own.
package struct LineChart: Sendable {
  /// One line.
  package struct Series: Sendable {
    /// Its name.
    package var label: String
    /// A value a place; nil interrupts the line.
    package var values: [Double?]

    /// One line.
    package init(label: String, values: [Double?]) {
      self.label = label
      self.values = values
    }
  }

  /// The title above the picture.
  package var title: String
  /// The line below the title.
  package var subtitle: String
  /// The names of the places, from the left.
  package var places: [String]
  /// The lines; those beyond the fourth are counted in a note: more cannot be distinguished.
  package var series: [Series]
  /// What is measured, with its unit.
  package var measure: String
  /// Sentences about what was left out.
  package var leftOut: [String]
  /// The finding as text.
  package var summary: String?

  /// A chart of these lines.
  package init(
    title: String, subtitle: String = "", places: [String], series: [Series], measure: String, leftOut: [String] = [],
    summary: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.places = places
    self.series = series
    self.measure = measure
    self.leftOut = leftOut
    self.summary = summary
  }
}

extension LineChart: Figure {
  /// The chart on a page.
  package func drawing(on page: FigurePage) throws -> Drawing {
    try page.validate()
    var sheet = ChartPage(
      title: title, subtitle: subtitle, leftOut: leftOut, summary: summary,
      about: "A line chart of \(measure.lowercased()): "
        + series.prefix(4).map { DisplayText.cleaned($0.label, limit: 60) }.joined(separator: ", ") + ".")
    if series.count > 4 {
      sheet.leftOut.append("Not drawn: \(NumberFormat.text(series.count - 4, "further line", "further lines")).")
    }
    let frame = sheet.frame(on: page)
    let panel = LinePanel(
      places: places, series: Array(series.prefix(4)),
      top: series.prefix(4).flatMap { $0.values.compactMap { $0 } }.max(),
      box: frame.picture, text: frame.text, title: measure, nameWidth: 12)
    let svg = sheet.svg(on: page, frame: frame) { svg in
      if places.isEmpty || series.isEmpty { return svg.draw(frame.emptyLine("Nothing to draw.")) }
      panel.draw(into: &svg)
    }
    return Drawing(
      svg: svg, table: Self.table(places: places, series: Array(series.prefix(4))), headingHeight: frame.headingHeight)
  }

  /// A row a place, a column a line.
  static func table(places: [String], series: [Series]) -> ResultTable {
    ResultTable(
      columns: ["place"] + series.map { DisplayText.cleaned($0.label) },
      rows: places.enumerated().map { place, name in
        [.text(DisplayText.cleaned(name))]
          + series.map { .decimal(place < $0.values.count ? $0.values[place] : nil, places: 2) }
      })
  }
}
