import SocialGraph

/// The scene as SVG: arcs first, then dots, shapes and, on top, words.
extension NetworkScene {
  private static func number(_ value: Double) -> String { NumberText.decimal(value) }

  func svg() -> String {
    let title = DisplayText.cleaned(diagram.title, limit: 300, placeholder: "Network")
    var svg = SVGDocument(
      width: frame.page.width, height: frame.page.height,
      identifier: DisplayText.identifier(options.identifier), title: title, description: description,
      fontFamily: DisplayText.cleaned(options.fontFamily, placeholder: "sans-serif"))
    draw(lines: spokes + arcs, mutual: false, into: &svg)
    draw(lines: folds.map { Line(segment: $0.line, mutual: false) }, mutual: false, dashed: true, into: &svg)
    draw(lines: spokes + arcs, mutual: true, into: &svg)
    draw(
      lines: labels.compactMap { label in label.leader.map { Line(segment: $0, mutual: false) } }, mutual: false,
      color: Palette.quietText, into: &svg)
    for mutual in [false, true] {
      let dots = (bridges + fans).filter { $0.isMutual == mutual }
      if dots.isEmpty { continue }
      svg.begin("g", [("fill", (mutual ? Palette.strongDot : Palette.thinLine).hex)])
      for dot in dots { Self.draw(dot.disc, tooltip: tooltip(of: dot), into: &svg) }
      svg.end()
    }
    for mark in marks {
      svg.begin("g")
      svg.element("title", content: tooltip(of: mark.voice))
      let voice = diagram.voices[mark.voice]
      svg.mark(voice.kind, voice.section, at: mark.disc)
      svg.end()
    }
    for fold in folds { draw(fold, into: &svg) }
    for label in labels { draw(label, into: &svg) }
    if marks.isEmpty {
      Self.draw(emptyLine, into: &svg)
    } else {
      NetworkLegend(self).draw(in: self, into: &svg)
    }
    for line in frame.title + noteLines { Self.draw(line, into: &svg) }
    return svg.finished()
  }

  /// What stands in the place of a picture without voices.
  var emptyLine: TextLine {
    TextLine(
      text: "No voices to draw.", x: frame.picture.center.x, baseline: frame.picture.center.y,
      size: 1.1 * frame.text, color: Palette.quietText, centered: true)
  }

  /// How thick an arc is.
  func lineWidth(mutual: Bool) -> Double { (mutual ? 1.7 : 0.45) * min(1, max(0.6, scale)) * frame.text / 10 }

  private func draw(
    lines: [Line], mutual: Bool, color: Color? = nil, dashed: Bool = false, into svg: inout SVGDocument
  ) {
    let chosen = lines.filter { $0.mutual == mutual }
    if chosen.isEmpty { return }
    let paint = color ?? (mutual ? Palette.strongLine : Palette.thinLine)
    let width = dashed ? 0.08 * frame.text : color == nil ? lineWidth(mutual: mutual) : 0.06 * frame.text
    var attributes = [
      ("fill", "none"), ("stroke", paint.hex), ("stroke-width", Self.number(width)), ("stroke-linecap", "round"),
    ]
    if dashed { attributes.append(("stroke-dasharray", "2 1.5")) }
    svg.begin("g", attributes)
    for line in chosen {
      let (from, to) = (line.segment.from, line.segment.to)
      svg.element(
        "path", [("d", "M\(Self.number(from.x)) \(Self.number(from.y))L\(Self.number(to.x)) \(Self.number(to.y))")])
    }
    svg.end()
  }

  static func draw(_ disc: Disc, tooltip: String?, into svg: inout SVGDocument) {
    let attributes = [
      ("cx", number(disc.center.x)), ("cy", number(disc.center.y)), ("r", number(disc.radius)),
    ]
    guard let tooltip else { return svg.element("circle", attributes) }
    svg.begin("circle", attributes)
    svg.element("title", content: tooltip)
    svg.end()
  }

  private func draw(_ fold: Fold, into svg: inout SVGDocument) {
    svg.begin("g")
    let mutual = fold.mutual > 0 ? ", both answered with \(NumberText.grouped(fold.mutual)) of them" : ""
    svg.element(
      "title",
      content: NumberText.counted(fold.count, "more person who talks with ", "more people who talk with ")
        + name(of: fold.voice) + mutual)
    svg.pill(fold.box, line: 0.08 * frame.text)
    Self.draw(
      TextLine(
        text: fold.text, x: fold.box.center.x, baseline: fold.box.center.y + 0.35 * frame.text, size: frame.text,
        centered: true), into: &svg)
    svg.end()
  }

  private func draw(_ label: Label, into svg: inout SVGDocument) {
    let (box, unit) = (label.box, frame.text / 10)
    svg.element(
      "rect",
      [
        ("x", Self.number(box.x)), ("y", Self.number(box.y)), ("width", Self.number(box.width)),
        ("height", Self.number(box.height)), ("rx", Self.number(2 * unit)), ("fill", Palette.ground.hex),
        ("fill-opacity", "0.85"),
      ])
    // Words keep close to their shape, however narrow the font that draws them.
    let side = box.center.x - marks[label.voice].disc.center.x
    let (x, anchor) =
      side > 0.3 * box.width
      ? (box.x + unit, "start") : side < -0.3 * box.width ? (box.maxX - unit, "end") : (box.center.x, "middle")
    svg.text(
      [
        ("x", Self.number(x)), ("y", Self.number(box.y + TextMetrics.ascent * frame.text)),
        ("font-size", Self.number(frame.text)), ("fill", Palette.text.hex), ("text-anchor", anchor),
      ], bold: label.rank, gap: 3 * unit, plain: label.name)
  }

  static func draw(_ line: TextLine, into svg: inout SVGDocument) {
    var attributes = [
      ("x", number(line.x)), ("y", number(line.baseline)), ("font-size", number(line.size)), ("fill", line.color.hex),
    ]
    if line.bold { attributes.append(("font-weight", "bold")) }
    if line.centered { attributes.append(("text-anchor", "middle")) }
    svg.element("text", attributes, content: line.text)
  }
}
