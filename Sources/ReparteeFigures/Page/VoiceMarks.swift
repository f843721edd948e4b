import ReparteeGraph
import ReparteeText

/// The shapes of voices: the kind gives the outline, the section the colour and the mark inside, so that neither needs
/// the other, and no meaning depends on colour alone.
extension SVGDocument {
  /// A voice's shape with the area of `disc`.
  mutating func mark(_ kind: VoiceKind, _ section: VoiceSection, at disc: Disc) {
    let color = section.color.hex
    let radius = disc.radius
    // A white edge keeps arcs and shapes apart.
    let hollow = section == .others
    let line = hollow ? min(2.2, 0.3 * radius) : min(1, 0.12 * radius)
    let paint = [
      ("fill", hollow ? Palette.background.hex : color), ("stroke", hollow ? color : Palette.background.hex),
      ("stroke-width", NumberFormat.short(line)),
    ]
    outline(of: kind, at: Disc(center: disc.center, radius: radius - line / 2), paint)
    switch section {
    case .voices, .others: break
    case .broadcasters:
      circle(
        Disc(center: disc.center, radius: 0.55 * radius),
        [
          ("fill", "none"), ("stroke", Palette.background.hex), ("stroke-width", NumberFormat.short(0.18 * radius)),
        ])
    case .excluded:
      element(
        "rect",
        [
          ("x", NumberFormat.short(disc.center.x - 0.55 * radius)),
          ("y", NumberFormat.short(disc.center.y - 0.14 * radius)), ("width", NumberFormat.short(1.1 * radius)),
          ("height", NumberFormat.short(0.28 * radius)), ("fill", Palette.background.hex),
        ])
    }
  }

  /// A person's dot: full or hollow, with a ring around it or without.
  mutating func dot(
    _ disc: Disc, _ color: Color, hollow: Bool = false, ring: Bool = false, tooltip: String? = nil
  ) {
    let line = 0.32 * disc.radius
    let inner = Disc(center: disc.center, radius: hollow ? disc.radius - line / 2 : disc.radius)
    let paint =
      hollow
      ? Self.stroke(color, line).filter { $0.0 != "fill" } + [("fill", Palette.background.hex)] : [("fill", color.hex)]
    circle(inner, paint, tooltip: tooltip)
    if ring {
      circle(
        Disc(center: disc.center, radius: 1.75 * disc.radius),
        Self.stroke(color, min(1, 0.22 * disc.radius)) + [("pointer-events", "none")])
    }
  }

  /// The small rounded box of a count.
  mutating func pill(_ box: Box, line: Double) {
    element(
      "rect",
      [
        ("x", NumberFormat.short(box.x)), ("y", NumberFormat.short(box.y)), ("width", NumberFormat.short(box.width)),
        ("height", NumberFormat.short(box.height)), ("rx", NumberFormat.short(box.height / 2)),
        ("fill", Palette.background.hex), ("stroke", Palette.thinLine.hex), ("stroke-width", NumberFormat.short(line)),
      ])
  }

  /// The box of a count with its noun.
  mutating func pill(_ box: Box, text: String, size: Double) {
    pill(box, line: 0.08 * size)
    draw(
      TextLine(text: text, x: box.center.x, baseline: box.center.y + 0.35 * size, size: size, anchor: .middle))
  }

  private mutating func outline(of kind: VoiceKind, at disc: Disc, _ paint: [(String, String)]) {
    switch kind {
    // Whoever is merely absent from the roster is drawn as most are; tables say that the kind is not known.
    case .person, .unknown: circle(disc, paint)
    case .channel: polygon(corners: 4, radius: 1.2534, start: 0.125, disc, paint)
    case .anonymous: polygon(corners: 4, radius: 1.2534, start: 0, disc, paint)
    case .bot: polygon(corners: 3, radius: 1.5552, start: -0.25, disc, paint)
    }
  }

  /// A regular polygon; `radius` relative to the disc, `start` the first corner in turns.
  private mutating func polygon(corners: Int, radius: Double, start: Double, _ disc: Disc, _ paint: [(String, String)])
  {
    let points = (0..<corners).map { corner -> String in
      let turn = (start + Double(corner) / Double(corners)) * 2 * .pi
      let point = disc.center.moved(by: radius * disc.radius, at: turn)
      return NumberFormat.short(point.x) + "," + NumberFormat.short(point.y)
    }
    element("polygon", [("points", points.joined(separator: " ")), ("stroke-linejoin", "round")] + paint)
  }
}

extension VoiceKind {
  /// How far the shape reaches from its middle, relative to the disc of the same area.
  var outlineRadius: Double {
    switch self {
    case .person, .unknown: 1
    case .channel, .anonymous: 1.2534
    case .bot: 1.5552
    }
  }
}
