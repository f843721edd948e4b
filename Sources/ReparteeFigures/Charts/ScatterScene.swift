import ReparteeGraph
import ReparteeText

/// A scatter chart with everything at its place.
struct ScatterScene {
  let chart: ScatterChart
  let page: FigurePage
  let frame: PageFrame
  let plot: PlotArea
  /// The discs of the items, in their order.
  var marks: [Disc] = []
  var labels: [VoiceLabel] = []
  var remarkLines: [TextLine] = []
  let legend: Legend

  init(_ chart: ScatterChart, page: FigurePage) {
    self.chart = chart
    self.page = page
    let known = chart.leftOut.map { DisplayText.cleaned($0, limit: 1_000, placeholder: "") }
    frame = PageFrame(
      page: page, title: DisplayText.cleaned(chart.title, limit: 300, placeholder: "Chart"), subtitle: chart.subtitle,
      notes: known.joined(separator: " "))
    // Where many have nothing, the strip of 0 is a band.
    let isCrowded = chart.items.count { $0.y <= 0 } > 150
    plot = PlotArea(
      in: frame.picture, text: frame.text, x: (chart.items.map(\.x), .logarithmic, chart.xTitle),
      y: (chart.items.map(\.y), .logarithmic, chart.yTitle), strip: (isCrowded ? 8 : 4.6) * frame.text)
    legend = Legend(Legend.entries(for: chart.items.map(\.voice)), in: frame)
    placeMarks()
    placeRemarks()
    placeLabels()
  }

  /// Marks at their values; where one would hide another it moves a little, up to three of its own widths.
  private mutating func placeMarks() {
    var grid = DiscGrid(cell: frame.text)
    var places = Array(repeating: Disc(center: Point(), radius: 0), count: chart.items.count)
    // Named items keep their exact places.
    let order =
      chart.items.indices.filter { chart.items[$0].isNamed } + chart.items.indices.filter { !chart.items[$0].isNamed }
    for index in order {
      let item = chart.items[index]
      let radius = (item.isNamed ? 0.45 : 0.24) * frame.text
      let exact = plot.place(item.x, item.y)
      let reach = radius * item.voice.kind.outlineRadius
      var best = Disc(center: exact, radius: reach)
      search: for ring in 0..<7 {
        for step in 0..<max(1, 6 * ring) {
          let turn = Double(step) / Double(max(1, 6 * ring)) * 2 * .pi
          let center = exact.moved(by: Double(ring) * radius * 1.1, at: turn)
          let disc = Disc(center: center, radius: reach)
          guard plot.box.inset(by: -0.3 * frame.text).contains(disc.bounds), !grid.touches(disc, gap: -0.15 * radius)
          else { continue }
          best = disc
          break search
        }
      }
      grid.insert(best)
      places[index] = Disc(center: best.center, radius: radius)
    }
    marks = places
  }

  private mutating func placeRemarks() {
    let outlines = outlines
    for remark in chart.remarks {
      let isRight = remark.corner == .lowerRight
      let width = 0.42 * plot.box.width
      let texts = PageFrame.lines(remark.text, width: width, size: frame.text, bold: false, atMost: 2)
      let height = Double(1 + texts.count) * 1.3 * frame.text
      let floor = plot.box.maxY - plot.y.strip
      // In its corner, or as near to it as no mark is in the way.
      for step in 0..<12 {
        let y =
          isRight
          ? floor - 1.2 * frame.text - height - Double(step) * frame.text
          : plot.box.y + (0.2 + Double(step)) * frame.text
        let lines = ([remark.title] + texts).enumerated().map { number, line in
          TextLine(
            text: line, x: isRight ? plot.box.maxX - 0.4 * frame.text : plot.box.x + 0.6 * frame.text,
            baseline: y + Double(number + 1) * 1.3 * frame.text, size: frame.text, bold: number == 0,
            color: number == 0 ? Palette.text : Palette.quietText, anchor: isRight ? .end : .start)
        }
        let isFree = lines.map(\.box).allSatisfy { box in
          plot.box.contains(box) && !outlines.contains { box.overlaps($0, gap: 1) }
            && !remarkLines.contains { $0.box.overlaps(box) }
        }
        guard isFree else { continue }
        remarkLines += lines
        break
      }
    }
  }

  /// The discs around the items' whole shapes.
  private var outlines: [Disc] {
    zip(chart.items, marks).map { item, mark in
      Disc(center: mark.center, radius: mark.radius * item.voice.kind.outlineRadius)
    }
  }

  private mutating func placeLabels() {
    let outlines = outlines
    var placement = LabelPlacement(
      area: Box(
        x: plot.box.x, y: plot.box.y, width: frame.picture.maxX - plot.box.x, height: plot.box.height - 0.1 * frame.text
      ),
      obstacles: outlines,
      rivals: zip(chart.items, outlines).filter { $0.0.isNamed }.map(\.1), lines: [], placed: remarkLines.map(\.box))
    let unit = frame.text / 10
    for (index, item) in chart.items.enumerated() where item.isNamed {
      let rank = item.voice.rank.map { NumberFormat.exact($0) } ?? ""
      let name = TextMetrics.truncated(item.voice.name, toWidth: 13 * frame.text, size: frame.text)
      let place = placement.place(
        width: VoiceLabel.width(rank: rank, name: name, size: frame.text),
        height: VoiceLabel.height(size: frame.text), beside: outlines[index],
        gaps: [2 * unit, 7 * unit, 14 * unit, 24 * unit, 38 * unit, 56 * unit, 80 * unit], leaderFrom: 7 * unit)
      guard let place else { continue }
      labels.append(VoiceLabel(voice: index, rank: rank, name: name, box: place.box, leader: place.leader))
    }
  }
}

/// The scene as SVG: the background, then marks and, on top, text.
extension ScatterScene {
  private var notes: [String] {
    var notes = chart.leftOut.map { DisplayText.cleaned($0, limit: 1_000, placeholder: "") }
    let unnamed = chart.items.count(where: \.isNamed) - labels.count
    if unnamed > 0 { notes.append("Left out for want of room: \(NumberFormat.text(unnamed, "name", "names")).") }
    return notes.filter { !$0.isEmpty }
  }

  func svg() -> String {
    let title = DisplayText.cleaned(chart.title, limit: 300, placeholder: "Chart")
    let summary = chart.summary.map { [DisplayText.cleaned($0, limit: 2_000, placeholder: "")] } ?? []
    let about =
      "A scatter chart of \(NumberFormat.text(chart.items.count, "voice", "voices")): across, \(chart.xTitle.lowercased()); "
      + "upwards, \(chart.yTitle.lowercased()); both on logarithmic scales."
    let parts = chart.remarks.map { $0.title + ": " + $0.text.lowercased() + "." }
    let named = chart.items.filter(\.isNamed).prefix(12).map {
      DisplayText.cleaned($0.voice.name, limit: 60) + " (\(Axis.text($0.x)); \(Axis.text($0.y)))"
    }
    let names = named.isEmpty ? [] : ["Named: " + named.joined(separator: ", ") + "."]
    var svg = SVGDocument(
      page: page, identifier: chart.identifier, title: title,
      description: (summary + [about] + parts + names + notes).joined(separator: " "))
    if chart.items.isEmpty {
      svg.draw(frame.emptyLine("Nothing to draw."))
    } else {
      plot.draw(into: &svg)
      for remark in chart.remarks where remark.xLimit > 0 {
        svg.rectangle(
          part(of: remark), SVGDocument.stroke(Palette.thinLine, 0.07 * frame.text, dash: "3 2"))
      }
      svg.begin("g", SVGDocument.stroke(Palette.quietText, 0.06 * frame.text))
      for leader in labels.compactMap(\.leader) { svg.line([leader.from, leader.to]) }
      svg.end()
      for index in chart.items.indices.reversed() {
        let voice = chart.items[index].voice
        let tooltip = voice.tooltip
        svg.group(tooltip: tooltip, link: voice.link) { $0.mark(voice.kind, voice.section, at: marks[index]) }
      }
      for line in remarkLines { svg.draw(label: line, in: line.box) }
      for label in labels {
        svg.draw(label.line(beside: marks[label.voice].center, size: frame.text))
      }
      legend.draw(into: &svg)
    }
    for line in frame.title + frame.lines(ofNotes: notes) { svg.draw(line) }
    return svg.finished()
  }

  /// The part of the chart that a remark speaks of.
  private func part(of remark: ScatterChart.Remark) -> Box {
    let limit = plot.x.position(of: remark.xLimit)
    let floor = plot.y.strip > 0 ? plot.box.maxY - plot.y.strip : plot.box.maxY
    return remark.corner == .upperLeft
      ? Box(x: plot.box.x, y: plot.box.y, width: limit - plot.box.x, height: floor - plot.box.y)
      : Box(x: limit, y: floor, width: plot.box.maxX - limit, height: plot.box.maxY - floor)
  }
}
