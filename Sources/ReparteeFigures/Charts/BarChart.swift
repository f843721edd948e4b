import ReparteeGraph
import ReparteeText

/// Bars from 0, a row each, with an interval where one is known: figures of voices side by side.
package struct BarChart: Sendable {
  /// One bar.
  package struct Bar: Sendable {
    /// What it stands for.
    package var label: String
    /// How long it is; 0 and up.
    package var value: Double
    /// The interval the value lies in, from its low end to its high end; nil draws none.
    package var interval: ClosedRange<Double>?

    /// One bar.
    package init(label: String, value: Double, interval: ClosedRange<Double>? = nil) {
      self.label = label
      self.value = value
      self.interval = interval
    }
  }

  /// The title above the picture.
  package var title: String
  /// The line below the title.
  package var subtitle: String
  /// The bars, the first one at the top.
  package var bars: [Bar]
  /// What is measured, with its unit.
  package var measure: String
  /// Sentences about what was left out.
  package var leftOut: [String]
  /// The finding as text.
  package var summary: String?

  /// A chart of these bars.
  package init(
    title: String, subtitle: String = "", bars: [Bar], measure: String, leftOut: [String] = [], summary: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.bars = bars
    self.measure = measure
    self.leftOut = leftOut
    self.summary = summary
  }
}

extension BarChart: Figure {
  /// The chart on a page; bars beyond those that have room are counted in a note.
  package func drawing(on page: FigurePage) throws -> Drawing {
    try page.validate()
    let text = page.textSize
    var sheet = ChartPage(
      title: title, subtitle: subtitle, leftOut: leftOut, summary: summary,
      about: "A bar chart of \(measure.lowercased()).")
    let room = Int((sheet.frame(on: page).picture.height - 4 * text) / (1.7 * text))
    let shown = bars.prefix(max(1, room))
    if shown.count < bars.count {
      sheet.leftOut.append("Not drawn: \(NumberFormat.text(bars.count - shown.count, "further row", "further rows")).")
    }
    let frame = sheet.frame(on: page)
    let names = shown.map {
      TextMetrics.truncated(DisplayText.cleaned($0.label), toWidth: 16 * text, size: text)
    }
    let gutter = (names.map { TextMetrics.width(of: $0, size: text) }.max() ?? 0) + 0.8 * text
    let values: [Double] = shown.map { max($0.value, $0.interval?.upperBound ?? 0) }
    let numbers = shown.map { Axis.text($0.value) }
    let margin = (numbers.map { TextMetrics.width(of: $0, size: text) }.max() ?? 0) + text
    let axis = Axis(values, scale: .linear, from: frame.picture.x + gutter, to: frame.picture.maxX - margin)
    let top = frame.picture.y + 2 * text
    let step = min(4 * text, (frame.picture.height - 4 * text) / Double(max(1, shown.count)))
    let svg = sheet.svg(on: page, frame: frame) { svg in
      svg.draw(TextLine(text: measure, x: axis.from, baseline: frame.picture.y + 0.9 * text, size: text, bold: true))
      if shown.isEmpty { return svg.draw(frame.emptyLine("Nothing to draw.")) }
      for (number, bar) in shown.enumerated() {
        let y = top + (Double(number) + 0.5) * step
        draw(
          bar, named: names[number], value: numbers[number], at: y, height: 0.56 * step, on: axis, text: text,
          into: &svg)
      }
      svg.line(
        [Point(x: axis.from, y: top), Point(x: axis.from, y: top + Double(shown.count) * step)],
        SVGDocument.stroke(Palette.text, 0.07 * text))
    }
    let isWhole = bars.allSatisfy { $0.value == $0.value.rounded() }
    let rows = shown.map { bar -> [TableCell] in
      [
        .text(DisplayText.cleaned(bar.label)), .decimal(bar.value, places: isWhole ? 0 : 2),
        .decimal(bar.interval?.lowerBound, places: 2), .decimal(bar.interval?.upperBound, places: 2),
      ]
    }
    return Drawing(svg: svg, table: ResultTable(columns: ["name", measure, "low", "high"], rows: rows))
  }

  private func draw(
    _ bar: Bar, named name: String, value: String, at y: Double, height: Double, on axis: Axis, text: Double,
    into svg: inout SVGDocument
  ) {
    let end = axis.position(of: max(0, bar.value))
    let interval = bar.interval.map { (axis.position(of: $0.lowerBound), axis.position(of: $0.upperBound)) }
    svg.draw(TextLine(text: name, x: axis.from - 0.6 * text, baseline: y + 0.35 * text, size: text, anchor: .end))
    let tooltip =
      DisplayText.cleaned(bar.label) + "\n" + value
      + (bar.interval.map { ", from \(Axis.text($0.lowerBound)) to \(Axis.text($0.upperBound))" } ?? "")
    svg.group(tooltip: tooltip) { svg in
      svg.rectangle(
        Box(x: axis.from, y: y - height / 2, width: max(0.4, end - axis.from), height: height),
        [("fill", Palette.blue.hex)])
      guard let (low, high) = interval else { return }
      // White within the bar, dark beyond it.
      for (from, to, color) in [
        (min(low, end), min(high, end), Palette.background), (max(low, end), max(high, end), Palette.text),
      ]
      where to > from {
        svg.line([Point(x: from, y: y), Point(x: to, y: y)], SVGDocument.stroke(color, 0.12 * text))
      }
      for place in [low, high] {
        svg.line(
          [Point(x: place, y: y - 0.25 * height), Point(x: place, y: y + 0.25 * height)],
          SVGDocument.stroke(place < end ? Palette.background : Palette.text, 0.12 * text))
      }
    }
    let edge = max(end, interval?.1 ?? end)
    svg.draw(
      TextLine(text: value, x: edge + 0.5 * text, baseline: y + 0.35 * text, size: text, color: Palette.quietText))
  }
}
