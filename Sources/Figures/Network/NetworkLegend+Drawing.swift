extension NetworkLegend {
  /// Draws the key with the very shapes and lines of the picture.
  func draw(in scene: NetworkScene, into svg: inout SVGDocument) {
    let text = scene.frame.text
    for size in sizes {
      svg.element(
        "circle",
        [
          ("cx", NumberText.decimal(size.disc.center.x)), ("cy", NumberText.decimal(size.disc.center.y)),
          ("r", NumberText.decimal(size.disc.radius)), ("fill", "none"), ("stroke", Palette.strongLine.hex),
          ("stroke-width", NumberText.decimal(0.1 * text)),
        ])
      NetworkScene.draw(size.line, into: &svg)
    }
    for row in rows {
      let disc = Disc(center: row.center, radius: 0.5 * text)
      switch row.sample {
      case .none: break
      case .section(let section): svg.mark(.person, section, at: disc)
      case .kind(let kind): svg.mark(kind, .voices, at: disc)
      case .arc(let mutual):
        svg.element(
          "path",
          [
            (
              "d",
              "M\(NumberText.decimal(row.center.x - 0.9 * text)) \(NumberText.decimal(row.center.y))h"
                + NumberText.decimal(1.8 * text)
            ), ("stroke-linecap", "round"),
            ("stroke", (mutual ? Palette.strongLine : Palette.thinLine).hex),
            ("stroke-width", NumberText.decimal(scene.lineWidth(mutual: mutual))),
          ])
      case .dot(let mutual):
        svg.element(
          "circle",
          [
            ("cx", NumberText.decimal(row.center.x)), ("cy", NumberText.decimal(row.center.y)),
            ("r", NumberText.decimal((mutual ? 0.25 : 0.2) * text)),
            ("fill", (mutual ? Palette.strongDot : Palette.thinLine).hex),
          ])
      case .fold:
        let box = Box(
          x: row.center.x - 1.15 * text, y: row.center.y - 0.6 * text, width: 2.3 * text, height: 1.2 * text)
        svg.pill(box, line: 0.08 * text)
        NetworkScene.draw(
          TextLine(text: "+N", x: row.center.x, baseline: row.center.y + 0.35 * text, size: text, centered: true),
          into: &svg)
      }
      for line in row.lines { NetworkScene.draw(line, into: &svg) }
    }
  }
}
