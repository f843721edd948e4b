import ReparteeGraph

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
    let fanRadii = (0..<reduced.voiceCount).map { voice in
      fanRadius(around: radii[voice] * diagram.voices[voice].kind.outlineRadius, people: reduced.fans[voice])
    }
    let bridge = (Measure.bridgeDot + 2.4) * base
    let arrangement = NetworkArrangement(
      reach: fanRadii.map { $0 * base } + reduced.bridges.map { _ in bridge },
      shape: zip(radii, diagram.voices).map { $0 * $1.kind.outlineRadius * base } + reduced.bridges.map { _ in bridge },
      nameWidth: (0..<reduced.voiceCount).map { labelWidth(of: $0) } + reduced.bridges.map { _ in 0 },
      nameHeight: (TextMetrics.ascent + TextMetrics.descent) * frame.text, edges: edges(), page: frame.picture,
      largestScale: 1.7, seed: options.seed)
    let fitted = try options.page.positions.map { pinned($0, arrangement).result() } ?? arrangement.result()
    scale = fitted.scale * base
    for voice in 0..<reduced.voiceCount {
      let disc = Disc(center: fitted.centers[voice], radius: radii[voice] * scale)
      let outline = Disc(center: disc.center, radius: disc.radius * diagram.voices[voice].kind.outlineRadius)
      marks.append(Mark(voice: voice, disc: disc, outline: outline))
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

  /// Areas follow reply reach; the smallest disc is still a shape one can tell.
  private mutating func discRadii() -> [Double] {
    let largest = Double(max(1, diagram.voices.prefix(reduced.voiceCount).lazy.map(\.replyReach).max() ?? 1))
    reachOfUnitDisc = largest / (Measure.largestDisc * Measure.largestDisc)
    return diagram.voices.prefix(reduced.voiceCount).map { voice in
      let share = Double(max(0, voice.replyReach)) / largest
      return max(Measure.smallestDisc, Measure.largestDisc * share.squareRoot())
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
