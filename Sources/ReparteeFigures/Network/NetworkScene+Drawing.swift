import ReparteeGraph
import ReparteeText

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
      svg.group(tooltip: voice.tooltip, link: voice.link) { svg in
        // Whatever lies within the ring belongs to the voice.
        if let ring = mark.ring, ring.radius > mark.disc.radius {
          svg.circle(ring, ringLook(voice.section.color) + [("fill", Palette.background.hex), ("fill-opacity", "0.6")])
        }
        svg.mark(voice.kind, voice.section, at: mark.disc)
        if let ring = mark.ring, ring.radius < mark.disc.radius {
          svg.circle(ring, ringLook(Palette.background) + [("fill", "none")])
        }
      }
    }
    for fold in folds { draw(fold, into: &svg) }
    for label in labels {
      svg.draw(label: label.line(beside: marks[label.voice].disc.center, size: frame.text), in: label.box)
    }
    if marks.isEmpty { svg.draw(frame.emptyLine("No voices to draw.")) } else { legend.draw(into: &svg) }
    for line in frame.title + noteLines { svg.draw(line) }
    return svg.finished()
  }

  /// How the ring of reply reach is drawn.
  private func ringLook(_ color: Color) -> [(String, String)] {
    [("stroke", color.hex), ("stroke-width", SVGDocument.number(0.12 * frame.text))]
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
    let mutual = fold.mutual > 0 ? ", replies both ways with \(NumberFormat.text(fold.mutual)) of them" : ""
    let tooltip =
      NumberFormat.text(fold.count, "more person around ", "more people around ")
      + name(of: fold.voice) + mutual
    svg.group(tooltip: tooltip) { $0.pill(fold.box, text: fold.text, size: frame.text) }
  }
}

/// Names of voices, and markers of folded people.
extension NetworkScene {
  /// Fills `labels` and `folds`, voice by voice in their order, so that the first ones find
  /// the best places.
  mutating func placeLabels() {
    var placement = LabelPlacement(
      area: frame.picture, obstacles: marks.map(\.outline) + bridges.map(\.disc), rivals: marks.map(\.outline),
      lines: arcs.map { ($0.segment, $0.mutual ? 0.5 : 0.12) })
    // The first voices show themselves whole; further down, names matter more than markers.
    let first = 10
    for mark in marks.prefix(first) {
      placeName(of: mark, in: &placement)
      placeFold(of: mark, in: &placement)
    }
    for mark in marks.dropFirst(first) { placeName(of: mark, in: &placement) }
    for mark in marks.dropFirst(first) { placeFold(of: mark, in: &placement) }
  }

  private mutating func placeName(of mark: Mark, in placement: inout LabelPlacement) {
    guard mark.voice < options.labelLimit else { return }
    let unit = frame.text / 10
    let place = placement.place(
      width: labelWidth(of: mark.voice), height: VoiceLabel.height(size: frame.text),
      beside: mark.outline, gaps: [2.5 * unit, 8 * unit, 16 * unit, 28 * unit, 44 * unit], leaderFrom: 7 * unit)
    guard let place else { return }
    labels.append(
      VoiceLabel(
        voice: mark.voice, rank: rank(of: mark.voice), name: shortName(of: mark.voice), box: place.box,
        leader: place.leader))
  }

  private func rank(of voice: Int) -> String { diagram.voices[voice].rank.map { NumberFormat.exact($0) } ?? "" }

  private func shortName(of voice: Int) -> String {
    TextMetrics.truncated(name(of: voice), toWidth: 12 * frame.text, size: frame.text)
      + (diagram.remarks[voice].map { ": \($0)" } ?? "")
  }

  /// How wide the label of a voice is; 0 where it gets none.
  func labelWidth(of voice: Int) -> Double {
    guard voice < options.labelLimit else { return 0 }
    return VoiceLabel.width(rank: rank(of: voice), name: shortName(of: voice), size: frame.text)
  }

  /// The marker of a fan's people beyond the budget: with its noun where there is room, else (and where there
  /// are many markers) the number alone.
  private mutating func placeFold(of mark: Mark, in placement: inout LabelPlacement) {
    let fan = reduced.fans[mark.voice]
    guard fan.folded > 0 else { return }
    let (size, unit) = (frame.text, frame.text / 10)
    let number = "+" + NumberFormat.mark(fan.folded)
    let crowded = reduced.fans.count { $0.folded > 0 } > 12
    for text in crowded ? [number] : [Self.foldText(fan.folded), number] {
      let place = placement.place(
        width: TextMetrics.width(of: text, size: size) + size, height: 1.4 * size, beside: mark.outline,
        gaps: [14 * unit, 22 * unit, 34 * unit, 50 * unit, 75 * unit], leaderFrom: 0)
      guard let place, let line = place.leader else { continue }
      folds.append(
        Fold(
          voice: mark.voice, count: fan.folded, mutual: fan.foldedMutual, text: text, box: place.box, line: line))
      return
    }
    crowdedOut += fan.folded
  }

  static func foldText(_ count: Int) -> String {
    "+" + NumberFormat.mark(count) + (NumberFormat.isOne(count) ? " person" : " people")
  }
}

/// The key of a network diagram, with entries only for what is in the picture.
extension NetworkScene {
  var legend: Legend {
    guard !marks.isEmpty else { return Legend([], in: frame) }
    let voices = diagram.voices.prefix(reduced.voiceCount)
    var entries: [Legend.Entry] = [
      .areas(
        diagram.size == .score ? "Area: score, in points" : "Area: reply reach, in people",
        largest: voices.lazy.map { diagram.size == .score ? max($0.score, $0.replyReach) : $0.replyReach }.max() ?? 0,
        unit: countOfUnitDisc / (scale * scale), smallest: Measure.smallestDisc * scale)
    ]
    if marks.contains(where: { $0.ring != nil }) {
      let ring = Legend.Sample.dot(Palette.quietText, radius: 0.6 * frame.text, hollow: true, ring: false)
      entries.append(.row(ring, "Ring: reply reach, on the same scale"))
    }
    entries += Legend.entries(for: voices)
    let people = bridges + fans
    let lines = arcs + spokes
    if !lines.isEmpty { entries.append(.heading("Arcs and dots")) }
    if lines.contains(where: \.mutual) {
      entries.append(.row(.line(Palette.strongLine, width: lineWidth(mutual: true), dash: nil), "Both answered"))
    }
    if lines.contains(where: \.isDirected) { entries.append(.row(.taper, "Thick to thin: only that side replied")) }
    if lines.contains(where: { !$0.mutual && !$0.isDirected }) {
      let line = Legend.Sample.line(Palette.thinLine, width: lineWidth(mutual: false), dash: nil)
      entries.append(.row(line, "No answer seen"))
    }
    for (mutual, label) in [(true, "Person, both answered"), (false, "Person, no answer seen")]
    where people.contains(where: { $0.isMutual == mutual }) {
      let color = mutual ? Palette.strongDot : Palette.thinLine
      entries.append(
        .row(.dot(color, radius: (mutual ? 0.25 : 0.2) * frame.text, hollow: false, ring: false), label))
    }
    if !folds.isEmpty { entries.append(.row(.fold, "More people, folded")) }
    return Legend(entries, in: frame)
  }
}

extension NetworkScene.Dot {
  var isMutual: Bool { spokes.contains(where: \.mutual) }
}
