/// The background of lines with the lines on it: a whole chart, or one of several small ones.
struct LinePanel {
  let places: [String]
  let series: [LineChart.Series]
  let box: Box
  let text: Double
  let title: String
  private let x: Axis
  private let y: Axis
  private let nameWidth: Double

  /// - Parameters:
  ///   - top: the largest value of the axis; panels side by side share it.
  ///   - nameWidth: the room for the lines' names at the right, in text sizes; 0 draws none.
  init(
    places: [String], series: [LineChart.Series], top: Double?, box: Box, text: Double, title: String,
    nameWidth: Double
  ) {
    (self.places, self.series, self.box, self.text, self.title, self.nameWidth) = (
      places, series, box, text, title, nameWidth
    )
    let probe = Axis([top ?? 1], scale: .linear, from: 1, to: 0)
    let gutter = (probe.ticks.map { TextMetrics.width(of: $0.label, size: text) }.max() ?? 0) + 0.7 * text
    x = Axis(
      [Double(max(1, places.count - 1))], scale: .linear, from: box.x + gutter,
      to: box.maxX - (nameWidth > 0 ? nameWidth : 1) * text)
    y = Axis([top ?? 1], scale: .linear, from: box.maxY - 2.2 * text, to: box.y + 2.2 * text)
  }

  /// Colour and dash of a line: either alone distinguishes the lines.
  private static func look(_ number: Int) -> (color: Color, dash: String?) {
    [
      (Palette.blue, nil), (Palette.orange, "6 2.5"), (Palette.turquoise, "1.5 2.5"), (Palette.pink, "8 2.5 1.5 2.5"),
    ][number % 4]
  }

  func draw(into svg: inout SVGDocument) {
    svg.draw(
      TextLine(
        text: TextMetrics.truncated(title, toWidth: box.width, size: text, bold: true), x: box.x,
        baseline: box.y + 0.9 * text, size: text, bold: true))
    svg.begin("g", SVGDocument.stroke(Palette.thinLine, 0.03 * text, dash: "1 2"))
    for tick in ticks { svg.line([Point(x: x.from, y: tick.position), Point(x: end, y: tick.position)]) }
    svg.end()
    svg.line([Point(x: x.from, y: y.from), Point(x: end, y: y.from)], SVGDocument.stroke(Palette.text, 0.07 * text))
    for tick in ticks {
      svg.draw(
        TextLine(
          text: tick.label, x: x.from - 0.5 * text, baseline: tick.position + 0.35 * text, size: text,
          color: Palette.quietText, anchor: .end))
    }
    drawPlaces(into: &svg)
    for (number, line) in series.enumerated() { draw(line, number, into: &svg) }
    drawNames(into: &svg)
  }

  /// The values that have room: all of them, or every second, or every third.
  private var ticks: [Axis.Tick] {
    let all = y.ticks
    guard all.count > 1 else { return all }
    let step = (all[1].position - all[0].position).magnitude
    let stride = max(1, Int((1.4 * text / max(1e-6, step)).rounded(.up)))
    return all.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
  }

  /// Where the last place stands.
  private var end: Double { position(of: max(1, places.count - 1)) }
  private func position(of place: Int) -> Double {
    x.from + (x.to - x.from) * Double(place) / Double(max(1, places.count - 1))
  }

  /// The names of the places that have room, the first and the last among them.
  private func drawPlaces(into svg: inout SVGDocument) {
    func line(_ place: Int) -> TextLine {
      TextLine(
        text: DisplayText.cleaned(places[place], limit: 24), x: position(of: place), baseline: y.from + 1.4 * text,
        size: text, color: Palette.quietText, anchor: place == 0 ? .start : place == places.count - 1 ? .end : .middle)
    }
    guard !places.isEmpty else { return }
    let last = places.count > 1 ? line(places.count - 1) : nil
    var free = -Double.infinity
    for place in places.indices.dropLast(last == nil ? 0 : 1) {
      let own = line(place)
      if own.box.x < free || own.box.maxX + 0.6 * text > last?.box.x ?? .infinity { continue }
      free = own.box.maxX + 0.6 * text
      svg.draw(own)
    }
    if let last, last.box.x > x.from { svg.draw(last) }
  }

  private func draw(_ line: LineChart.Series, _ number: Int, into svg: inout SVGDocument) {
    let look = Self.look(number)
    var runs: [[Point]] = [[]]
    for (place, value) in line.values.prefix(places.count).enumerated() {
      if let value {
        runs[runs.count - 1].append(Point(x: position(of: place), y: y.position(of: max(0, value))))
      } else {
        runs.append([])
      }
    }
    svg.begin("g", SVGDocument.stroke(look.color, 0.2 * text, dash: look.dash))
    svg.tooltip(DisplayText.cleaned(line.label))
    for run in runs where run.count > 1 { svg.line(run) }
    svg.end()
    for run in runs where run.count == 1 {
      svg.circle(Disc(center: run[0], radius: 0.2 * text), [("fill", look.color.hex)])
    }
  }

  /// Each line's name at its end, moved up or down where two would meet.
  private func drawNames(into svg: inout SVGDocument) {
    guard nameWidth > 0 else { return }
    var taken: [Double] = []
    for (number, line) in series.enumerated() {
      guard let last = line.values.prefix(places.count).last(where: { $0 != nil }), let value = last else { continue }
      let wanted = y.position(of: max(0, value))
      let step = 1.3 * text
      let tries: [Double] = (0..<16).map { number in
        let steps = Double((number + 1) / 2)
        return number % 2 == 0 ? wanted - steps * step : wanted + steps * step
      }
      let free = tries.first { place in
        let isTaken = taken.contains { ($0 - place).magnitude < step }
        return !isTaken && place > box.y + 2 * text && place < y.from
      }
      guard let free else { continue }
      taken.append(free)
      let look = Self.look(number)
      svg.line(
        [Point(x: end + 0.4 * text, y: free), Point(x: end + 1.8 * text, y: free)],
        SVGDocument.stroke(look.color, 0.2 * text, dash: look.dash))
      svg.draw(
        TextLine(
          text: TextMetrics.truncated(
            DisplayText.cleaned(line.label), toWidth: (nameWidth - 2.4) * text, size: text),
          x: end + 2.2 * text, baseline: free + 0.35 * text, size: text))
    }
  }
}
