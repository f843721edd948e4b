/// The background of a chart: grid lines, the values beside them, and what they mean, as text above rather than along the
/// side.
struct PlotArea {
  /// Where values are drawn.
  let box: Box
  let x: Axis
  let y: Axis
  let text: Double
  private let xTitle: String
  private let yTitle: String

  /// An area in `outer` for these values. `strip` is the room of 0 on a logarithmic axis.
  init(
    in outer: Box, text: Double, x: (values: [Double], scale: Axis.Scale, title: String),
    y: (values: [Double], scale: Axis.Scale, title: String), strip: Double
  ) {
    self.text = text
    (xTitle, yTitle) = (x.title, y.title)
    let probe = Axis(y.values, scale: y.scale, from: 1, to: 0)
    let gutter = 0.6 * text + (probe.ticks.map { TextMetrics.width(of: $0.label, size: text) }.max() ?? 0)
    box = Box(
      x: outer.x + gutter, y: outer.y + 2 * text, width: outer.width - gutter - 0.5 * text,
      height: outer.height - 5.2 * text)
    self.x = Axis(x.values, scale: x.scale, from: box.x, to: box.maxX, strip: strip)
    self.y = Axis(y.values, scale: y.scale, from: box.maxY, to: box.y, strip: strip)
  }

  /// Where a pair of values stands.
  func place(_ xValue: Double, _ yValue: Double) -> Point {
    Point(x: x.position(of: xValue), y: y.position(of: yValue))
  }

  /// Every line of text of the area.
  var lines: [TextLine] {
    var lines = [
      TextLine(text: yTitle, x: box.x - 0.2 * text, baseline: box.y - 1.1 * text, size: text, bold: true),
      TextLine(text: xTitle, x: box.maxX, baseline: box.maxY + 2.9 * text, size: text, bold: true, anchor: .end),
    ]
    lines += y.ticks.map {
      TextLine(
        text: $0.label, x: box.x - 0.5 * text, baseline: $0.position + 0.35 * text, size: text,
        color: Palette.quietText, anchor: .end)
    }
    var free = -Double.infinity
    for tick in x.ticks {
      let line = TextLine(
        text: tick.label, x: tick.position, baseline: box.maxY + 1.4 * text, size: text, color: Palette.quietText,
        anchor: .middle)
      if line.box.x < free { continue }
      free = line.box.maxX + 0.5 * text
      lines.append(line)
    }
    return lines.filter { !$0.text.isEmpty }
  }

  /// Draws the grid and its text.
  func draw(into svg: inout SVGDocument) {
    svg.begin("g", SVGDocument.stroke(Palette.thinLine, 0.03 * text, dash: "1 2"))
    for tick in y.ticks {
      svg.line([Point(x: box.x, y: tick.position), Point(x: box.maxX, y: tick.position)])
    }
    for tick in x.ticks {
      svg.line([Point(x: tick.position, y: box.y), Point(x: tick.position, y: box.maxY)])
    }
    svg.end()
    svg.line(
      [Point(x: box.x, y: box.maxY), Point(x: box.maxX, y: box.maxY)], SVGDocument.stroke(Palette.text, 0.07 * text))
    for line in lines { svg.draw(line) }
  }
}
