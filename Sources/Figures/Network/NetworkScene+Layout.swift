import SocialGraph

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
    let reach = fanRadii.map { $0 * base } + reduced.bridges.map { _ in (Measure.bridgeDot + 2.4) * base }
    let aspect = frame.picture.width / frame.picture.height
    let parts = components()
    let placed = try parts.map { try place($0, reach: reach, aspect: aspect) }
    let offsets = ComponentPacking(cell: 5 * base, aspect: aspect).offsets(
      of: zip(parts, placed).map { $1 + beads(along: $0, discs: $1) })
    var discs = reach.map { Disc(center: Point(), radius: $0) }
    for (number, part) in parts.enumerated() {
      for (position, node) in part.enumerated() {
        let center = placed[number][position].center
        discs[node].center = Point(x: center.x + offsets[number].x, y: center.y + offsets[number].y)
      }
    }
    let fitted = fit(discs)
    scale = fitted.scale * base
    for voice in 0..<reduced.voiceCount {
      let disc = Disc(center: fitted.centers[voice], radius: radii[voice] * scale)
      let outline = Disc(center: disc.center, radius: disc.radius * diagram.voices[voice].kind.outlineRadius)
      marks.append(Mark(voice: voice, disc: disc, outline: outline))
    }
    for (number, bridge) in reduced.bridges.enumerated() {
      let radius = max(1.2 * base, Measure.bridgeDot * scale)
      let disc = Disc(center: fitted.centers[reduced.voiceCount + number], radius: radius)
      bridges.append(Dot(disc: disc, spokes: bridge.spokes))
      for spoke in bridge.spokes {
        let line = Segment(from: marks[spoke.voice].disc.center, to: disc.center)
        arcs.append(Line(segment: line, mutual: spoke.mutual))
      }
    }
    for arc in reduced.arcs {
      let line = Segment(from: marks[arc.first].disc.center, to: marks[arc.second].disc.center)
      arcs.append(Line(segment: line, mutual: arc.mutual))
    }
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

  /// The nodes (voices, then people between them) in the parts that arcs hold together, each part in order.
  private func components() -> [[Int]] {
    var leader = Array(0..<(reduced.voiceCount + reduced.bridges.count))
    func root(_ node: Int) -> Int {
      var node = node
      while leader[node] != node {
        leader[node] = leader[leader[node]]
        node = leader[node]
      }
      return node
    }
    for edge in edges() {
      let (a, b) = (root(edge.first), root(edge.second))
      leader[max(a, b)] = min(a, b)
    }
    var parts: [Int: [Int]] = [:]
    for node in leader.indices { parts[root(node), default: []].append(node) }
    return parts.keys.sorted().compactMap { parts[$0] }
  }

  private func edges() -> [GraphvizLayout.Edge] {
    reduced.arcs.map { GraphvizLayout.Edge(first: $0.first, second: $0.second, weight: $0.mutual ? 3 : 1) }
      + reduced.bridges.enumerated().flatMap { number, bridge in
        bridge.spokes.map {
          GraphvizLayout.Edge(
            first: $0.voice, second: reduced.voiceCount + number, weight: $0.mutual ? 3 : 1)
        }
      }
  }

  /// Small discs along the arcs of a part, so that no other part comes to lie on them.
  private func beads(along part: [Int], discs: [Disc]) -> [Disc] {
    let position = Dictionary(uniqueKeysWithValues: part.enumerated().map { ($1, $0) })
    return edges().flatMap { edge -> [Disc] in
      guard let first = position[edge.first], let second = position[edge.second] else { return [] }
      let (from, to) = (discs[first].center, discs[second].center)
      let count = Int(from.distance(to: to) / (0.8 * frame.text))
      return (0..<count).map { bead in
        let share = (Double(bead) + 0.5) / Double(count)
        return Disc(
          center: Point(x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y)),
          radius: 0.4 * frame.text)
      }
    }
  }

  /// One part by spring forces, lying along the page, its nodes moved apart.
  private func place(_ part: [Int], reach: [Double], aspect: Double) throws -> [Disc] {
    guard part.count > 1 else { return part.map { Disc(center: Point(), radius: reach[$0]) } }
    let position = Dictionary(uniqueKeysWithValues: part.enumerated().map { ($1, $0) })
    let edges = edges().compactMap { edge -> GraphvizLayout.Edge? in
      guard let first = position[edge.first], let second = position[edge.second] else { return nil }
      return GraphvizLayout.Edge(first: first, second: second, weight: edge.weight)
    }
    var layout = GraphvizLayout(
      nodes: part.map { GraphvizLayout.Node(width: 2 * reach[$0], height: 2 * reach[$0]) }, edges: edges,
      seed: options.seed)
    let cloud = PointCloud(try layout.forceDirected()).lyingDown()
    let area = part.reduce(0) { $0 + 4 * reach[$1] * reach[$1] }
    let stretched = cloud.filling(area: 1.5 * area, aspect: aspect)
    for (node, point) in stretched.points.enumerated() { layout.nodes[node].position = point }
    let apart = PointCloud(try layout.separated()).centered()
    return zip(part, apart.points).map { Disc(center: $1, radius: reach[$0]) }
  }

  /// Fills the picture: everything grows or shrinks alike, and distances may stretch a little more along the longer side.
  private func fit(_ discs: [Disc]) -> (centers: [Point], scale: Double) {
    let low = Point(
      x: discs.reduce(.infinity) { min($0, $1.bounds.x) }, y: discs.reduce(.infinity) { min($0, $1.bounds.y) })
    let high = Point(
      x: discs.reduce(-.infinity) { max($0, $1.bounds.maxX) }, y: discs.reduce(-.infinity) { max($0, $1.bounds.maxY) })
    let (across, down) = (frame.picture.width / (high.x - low.x), frame.picture.height / (high.y - low.y))
    let scale = min(across, down, 1.7)
    let (stretchX, stretchY) = (min(across, 1.5 * scale), min(down, 1.5 * scale))
    let middle = Point(x: (low.x + high.x) / 2, y: (low.y + high.y) / 2)
    let target = frame.picture.center
    let centers = discs.map { disc in
      // Shapes grow by `scale` only: the room beyond is shared out between their centres.
      Point(
        x: target.x + (disc.center.x - middle.x) * stretchX, y: target.y + (disc.center.y - middle.y) * stretchY)
    }
    return (centers, scale)
  }
}
