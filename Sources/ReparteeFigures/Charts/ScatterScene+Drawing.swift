import ReparteeGraph

/// The scene as SVG: the background, then marks and, on top, text.
extension ScatterScene {
  private var notes: [String] {
    var notes = chart.leftOut.map { DisplayText.cleaned($0, limit: 1_000, placeholder: "") }
    let unnamed = chart.items.count(where: \.isNamed) - labels.count
    if unnamed > 0 { notes.append("Left out for want of room: \(NumberText.counted(unnamed, "name", "names")).") }
    return notes.filter { !$0.isEmpty }
  }

  func svg() -> String {
    let title = DisplayText.cleaned(chart.title, limit: 300, placeholder: "Chart")
    let summary = chart.summary.map { [DisplayText.cleaned($0, limit: 2_000, placeholder: "")] } ?? []
    let about =
      "A scatter chart of \(NumberText.counted(chart.items.count, "voice", "voices")): across, \(chart.xTitle.lowercased()); "
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
