import ReparteeGraph
import ReparteeText

/// A row a voice: how many people talk below what it posts, how many of them reply to it, how many it answers, and how many come
/// back, as points on one line and as numbers beside it.
///
/// The points of one row stand inside one another where their numbers are equal, the last step innermost. Two ranges may lie
/// behind the first of them, each drawn and named in its own way: how far the figure may be off, and where that of a like
/// window will lie.
package struct FunnelChart: Sendable {
  /// One voice.
  package struct Row: Sendable {
    /// What it is called.
    package var label: String
    /// R: people who talk below its posts; nil where replies name no post.
    package var talkedBelow: Int?
    /// R1: people who replied to it.
    package var replied: Int
    /// M: people with replies both ways.
    package var answered: Int
    /// C: people who came back; nil where nothing says.
    package var cameBack: Int?
    /// What the rows are sorted by.
    package var score: Int
    /// How far `talkedBelow` may be off; nil where that is unknown.
    package var interval: ClosedRange<Double>?
    /// Where the figure of a like window will lie; nil where that is unknown.
    package var nextWindow: ClosedRange<Double>?

    /// One voice.
    package init(
      label: String, talkedBelow: Int?, replied: Int, answered: Int, cameBack: Int?, score: Int,
      interval: ClosedRange<Double>? = nil, nextWindow: ClosedRange<Double>? = nil
    ) {
      (self.label, self.talkedBelow, self.replied) = (label, talkedBelow, replied)
      (self.answered, self.cameBack, self.score) = (answered, cameBack, score)
      (self.interval, self.nextWindow) = (interval, nextWindow)
    }
  }

  /// The title above the picture.
  package var title: String
  /// The line below the title.
  package var subtitle: String
  /// The voices, the first one at the top.
  package var rows: [Row]
  /// Sentences about what was left out.
  package var leftOut: [String]

  /// A chart of these voices.
  package init(title: String, subtitle: String = "", rows: [Row], leftOut: [String] = []) {
    (self.title, self.subtitle, self.rows, self.leftOut) = (title, subtitle, rows, leftOut)
  }
}

extension FunnelChart {
  /// One step of the funnel.
  private struct Step: Sendable {
    /// The column's heading, in two lines.
    var heading: (String, String)
    /// The name of its column in the table.
    var column: String
    /// How large its point is, in text sizes: each fits into the one before.
    var radius: Double
    var fill: Color
    var value: @Sendable (Row) -> Int?
  }

  private static let steps = [
    Step(heading: ("Talked", "below"), column: "reply_reach", radius: 0.62, fill: Palette.background) {
      $0.talkedBelow
    },
    Step(heading: ("Replied", ""), column: "repliers", radius: 0.47, fill: Palette.thinLine) { $0.replied },
    Step(heading: ("Both", "ways"), column: "reciprocated", radius: 0.34, fill: Palette.turquoise) { $0.answered },
    Step(heading: ("Came", "back"), column: "conversed", radius: 0.2, fill: Palette.blue) { $0.cameBack },
  ]

  /// The steps of which anything is known.
  private var steps: [Step] { Self.steps.filter { step in rows.isEmpty || rows.contains { step.value($0) != nil } } }

  /// Where the parts of the picture stand.
  private struct Layout {
    let text: Double
    let axis: Axis
    /// The right end of each column of numbers; the score's is the last.
    let columns: [Double]
    let top: Double
    let rowHeight: Double

    func y(of row: Int) -> Double { top + (Double(row) + 0.5) * rowHeight }
  }
}

extension FunnelChart: Figure {
  /// The chart on a page; voices beyond those that have room are counted in a note.
  package func drawing(on page: FigurePage) throws -> Drawing {
    try page.validate()
    let text = page.textSize
    var sheet = ChartPage(
      title: title, subtitle: subtitle, leftOut: leftOut,
      about:
        "For each voice: how many people talk below its posts, replied to it, have replies both ways with it and came back."
    )
    let room = Int(
      (sheet.frame(on: page).picture.height - Self.headHeight * text - Self.footHeight * text) / (1.8 * text))
    let shown = Array(rows.prefix(max(1, room)))
    if shown.count < rows.count {
      sheet.leftOut.append(
        "Not drawn: \(NumberFormat.text(rows.count - shown.count, "further voice", "further voices")).")
    }
    let frame = sheet.frame(on: page)
    let names = shown.map { TextMetrics.truncated(DisplayText.cleaned($0.label), toWidth: 14 * text, size: text) }
    let layout = layout(of: shown, names: names, in: frame.picture, text: text)
    let svg = sheet.svg(on: page, frame: frame) { svg in
      if shown.isEmpty { return svg.draw(frame.emptyLine("Nothing to draw.")) }
      drawHeadings(layout, in: frame.picture, into: &svg)
      for (place, row) in shown.enumerated() { draw(row, named: names[place], at: place, layout, into: &svg) }
      drawFoot(of: shown, layout, into: &svg)
    }
    var drawing = Drawing(svg: svg, table: table(of: shown), headingHeight: frame.headingHeight)
    // Few rows leave the rest of the page empty; notes stand at its foot.
    if sheet.leftOut.isEmpty, !shown.isEmpty {
      let end = layout.top + Double(shown.count) * layout.rowHeight + Self.footHeight * text
      drawing.blankBelow = max(0, page.height - end)
    }
    return drawing
  }

  /// Above the rows, in text sizes: two lines of headings and the mark of each.
  private static let headHeight = 4.2
  /// Below them: the axis and the key of the ranges.
  private static let footHeight = 4.4

  private func layout(of rows: [Row], names: [String], in box: Box, text: Double) -> Layout {
    let headings = steps.map(\.heading) + [("Score", "")]
    let cells =
      steps.map { step in rows.map { step.value($0).map { NumberFormat.text($0) } ?? "" } }
      + [rows.map { NumberFormat.text($0.score) }]
    let widths = zip(headings, cells).map { heading, cells in
      ([heading.0, heading.1].map { TextMetrics.width(of: $0, size: text, bold: true) }
        + cells.map { TextMetrics.width(of: $0, size: text, bold: true) }).max() ?? 0
    }
    var columns: [Double] = []
    var right = box.maxX
    for width in widths.reversed() {
      columns.insert(right, at: 0)
      right -= width + 0.9 * text
    }
    let left = box.x + (names.map { TextMetrics.width(of: $0, size: text) }.max() ?? 0) + 1.4 * text
    let values = rows.map { row in
      max(Double(row.talkedBelow ?? row.replied), row.interval?.upperBound ?? 0, row.nextWindow?.upperBound ?? 0)
    }
    let axis = Axis(values, scale: .linear, from: left, to: max(left + text, right - text))
    let top = box.y + Self.headHeight * text
    let height = (box.height - (Self.headHeight + Self.footHeight) * text) / Double(max(1, rows.count))
    return Layout(text: text, axis: axis, columns: columns, top: top, rowHeight: min(3.4 * text, height))
  }

  private func drawHeadings(_ layout: Layout, in box: Box, into svg: inout SVGDocument) {
    let text = layout.text
    for (column, heading) in zip(layout.columns, steps.map(\.heading) + [("Score", "")]) {
      let lines = [heading.0, heading.1].filter { !$0.isEmpty }
      for (number, line) in lines.enumerated() {
        let below = Double(lines.count - 1 - number) * 1.25 * text
        svg.draw(
          TextLine(
            text: line, x: column, baseline: box.y + 2.2 * text - below, size: text, bold: true, anchor: .end))
      }
    }
    for (column, step) in zip(layout.columns, steps) {
      draw(step, at: Point(x: column - 0.62 * text, y: box.y + 3.2 * text), text: text, into: &svg)
    }
    svg.draw(
      TextLine(text: "People", x: layout.axis.from, baseline: box.y + 2.2 * text, size: text, bold: true))
  }

  private func draw(_ step: Step, at place: Point, text: Double, into svg: inout SVGDocument) {
    svg.circle(
      Disc(center: place, radius: step.radius * text),
      [("fill", step.fill.hex), ("stroke", Palette.strongDot.hex), ("stroke-width", SVGDocument.number(0.08 * text))])
  }

  private func draw(
    _ row: Row, named name: String, at place: Int, _ layout: Layout, into svg: inout SVGDocument
  ) {
    let (text, y) = (layout.text, layout.y(of: place))
    svg.draw(
      TextLine(text: name, x: layout.axis.from - text, baseline: y + 0.35 * text, size: text, anchor: .end))
    svg.group(tooltip: Self.sentence(of: row)) { svg in
      if let interval = row.interval {
        let (low, high) = (layout.axis.position(of: interval.lowerBound), layout.axis.position(of: interval.upperBound))
        svg.rectangle(Self.band(from: low, to: high, y: y, text: text), Self.bandLook(text))
      }
      if let next = row.nextWindow {
        Self.drawRange(
          from: layout.axis.position(of: next.lowerBound), to: layout.axis.position(of: next.upperBound), y: y,
          text: text,
          into: &svg)
      }
      let values = steps.compactMap { $0.value(row).map(Double.init) }
      if let low = values.min(), let high = values.max(), low < high {
        svg.line(
          [Point(x: layout.axis.position(of: low), y: y), Point(x: layout.axis.position(of: high), y: y)],
          SVGDocument.stroke(Palette.strongLine, 0.12 * text))
      }
      for step in steps {
        guard let value = step.value(row) else { continue }
        draw(step, at: Point(x: layout.axis.position(of: Double(value)), y: y), text: text, into: &svg)
      }
    }
    let numbers = steps.map { step in step.value(row).map { NumberFormat.text($0) } ?? "–" }
    for (column, number) in zip(layout.columns, numbers + [NumberFormat.text(row.score)]) {
      svg.draw(
        TextLine(
          text: number, x: column, baseline: y + 0.35 * text, size: text, bold: column == layout.columns.last,
          anchor: .end))
    }
  }

  private static func band(from low: Double, to high: Double, y: Double, text: Double) -> Box {
    Box(x: low, y: y - 0.42 * text, width: max(0.4, high - low), height: 0.84 * text)
  }

  private static func bandLook(_ text: Double) -> [(String, String)] {
    [("fill", Palette.tint.hex), ("stroke", Palette.thinLine.hex), ("stroke-width", SVGDocument.number(0.05 * text))]
  }

  private static func drawRange(from low: Double, to high: Double, y: Double, text: Double, into svg: inout SVGDocument)
  {
    svg.line(
      [Point(x: low, y: y), Point(x: high, y: y)], SVGDocument.stroke(Palette.strongLine, 0.08 * text, dash: "2 2"))
    for end in [low, high] {
      svg.line(
        [Point(x: end, y: y - 0.3 * text), Point(x: end, y: y + 0.3 * text)],
        SVGDocument.stroke(Palette.strongLine, 0.08 * text))
    }
  }

  /// The axis and what the ranges are.
  private func drawFoot(of rows: [Row], _ layout: Layout, into svg: inout SVGDocument) {
    let (text, axis) = (layout.text, layout.axis)
    let bottom = layout.top + Double(rows.count) * layout.rowHeight
    svg.line(
      [Point(x: axis.from, y: bottom), Point(x: axis.to, y: bottom)], SVGDocument.stroke(Palette.text, 0.07 * text))
    var free = -Double.infinity
    for tick in axis.ticks {
      let line = TextLine(
        text: tick.label, x: tick.position, baseline: bottom + 1.4 * text, size: text, color: Palette.quietText,
        anchor: .middle)
      if line.box.x < free { continue }
      free = line.box.maxX + 0.5 * text
      svg.draw(line)
    }
    let middle = bottom + 3 * text
    var x = axis.from
    func name(_ words: String, _ mark: (inout SVGDocument, Double) -> Void) {
      mark(&svg, x)
      let line = TextLine(
        text: words, x: x + 2.6 * text, baseline: middle + 0.35 * text, size: text, color: Palette.quietText)
      svg.draw(line)
      x = line.box.maxX + 1.5 * text
    }
    if rows.contains(where: { $0.interval != nil }) {
      name("how far “talked below” may be off") { svg, x in
        svg.rectangle(Self.band(from: x, to: x + 2 * text, y: middle, text: text), Self.bandLook(text))
      }
    }
    if rows.contains(where: { $0.nextWindow != nil }) {
      name("its range in a like window") { svg, x in
        Self.drawRange(from: x, to: x + 2 * text, y: middle, text: text, into: &svg)
      }
    }
  }

  private static func sentence(of row: Row) -> String {
    var parts = [
      row.talkedBelow.map { "\(NumberFormat.text($0)) talked below its posts" },
      "\(NumberFormat.text(row.replied)) replied",
      "\(NumberFormat.text(row.answered)) with replies both ways",
    ].compactMap(\.self)
    if let cameBack = row.cameBack { parts.append("\(NumberFormat.text(cameBack)) came back") }
    return DisplayText.cleaned(row.label) + "\n" + parts.joined(separator: ", ")
  }

  private func table(of rows: [Row]) -> ResultTable {
    let steps = steps
    return ResultTable(
      columns: ["voice"] + steps.map(\.column)
        + ["score", "reply_reach_low", "reply_reach_high", "reply_reach_next_low", "reply_reach_next_high"],
      rows: rows.map { row in
        [.text(DisplayText.cleaned(row.label))] + steps.map { .integer($0.value(row)) }
          + [
            .integer(row.score), .decimal(row.interval?.lowerBound, places: 0),
            .decimal(row.interval?.upperBound, places: 0), .decimal(row.nextWindow?.lowerBound, places: 0),
            .decimal(row.nextWindow?.upperBound, places: 0),
          ]
      })
  }
}
