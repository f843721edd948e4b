import SocialGraph

/// The key to a network diagram, with entries only for what is in the picture.
struct NetworkLegend {
  /// What stands before the words of an entry.
  enum Sample {
    case none
    case section(NetworkDiagram.Section)
    case kind(VoiceKind)
    case arc(mutual: Bool)
    case dot(mutual: Bool)
    case fold
  }

  struct Row {
    var sample: Sample
    var center: Point
    var lines: [TextLine]
  }

  /// A disc of a known reply reach and its number.
  struct SizeSample {
    var disc: Disc
    var line: TextLine
  }

  private(set) var rows: [Row] = []
  private(set) var sizes: [SizeSample] = []
  private let area: Box
  private let text: Double
  private var y: Double
  /// From one line to the next, in text sizes.
  private let leading: Double

  /// Where a sample's middle lies, and where its words begin, in text sizes.
  private static let sampleMiddle = 1.2
  private static let words = 2.9

  /// The key with generous spacing, or a closer one where the page is short.
  init(_ scene: NetworkScene) {
    self.init(scene, compact: false)
    if y > area.maxY { self.init(scene, compact: true) }
  }

  private init(_ scene: NetworkScene, compact: Bool) {
    leading = compact ? 1.2 : 1.3
    area = scene.frame.legend
    text = scene.frame.text
    y = area.y
    guard !scene.marks.isEmpty else { return }
    addSizes(scene, shares: compact ? [4, 16] : [1, 4, 16])
    let voices = scene.diagram.voices.prefix(scene.reduced.voiceCount)
    heading("Colour and mark: section")
    for section in NetworkDiagram.Section.allCases where voices.contains(where: { $0.section == section }) {
      row(.section(section), section.meaning)
    }
    heading("Shape: kind of voice")
    for kind in VoiceKind.allCases where voices.contains(where: { $0.kind == kind }) { row(.kind(kind), kind.meaning) }
    let people = scene.bridges + scene.fans
    let lines = scene.arcs + scene.spokes
    if !lines.isEmpty { heading("Arcs and dots") }
    if lines.contains(where: \.mutual) { row(.arc(mutual: true), "Both answered") }
    if lines.contains(where: { !$0.mutual }) { row(.arc(mutual: false), "Only one side spoke") }
    if people.contains(where: \.isMutual) { row(.dot(mutual: true), "Person, both answered") }
    if people.contains(where: { !$0.isMutual }) { row(.dot(mutual: false), "Person, one side spoke") }
    if !scene.folds.isEmpty { row(.fold, "More people, folded") }
  }

  private mutating func heading(_ words: String) {
    y += (leading - 0.55) * text
    for line in PageFrame.lines(words, width: area.width, size: text, bold: true, atMost: 2) {
      y += leading * text
      rows.append(
        Row(
          sample: .none, center: Point(),
          lines: [
            TextLine(text: line, x: area.x, baseline: y, size: text, bold: true)
          ]))
    }
    y += (leading - 1.1) * text
  }

  private mutating func row(_ sample: Sample, _ words: String) {
    let lines = PageFrame.lines(
      words, width: area.width - Self.words * text, size: text, bold: false, atMost: 2)
    let top = y
    let placed = lines.enumerated().map { number, line in
      TextLine(
        text: line, x: area.x + Self.words * text, baseline: top + Double(number + 1) * leading * text, size: text)
    }
    y += leading * text * Double(lines.count) + (leading - 1.15) * text
    let center = Point(x: area.x + Self.sampleMiddle * text, y: top + 0.95 * text)
    rows.append(Row(sample: sample, center: center, lines: placed))
  }

  /// Two or three discs of round numbers, on one line.
  private mutating func addSizes(_ scene: NetworkScene, shares: [Int]) {
    let largest = scene.diagram.voices.prefix(scene.reduced.voiceCount).lazy.map(\.replyReach).max() ?? 0
    guard largest > 0 else { return }
    y -= (leading - 0.55) * text
    heading("Area: reply reach, in people")
    var references: [Int] = []
    for share in shares {
      let value = Self.roundNumber(notAbove: largest / share)
      let radius = (Double(value) / scene.reachOfUnitDisc).squareRoot()
      if value > 0, radius >= NetworkScene.Measure.smallestDisc, value != references.last { references.append(value) }
    }
    if references.isEmpty { references = [largest] }
    let radii = references.map { (Double($0) / scene.reachOfUnitDisc).squareRoot() * scene.scale }
    let bottom = y + 0.3 * text + 2 * (radii.first ?? 0)
    var x = area.x + 0.2 * text
    for (value, radius) in zip(references, radii) {
      let words = NumberText.grouped(value)
      let half = max(radius, TextMetrics.width(of: words, size: text) / 2)
      guard x + 2 * half <= area.maxX else { break }
      let center = Point(x: x + half, y: bottom - radius)
      let line = TextLine(text: words, x: center.x, baseline: bottom + 1.2 * text, size: text, centered: true)
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

extension NetworkDiagram.Section {
  /// What the section says about a voice.
  var meaning: String {
    switch self {
    case .voices: "Voices: people come back"
    case .broadcasters: "Broadcasters: hardly anyone is answered"
    case .others: "Others: no return seen"
    case .excluded: "Excluded by kind"
    }
  }

  /// One word for tooltips.
  var name: String {
    switch self {
    case .voices: "voice"
    case .broadcasters: "broadcaster"
    case .others: "no return seen"
    case .excluded: "excluded by kind"
    }
  }

  var color: Color {
    switch self {
    case .voices: Palette.blue
    case .broadcasters: Palette.orange
    case .others: Palette.turquoise
    case .excluded: Palette.pink
    }
  }
}

extension VoiceKind {
  /// What the shape says.
  var meaning: String {
    switch self {
    case .person: "Person"
    case .channel: "Channel"
    case .anonymous: "Anonymous"
    case .bot: "Bot"
    case .unknown: "Not in the roster"
    }
  }
}

extension NetworkScene.Dot {
  var isMutual: Bool { spokes.contains(where: \.mutual) }
}
