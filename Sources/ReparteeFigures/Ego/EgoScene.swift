import ReparteeGraph
import ReparteeText

/// An ego diagram with everything at its place: rings around the voice, a ring for each relationship.
struct EgoScene {
  /// Somebody drawn.
  struct Dot {
    var person: Int
    var disc: Disc
  }

  /// One relationship's ring.
  struct Band {
    var relationship: EgoDiagram.Relationship
    var count: Int
    /// The half axes of its outer edge.
    var width: Double
    var height: Double
    /// The text at its top.
    var title: TextLine
    /// People beyond the budget: how many, and where that is written.
    var fold: (count: Int, box: Box)?
  }

  let diagram: EgoDiagram
  let page: FigurePage
  let frame: PageFrame
  var bands: [Band] = []
  var dots: [Dot] = []
  var labels: [VoiceLabel] = []
  let center: Point
  let mark: Disc
  var name = TextLine(text: "", x: 0, baseline: 0, size: 0)
  /// The text on the outermost ring: who follows and does not talk.
  var rim: TextLine?

  init(_ diagram: EgoDiagram, page: FigurePage) {
    self.diagram = diagram
    self.page = page
    let known = diagram.leftOut.map { DisplayText.cleaned($0, limit: 1_000, placeholder: "") }
    frame = PageFrame(
      page: page, title: DisplayText.cleaned(diagram.title, limit: 300, placeholder: "Ego network"),
      subtitle: diagram.subtitle, notes: known.joined(separator: " "))
    center = frame.picture.center
    mark = Disc(center: center, radius: 1.5 * frame.text)
    placeName()
    placeBands()
  }

  var outline: Disc { Disc(center: center, radius: mark.radius * diagram.voice.kind.outlineRadius) }

  private mutating func placeName() {
    let text = TextMetrics.truncated(diagram.voice.name, toWidth: 15 * frame.text, size: 1.1 * frame.text, bold: true)
    name = TextLine(
      text: text, x: center.x, baseline: outline.center.y + outline.radius + 1.3 * frame.text, size: 1.1 * frame.text,
      bold: true, anchor: .middle)
  }
}

/// Where people and their names go: on ellipses around the voice, ring by ring.
extension EgoScene {
  /// The rings from the inside out: each one's people, then their names, so that outer people keep clear of both.
  mutating func placeBands() {
    let relationships = EgoDiagram.Relationship.allCases.filter { relationship in
      diagram.people.contains { $0.relationship == relationship }
    }
    // Every page's proportions, but never flatter than three to two.
    let room = frame.picture
    let rim = diagram.silentFollowers == nil ? 0 : 2.2 * frame.text
    let height = min(room.height / 2, room.width / 2 * 1.2) - rim
    let width = min(room.width / 2 - rim, height * 1.5)
    let inner = outline.radius + 2 * frame.text
    let counts = relationships.map { relationship in diagram.people.count { $0.relationship == relationship } }
    let most = Double(counts.max() ?? 1)
    // Those with names need more room.
    let weights = zip(relationships, counts).map { relationship, count in
      0.35 + (relationship == .cameBack ? 1.7 : 1) * (Double(count) / most).squareRoot()
    }
    let whole = weights.reduce(0, +)
    func axes(_ share: Double) -> Axes {
      Axes(across: inner * 1.4 + (width - inner * 1.4) * share, down: inner + (height - inner) * share)
    }
    if let silent = diagram.silentFollowers {
      self.rim = TextLine(
        text: "Follow and took no part here · " + NumberFormat.text(silent), x: center.x,
        baseline: center.y - height - 0.6 * frame.text, size: frame.text, bold: true, color: Palette.quietText,
        anchor: .middle)
    }
    var share = 0.0
    var edges: [(from: Axes, to: Axes)] = []
    for (place, relationship) in relationships.enumerated() {
      let from = axes(share)
      share += weights[place] / whole
      let to = axes(share)
      edges.append((from, to))
      let title = TextLine(
        text: relationship.meaning + " · " + NumberFormat.text(counts[place]), x: center.x,
        baseline: center.y - to.down + 1.35 * frame.text, size: frame.text, bold: true, anchor: .middle)
      bands.append(
        Band(relationship: relationship, count: counts[place], width: to.across, height: to.down, title: title))
    }
    let texts = bands.map(\.title.box) + [name.box] + [self.rim?.box].compactMap { $0 }
    var placement = LabelPlacement(area: frame.picture, obstacles: [outline], rivals: [], lines: [], placed: texts)
    for band in bands.indices {
      place(band, from: edges[band].from, to: edges[band].to, in: &placement)
    }
  }

  /// Puts the people of a ring on as many rows as they need, the liveliest at the sides, where names have room.
  private mutating func place(_ band: Int, from: Axes, to: Axes, in placement: inout LabelPlacement) {
    let relationship = bands[band].relationship
    let people = diagram.people.indices.filter { diagram.people[$0].relationship == relationship }
    let drawn = people.prefix(max(0, diagram.bandBudget))
    let ring = Ring(
      center: center, inner: from, outer: to, dot: drawn.map { reach(of: diagram.people[$0]) }.max() ?? 1,
      text: frame.text)
    let places = ring.places(for: drawn.count, of: people.count, in: placement)
    // The sides first.
    let order = places.indices.sorted {
      ((places[$0].y - center.y).magnitude, $0) < ((places[$1].y - center.y).magnitude, $1)
    }
    for (person, place) in zip(drawn, settled(drawn, on: order.map { places[$0] })) {
      let disc = Disc(center: place, radius: radius(of: diagram.people[person]))
      let around = Disc(center: disc.center, radius: reach(of: diagram.people[person]))
      dots.append(Dot(person: person, disc: disc))
      placement.obstacles.append(around)
      placement.rivals.append(around)
    }
    let left = people.count - places.count
    if left > 0 {
      let text = "+" + NumberFormat.text(left, "person", "people")
      let width = TextMetrics.width(of: text, size: frame.text) + frame.text
      bands[band].fold = (
        left, Box(x: center.x - width / 2, y: ring.fold.y, width: width, height: ring.fold.height)
      )
      placement.block(ring.fold)
    }
    // Who only replies, or talks further down, is a crowd, not a name.
    if relationship == .cameBack || relationship == .answered {
      placeLabels(from: dots.count - places.count, in: &placement)
    }
  }

  /// A place for each person, the first ones first; those with a place in an earlier picture take the nearest to it.
  private func settled(_ people: ArraySlice<Int>, on places: [Point]) -> [Point] {
    guard let earlier = page.positions else { return places }
    var free = places
    var taken: [Int: Point] = [:]
    for (number, person) in people.prefix(places.count).enumerated() {
      guard let old = earlier.place(of: DisplayText.cleaned(diagram.people[person].label), on: frame.page),
        let nearest = free.indices.min(by: { (free[$0].distance(to: old), $0) < (free[$1].distance(to: old), $1) })
      else { continue }
      taken[number] = free.remove(at: nearest)
    }
    var rest = free.makeIterator()
    return places.indices.compactMap { taken[$0] ?? rest.next() }
  }

  /// The more was said between the two, the larger.
  private func radius(of person: EgoDiagram.Person) -> Double {
    let said = Double(person.replies + person.answers)
    return frame.text * min(0.62, 0.26 + 0.07 * said.squareRoot())
  }

  /// How far a dot with its ring reaches.
  private func reach(of person: EgoDiagram.Person) -> Double { radius(of: person) * (person.follows ? 1.9 : 1) }

  /// Names for the dots from this one on.
  private mutating func placeLabels(from first: Int, in placement: inout LabelPlacement) {
    let unit = frame.text / 10
    for number in dots.indices.dropFirst(first) {
      let person = diagram.people[dots[number].person]
      let text = TextMetrics.truncated(
        DisplayText.cleaned(person.label), toWidth: 11 * frame.text, size: frame.text)
      let ring = Disc(center: dots[number].disc.center, radius: reach(of: person))
      let place = placement.place(
        width: VoiceLabel.width(rank: "", name: text, size: frame.text),
        height: VoiceLabel.height(size: frame.text), beside: ring, gaps: [1.5 * unit, 4 * unit],
        leaderFrom: 100 * unit)
      guard let place else { continue }
      labels.append(VoiceLabel(voice: number, rank: "", name: text, box: place.box, leader: nil))
    }
  }
}

/// Half axes of an ellipse.
private struct Axes {
  var across: Double
  var down: Double
}

/// The ring of one relationship, and where its people may stand: on rows, each of them an ellipse.
private struct Ring {
  let center: Point
  let inner: Axes
  let outer: Axes
  /// How far the largest dot reaches from its middle.
  let dot: Double
  /// The size of text.
  let text: Double

  /// How far the middles of dots stay from the ring's edges, and those of one row from the next, in `dot`.
  private static let edgeGap = 1.2
  private static let rowGap = 2.1
  /// Where the only row is, from the innermost place for one to the outermost.
  private static let onlyRow = 0.4

  /// Where the number of people beyond the budget is written: at the bottom, above the outer edge.
  var fold: Box {
    Box(x: center.x - 5 * text, y: center.y + outer.down - 1.9 * text, width: 10 * text, height: 1.4 * text)
  }

  private var depth: Double { min(outer.across - inner.across, outer.down - inner.down) }
  /// The depth that is left for the middles of dots.
  private var room: Double { max(0, depth - 2 * Self.edgeGap * dot) }

  /// Places for `drawn` of `all` people, evenly around the ring; fewer where there is no room for so many.
  ///
  /// Rows are added until there is a tenth more room than people, since names need some.
  func places(for drawn: Int, of all: Int, in placement: LabelPlacement) -> [Point] {
    let mostRows = max(1, Int(room / (Self.rowGap * dot)) + 1)
    var rows = 1
    var free = self.free(rows: rows, hasFold: all > drawn, in: placement)
    while rows < mostRows, free.count * 10 < drawn * 11 {
      rows += 1
      free = self.free(rows: rows, hasFold: all > drawn, in: placement)
    }
    if free.count < drawn { free = self.free(rows: rows, hasFold: true, in: placement) }
    let step = max(1, Double(free.count) / Double(max(1, drawn)))
    return (0..<min(drawn, free.count)).map { free[min(free.count - 1, Int(Double($0) * step))] }
  }

  /// The places of some rows that nothing else takes; `hasFold` says whether the fold takes its own.
  private func free(rows: Int, hasFold: Bool, in placement: LabelPlacement) -> [Point] {
    (0..<rows).flatMap { row -> [Point] in
      let place = rows == 1 ? Self.onlyRow * room : room * Double(row) / Double(rows - 1)
      let share = (Self.edgeGap * dot + place) / max(1, depth)
      return ellipse(
        inner.across + (outer.across - inner.across) * share, inner.down + (outer.down - inner.down) * share,
        spacing: 2 * dot + 0.3 * text, isShifted: row % 2 == 1)
    }.filter { point in
      let disc = Disc(center: point, radius: dot)
      return !placement.placed.contains { $0.overlaps(disc, gap: 1) } && !(hasFold && fold.overlaps(disc, gap: 1))
        && !placement.obstacles.contains { $0.overlaps(disc, gap: 1) }
    }
  }

  /// Places on an ellipse at even distances, from the top on clockwise; `isShifted` moves them on by half a distance.
  private func ellipse(_ across: Double, _ down: Double, spacing: Double, isShifted: Bool) -> [Point] {
    let samples = 720
    func at(_ share: Double) -> Point {
      let turn = share * 2 * .pi - .pi / 2
      return Point(x: center.x + across * cosine(turn), y: center.y + down * sine(turn))
    }
    var length = 0.0
    var lengths = [0.0]
    for sample in 0..<samples {
      length += at(Double(sample) / Double(samples)).distance(to: at(Double(sample + 1) / Double(samples)))
      lengths.append(length)
    }
    let count = max(1, Int(length / spacing))
    var sample = 0
    return (0..<count).map { slot in
      let wanted = (Double(slot) + (isShifted ? 0.5 : 0)) * length / Double(count)
      while sample < samples - 1, lengths[sample + 1] < wanted { sample += 1 }
      let rest = (wanted - lengths[sample]) / max(1e-9, lengths[sample + 1] - lengths[sample])
      return at((Double(sample) + rest) / Double(samples))
    }
  }
}
