import ReparteeGraph
import ReparteeText

/// The key to a figure: headings, samples drawn with the very shapes of the picture, and what they mean. A figure asks
/// for entries only for what is in it.
struct Legend {
  /// What stands before the label of a row.
  enum Sample {
    case none
    /// A voice's shape.
    case mark(VoiceKind, VoiceSection)
    case line(Color, width: Double, dash: String?)
    /// A line that runs from thick to thin: from who speaks to whom.
    case taper
    /// A small dot; `ring` draws a ring around it, `hollow` leaves its middle empty.
    case dot(Color, radius: Double, hollow: Bool, ring: Bool)
    /// The marker of what is folded.
    case fold
  }

  enum Entry {
    case heading(String)
    case row(Sample, String)
    /// Words without a sample, as wide as the key.
    case text(String)
    /// Discs on one line: what their area means, the largest value, and the value that a radius of 1 stands for.
    case areas(String, largest: Int, unit: Double, smallest: Double)
  }

  struct Row {
    var sample: Sample
    var center: Point
    var lines: [TextLine]
  }

  /// A disc of a known value and its number.
  struct SizeSample {
    var disc: Disc
    var line: TextLine
  }

  private(set) var rows: [Row] = []
  private(set) var sizes: [SizeSample] = []
  let text: Double
  private let area: Box
  private var y: Double
  /// From one line to the next, in text sizes.
  private let leading: Double

  /// Where a sample's middle lies, and where its label begin, in text sizes.
  private static let sampleMiddle = 1.2
  private static let textStart = 2.9

  /// The key with generous spacing, or a closer one where the page is short.
  init(_ entries: [Entry], in frame: PageFrame) {
    self.init(entries, in: frame, compact: false)
    if y > area.maxY { self.init(entries, in: frame, compact: true) }
  }

  private init(_ entries: [Entry], in frame: PageFrame, compact: Bool) {
    leading = compact ? 1.2 : 1.3
    area = frame.legend
    text = frame.text
    y = area.y - (leading - 0.55) * text
    for entry in entries {
      switch entry {
      case .heading(let label): heading(label)
      case .row(let sample, let label): row(sample, label)
      case .text(let label): paragraph(label)
      case .areas(let label, let largest, let unit, let smallest):
        areas(label, largest: largest, unit: unit, smallest: smallest, shares: compact ? [4, 16] : [1, 4, 16])
      }
    }
  }

  private mutating func heading(_ label: String) {
    y += (leading - 0.55) * text
    for line in PageFrame.lines(label, width: area.width, size: text, bold: true, atMost: 2) {
      y += leading * text
      let line = TextLine(text: line, x: area.x, baseline: y, size: text, bold: true)
      rows.append(Row(sample: .none, center: Point(), lines: [line]))
    }
    y += (leading - 1.1) * text
  }

  private mutating func paragraph(_ label: String) {
    for line in PageFrame.lines(label, width: area.width, size: text, bold: false, atMost: 4) {
      y += leading * text
      let line = TextLine(text: line, x: area.x, baseline: y, size: text, color: Palette.quietText)
      rows.append(Row(sample: .none, center: Point(), lines: [line]))
    }
  }

  private mutating func row(_ sample: Sample, _ label: String) {
    let lines = PageFrame.lines(label, width: area.width - Self.textStart * text, size: text, bold: false, atMost: 2)
    let top = y
    let placed = lines.enumerated().map { number, line in
      TextLine(
        text: line, x: area.x + Self.textStart * text, baseline: top + Double(number + 1) * leading * text, size: text)
    }
    y += leading * text * Double(lines.count) + (leading - 1.15) * text
    let center = Point(x: area.x + Self.sampleMiddle * text, y: top + 0.95 * text)
    rows.append(Row(sample: sample, center: center, lines: placed))
  }

  /// Two or three discs of round numbers, on one line.
  private mutating func areas(_ label: String, largest: Int, unit: Double, smallest: Double, shares: [Int]) {
    guard largest > 0 else { return }
    heading(label)
    var references: [Int] = []
    for share in shares {
      let value = Self.roundNumber(notAbove: largest / share)
      let radius = (Double(value) / unit).squareRoot()
      if value > 0, radius >= smallest, value != references.last { references.append(value) }
    }
    if references.isEmpty { references = [largest] }
    let radii = references.map { (Double($0) / unit).squareRoot() }
    let bottom = y + 0.3 * text + 2 * (radii.first ?? 0)
    var x = area.x + 0.2 * text
    for (value, radius) in zip(references, radii) {
      let label = NumberFormat.exact(value)
      let half = max(radius, TextMetrics.width(of: label, size: text) / 2)
      guard x + 2 * half <= area.maxX else { break }
      let center = Point(x: x + half, y: bottom - radius)
      let line = TextLine(text: label, x: center.x, baseline: bottom + 1.2 * text, size: text, anchor: .middle)
      sizes.append(SizeSample(disc: Disc(center: center, radius: radius), line: line))
      x += 2 * half + 1.2 * text
    }
    y = bottom + leading * text
  }

  /// The largest of 1, 2, 5, 10, 20, 50… that is not above a number.
  static func roundNumber(notAbove limit: Int) -> Int {
    guard limit > 0 else { return 0 }
    var step = 1
    while step <= limit / 10 { step *= 10 }
    return limit >= 5 * step ? 5 * step : limit >= 2 * step ? 2 * step : step
  }
}

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
    let hasTimes = voices.contains { $0.conversed != nil }
    for section in VoiceSection.allCases where voices.contains(where: { $0.section == section }) {
      entries.append(.row(.mark(.person, section), section.meaning(hasTimes: hasTimes)))
    }
    if !voices.isEmpty { entries.append(.heading("Shape: kind of voice")) }
    let kinds = Set(voices.map(\.kind))
    let circles = [VoiceKind.person, .unknown].filter(kinds.contains).map(\.meaning)
    if !circles.isEmpty {
      let words = circles.count == 1 ? circles[0] : "\(circles[0]), or \(circles[1].lowercased())"
      entries.append(.row(.mark(.person, .voices), words))
    }
    for kind in VoiceKind.allCases where kinds.contains(kind) && kind != .person && kind != .unknown {
      entries.append(.row(.mark(kind, .voices), kind.meaning))
    }
    return entries
  }
}
