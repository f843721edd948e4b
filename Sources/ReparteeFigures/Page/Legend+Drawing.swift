import ReparteeGraph

extension Legend {
  /// Draws the key.
  func draw(into svg: inout SVGDocument) {
    for size in sizes {
      svg.circle(size.disc, SVGDocument.stroke(Palette.strongLine, 0.1 * text))
      svg.draw(size.line)
    }
    for row in rows {
      draw(row.sample, at: row.center, into: &svg)
      for line in row.lines { svg.draw(line) }
    }
  }

  private func draw(_ sample: Sample, at center: Point, into svg: inout SVGDocument) {
    let across = [Point(x: center.x - 0.9 * text, y: center.y), Point(x: center.x + 0.9 * text, y: center.y)]
    switch sample {
    case .none: break
    case .mark(let kind, let section): svg.mark(kind, section, at: Disc(center: center, radius: 0.5 * text))
    case .line(let color, let width, let dash): svg.line(across, SVGDocument.stroke(color, width, dash: dash))
    case .taper:
      svg.element(
        "path",
        [
          ("d", Taper(from: across[0], to: across[1], bend: 0, thick: 0.35 * text, thin: 0.06 * text).path),
          ("fill", Palette.strongLine.hex),
        ])
    case .dot(let color, let radius, let hollow, let ring):
      svg.dot(Disc(center: center, radius: radius), color, hollow: hollow, ring: ring)
    case .fold:
      svg.pill(
        Box(x: center.x - 1.15 * text, y: center.y - 0.6 * text, width: 2.3 * text, height: 1.2 * text),
        line: 0.08 * text)
      svg.draw(
        TextLine(text: "+N", x: center.x, baseline: center.y + 0.35 * text, size: text, anchor: .middle))
    }
  }
}

extension Legend {
  /// Rows for the sections and the kinds among these voices.
  static func entries(for voices: some Collection<DrawnVoice>) -> [Entry] {
    var entries: [Entry] = []
    if !voices.isEmpty { entries.append(.heading("Colour and mark: section")) }
    for section in VoiceSection.allCases where voices.contains(where: { $0.section == section }) {
      entries.append(.row(.mark(.person, section), section.meaning))
    }
    if !voices.isEmpty { entries.append(.heading("Shape: kind of voice")) }
    for kind in VoiceKind.allCases where voices.contains(where: { $0.kind == kind }) {
      entries.append(.row(.mark(kind, .voices), kind.meaning))
    }
    return entries
  }
}
