import ReparteeGraph

/// A network diagram with every shape, line and text at its place: what is drawn, and what a program can check.
struct NetworkScene {
  /// A voice.
  struct Mark {
    var voice: Int
    /// The disc of the same area as the shape.
    var disc: Disc
    /// The disc around the whole shape, and its ring.
    var outline: Disc
    /// The ring of reply reach; nil where it would lie on the shape's own edge, or none is drawn.
    var ring: Disc?
  }

  /// A person, or several folded into one count.
  struct Dot {
    var disc: Disc
    /// The voices they talk with, and whether both answered.
    var spokes: [NetworkReduction.Spoke]
  }

  /// An arc; thick where both answered, else from thick to thin where it is known who spoke.
  struct Line {
    /// From who spoke, where that is known.
    var segment: Segment
    var mutual: Bool
    var isDirected = false

    /// A line between a voice and a person.
    init(voice: Point, person: Point, spoke: NetworkReduction.Spoke) {
      let isVoices = spoke.speaker == .voice
      segment = isVoices ? Segment(from: voice, to: person) : Segment(from: person, to: voice)
      mutual = spoke.mutual
      isDirected = !spoke.mutual && spoke.speaker != .unknown
    }

    init(segment: Segment, mutual: Bool, isDirected: Bool = false) {
      (self.segment, self.mutual, self.isDirected) = (segment, mutual, isDirected)
    }
  }

  /// People of one fan beyond the budget, folded into a marker that says how many.
  struct Fold {
    var voice: Int
    var count: Int
    var mutual: Int
    var text: String
    var box: Box
    var line: Segment
  }

  let diagram: NetworkDiagram
  let reduced: NetworkReduction
  let options: NetworkDiagram.Options
  let frame: PageFrame

  var marks: [Mark] = []
  var bridges: [Dot] = []
  var fans: [Dot] = []
  /// Arcs between voices and from voices to people between them.
  var arcs: [Line] = []
  /// Arcs from voices to their fans.
  var spokes: [Line] = []
  var folds: [Fold] = []
  var labels: [VoiceLabel] = []
  /// People of fans for whom there was neither a place nor a marker.
  var crowdedOut = 0
  /// How the measures of the design were scaled to fill the page.
  var scale = 1.0
  /// How many points, or people, a disc of radius 1 stands for.
  var countOfUnitDisc = 1.0

  init(diagram: NetworkDiagram, reduced: NetworkReduction, options: NetworkDiagram.Options) throws {
    self.diagram = diagram
    self.reduced = reduced
    self.options = options
    let known = diagram.leftOut.map { DisplayText.cleaned($0, limit: 1_000) } + reduced.notes
    frame = PageFrame(
      page: options.page, title: DisplayText.cleaned(diagram.title, limit: 300, placeholder: "Network"),
      subtitle: diagram.subtitle, notes: known.joined(separator: " "))
    guard reduced.voiceCount > 0 else { return }
    try layOut()
    placeLabels()
    placeFans()
  }

  /// What a voice is called in labels and tooltips.
  func name(of voice: Int) -> String { diagram.voices[voice].name }
}

/// Where voices and the people between them go.
extension NetworkScene {
  /// The measures of the design, in points at a text of 10 points; the page scales them.
  enum Measure {
    static let largestDisc = 21.0
    static let smallestDisc = 4.2
    static let bridgeDot = 2.3
    static let fanDot = 1.8
    static let mutualDot = 2.3
    /// From a voice's shape to the first ring of its fan, and between rings and dots.
    static let firstRing = 10.0
    static let ringStep = 6.2
    /// Which part of a ring is free of labels and arcs, about.
    static let ringShare = 0.6
  }

  /// Fills `marks`, `bridges` and `arcs`.
  mutating func layOut() throws {
    let base = frame.text / 10
    let radii = discRadii()
    let rings = ringRadii()
    let outlines = (0..<reduced.voiceCount).map { voice in
      max(radii[voice] * diagram.voices[voice].kind.outlineRadius, rings[voice])
    }
    let fanRadii = (0..<reduced.voiceCount).map { fanRadius(around: outlines[$0], people: reduced.fans[$0]) }
    let bridge = (Measure.bridgeDot + 2.4) * base
    let arrangement = NetworkArrangement(
      reach: fanRadii.map { $0 * base } + reduced.bridges.map { _ in bridge },
      shape: outlines.map { $0 * base } + reduced.bridges.map { _ in bridge },
      nameWidth: (0..<reduced.voiceCount).map { labelWidth(of: $0) } + reduced.bridges.map { _ in 0 },
      nameHeight: (TextMetrics.ascent + TextMetrics.descent) * frame.text, edges: edges(), page: frame.picture,
      largestScale: 1.7, seed: diagram.seed)
    let fitted = try options.page.positions.map { pinned($0, arrangement).result() } ?? arrangement.result()
    scale = fitted.scale * base
    for voice in 0..<reduced.voiceCount {
      let disc = Disc(center: fitted.centers[voice], radius: radii[voice] * scale)
      let outline = Disc(center: disc.center, radius: outlines[voice] * scale)
      let ring = Disc(center: disc.center, radius: rings[voice] * scale)
      let isApart = abs(ring.radius - disc.radius) >= 0.12 * frame.text && ring.radius > 0.25 * frame.text
      marks.append(Mark(voice: voice, disc: disc, outline: outline, ring: isApart ? ring : nil))
    }
    for (number, bridge) in reduced.bridges.enumerated() {
      let radius = min(max(1.2 * base, Measure.bridgeDot * scale), (Measure.bridgeDot + 2.4) * scale)
      let disc = Disc(center: fitted.centers[reduced.voiceCount + number], radius: radius)
      bridges.append(Dot(disc: disc, spokes: bridge.spokes))
      for spoke in bridge.spokes {
        arcs.append(Line(voice: marks[spoke.voice].disc.center, person: disc.center, spoke: spoke))
      }
    }
    for arc in reduced.arcs {
      let (from, to) = arc.speaker == arc.second ? (arc.second, arc.first) : (arc.first, arc.second)
      let line = Segment(from: marks[from].disc.center, to: marks[to].disc.center)
      arcs.append(Line(segment: line, mutual: arc.mutual, isDirected: arc.speaker != nil))
    }
  }

  /// The same with voices where an earlier picture has them.
  private func pinned(_ positions: DrawnPositions, _ arrangement: NetworkArrangement) -> PinnedArrangement {
    let voices = (0..<reduced.voiceCount).map { positions.place(of: name(of: $0), on: frame.page) }
    return PinnedArrangement(
      reach: arrangement.reach, shape: arrangement.shape, pinned: voices + reduced.bridges.map { _ in nil },
      edges: arrangement.edges, page: arrangement.page, largestScale: arrangement.largestScale)
  }

  /// Areas follow the score, or reply reach; the smallest disc is still a shape that can be recognised.
  private mutating func discRadii() -> [Double] {
    let voices = diagram.voices.prefix(reduced.voiceCount)
    let areas = voices.map { max(0, diagram.size == .score ? $0.score : $0.replyReach) }
    // Rings are as large as discs may be.
    let largest = max(1, areas.max() ?? 0, diagram.size == .score ? voices.lazy.map(\.replyReach).max() ?? 0 : 0)
    countOfUnitDisc = Double(largest) / (Measure.largestDisc * Measure.largestDisc)
    return areas.map { max(Measure.smallestDisc, (Double($0) / countOfUnitDisc).squareRoot()) }
  }

  /// The radii of the rings of reply reach, on the same scale; 0 where shapes show it themselves.
  private func ringRadii() -> [Double] {
    diagram.voices.prefix(reduced.voiceCount).map { voice in
      diagram.size == .score ? (Double(max(0, voice.replyReach)) / countOfUnitDisc).squareRoot() : 0
    }
  }

  /// The radius that a voice with its fan takes.
  private func fanRadius(around shape: Double, people: NetworkReduction.Fan) -> Double {
    var left = people.drawn.count
    var ring = shape + Measure.firstRing
    if left == 0 { return shape + 7 }
    while true {
      left -= max(1, Int(2 * .pi * ring * Measure.ringShare / Measure.ringStep))
      if left <= 0 { return ring + 5 }
      ring += Measure.ringStep
    }
  }

  /// Arcs between voices (by position) and people between them (numbered after the voices).
  private func edges() -> [GraphvizLayout.Edge] {
    reduced.arcs.map { GraphvizLayout.Edge(first: $0.first, second: $0.second, weight: $0.mutual ? 3 : 1) }
      + reduced.bridges.enumerated().flatMap { number, bridge in
        bridge.spokes.map {
          GraphvizLayout.Edge(
            first: $0.voice, second: reduced.voiceCount + number, weight: $0.mutual ? 3 : 1)
        }
      }
  }
}

/// The people tied to one voice alone: rings of dots around it, on the side away from its other arcs.
extension NetworkScene {
  /// Fills `fans` and `spokes`. A person without a place is counted in the notes.
  mutating func placeFans() {
    var dots = DiscGrid(cell: 8 * scale)
    for mark in marks { dots.insert(mark.outline) }
    for bridge in bridges { dots.insert(bridge.disc) }
    let walls = labels.map(\.box) + folds.map(\.box)
    for mark in marks where !reduced.fans[mark.voice].drawn.isEmpty {
      var people = reduced.fans[mark.voice].drawn[...]
      let own =
        arcs.filter { $0.segment.from == mark.disc.center || $0.segment.to == mark.disc.center }.map(\.segment)
        + labels.filter { $0.voice == mark.voice }.compactMap(\.leader)
        + folds.filter { $0.voice == mark.voice }.map(\.line)
      let near = walls.filter { $0.overlaps(Disc(center: mark.disc.center, radius: 160 * scale)) }
      let start = outward(of: mark)
      var ring = mark.outline.radius + Measure.firstRing * scale
      let last = ring + 14 * Measure.ringStep * scale
      var turn = 0.0
      while !people.isEmpty, ring <= last {
        let slots = max(6, Int(2 * .pi * ring / (Measure.ringStep * scale)))
        for slot in 0..<slots {
          guard let tie = people.first else { break }
          let steps = Double((slot + 1) / 2) * (slot % 2 == 0 ? 1 : -1) + turn
          let center = mark.disc.center.moved(by: ring, at: start + steps * 2 * .pi / Double(slots))
          let disc = Disc(center: center, radius: dotRadius(mutual: tie.mutual))
          let spoke = Segment(from: mark.disc.center, to: center)
          guard frame.picture.contains(disc.bounds), !dots.touches(disc, gap: 0.9 * scale),
            !near.contains(where: { $0.overlaps(disc, gap: scale) || $0.crosses(spoke) }),
            !own.contains(where: { $0.distance(to: center) < disc.radius + 1.5 * scale })
          else { continue }
          people = people.dropFirst()
          dots.insert(disc)
          fans.append(Dot(disc: disc, spokes: [tie]))
          spokes.append(Line(voice: mark.disc.center, person: center, spoke: tie))
        }
        ring += Measure.ringStep * scale
        turn = turn == 0 ? 0.5 : 0
      }
      crowdedOut += people.count
    }
  }

  /// The radius of a person's dot: larger where both answered.
  private func dotRadius(mutual: Bool) -> Double {
    max(frame.text / 10, (mutual ? Measure.mutualDot : Measure.fanDot) * scale)
  }

  /// The direction away from where a voice's arcs go, or from the middle of the picture where it has none.
  private func outward(of mark: Mark) -> Double {
    var (x, y) = (0.0, 0.0)
    for arc in arcs {
      let other: Point
      if arc.segment.from == mark.disc.center {
        other = arc.segment.to
      } else if arc.segment.to == mark.disc.center {
        other = arc.segment.from
      } else {
        continue
      }
      let length = max(1e-9, other.distance(to: mark.disc.center))
      x -= (other.x - mark.disc.center.x) / length
      y -= (other.y - mark.disc.center.y) / length
    }
    if length(x, y) < 1e-6 {
      let middle = frame.picture.center
      (x, y) = (mark.disc.center.x - middle.x, mark.disc.center.y - middle.y)
    }
    return length(x, y) < 1e-6 ? -.pi / 2 : angle(y: y, x: x)
  }
}
