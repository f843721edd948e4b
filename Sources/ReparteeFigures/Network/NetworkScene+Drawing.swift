/// The scene as SVG: arcs first, then dots, shapes and, on top, text.
extension NetworkScene {
  func svg() -> String {
    var svg = SVGDocument(
      page: options.page, identifier: "network",
      title: DisplayText.cleaned(diagram.title, limit: 300, placeholder: "Network"), description: description)
    drawTapers(into: &svg)
    draw(lines: (spokes + arcs).filter { !$0.isDirected }, mutual: false, into: &svg)
    draw(lines: folds.map { Line(segment: $0.line, mutual: false) }, mutual: false, dashed: true, into: &svg)
    draw(lines: spokes + arcs, mutual: true, into: &svg)
    draw(
      lines: labels.compactMap { label in label.leader.map { Line(segment: $0, mutual: false) } }, mutual: false,
      color: Palette.quietText, into: &svg)
    for mutual in [false, true] {
      let dots = (bridges + fans).filter { $0.isMutual == mutual }
      if dots.isEmpty { continue }
      svg.begin("g", [("fill", (mutual ? Palette.strongDot : Palette.thinLine).hex)])
      for dot in dots { svg.circle(dot.disc, tooltip: tooltip(of: dot)) }
      svg.end()
    }
    for mark in marks {
      let voice = diagram.voices[mark.voice]
      svg.group(tooltip: voice.tooltip, link: voice.link) { $0.mark(voice.kind, voice.section, at: mark.disc) }
    }
    for fold in folds { draw(fold, into: &svg) }
    for label in labels {
      svg.draw(label: label.line(beside: marks[label.voice].disc.center, size: frame.text), in: label.box)
    }
    if marks.isEmpty { svg.draw(frame.emptyLine("No voices to draw.")) } else { legend.draw(into: &svg) }
    for line in frame.title + noteLines { svg.draw(line) }
    return svg.finished()
  }

  /// How thick an arc is.
  func lineWidth(mutual: Bool) -> Double { (mutual ? 1.7 : 0.45) * min(1, max(0.6, scale)) * frame.text / 10 }

  /// Ties of which one side spoke: from thick at that side to thin at the other.
  private func drawTapers(into svg: inout SVGDocument) {
    let lines = (spokes + arcs).filter(\.isDirected)
    if lines.isEmpty { return }
    svg.begin("g", [("fill", Palette.thinLine.hex)])
    for line in lines { svg.element("path", [("d", taper(line.segment).path)]) }
    svg.end()
  }

  /// A tie that runs one way.
  func taper(_ segment: Segment) -> Taper {
    let width = lineWidth(mutual: false)
    return Taper(from: segment.from, to: segment.to, bend: 0, thick: 2.4 * width, thin: 0.5 * width)
  }

  private func draw(
    lines: [Line], mutual: Bool, color: Color? = nil, dashed: Bool = false, into svg: inout SVGDocument
  ) {
    let chosen = lines.filter { $0.mutual == mutual }
    if chosen.isEmpty { return }
    let paint = color ?? (mutual ? Palette.strongLine : Palette.thinLine)
    let width = dashed ? 0.08 * frame.text : color == nil ? lineWidth(mutual: mutual) : 0.06 * frame.text
    svg.begin("g", SVGDocument.stroke(paint, width, dash: dashed ? "2 1.5" : nil))
    for line in chosen { svg.line([line.segment.from, line.segment.to]) }
    svg.end()
  }

  private func draw(_ fold: Fold, into svg: inout SVGDocument) {
    let mutual = fold.mutual > 0 ? ", both answered with \(NumberText.grouped(fold.mutual)) of them" : ""
    let tooltip =
      NumberText.counted(fold.count, "more person who talks with ", "more people who talk with ")
      + name(of: fold.voice) + mutual
    svg.group(tooltip: tooltip) { $0.pill(fold.box, text: fold.text, size: frame.text) }
  }
}
