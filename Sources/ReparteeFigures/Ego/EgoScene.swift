import ReparteeGraph
import ReparteeText

/// An ego diagram with everything at its place: rings around the voice, a ring a standing.
struct EgoScene {
  /// Somebody drawn.
  struct Dot {
    var person: Int
    var disc: Disc
  }

  /// One standing's ring.
  struct Band {
    var standing: EgoDiagram.Standing
    var count: Int
    /// The half axes of its outer edge.
    var width: Double
    var height: Double
    /// The words at its top.
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
  /// The words on the outermost ring: who follows and does not talk.
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
    let standings = EgoDiagram.Standing.allCases.filter { standing in
      diagram.people.contains { $0.standing == standing }
    }
    // Every page's proportions, but never flatter than three to two.
    let room = frame.picture
    let rim = diagram.silentFollowers == nil ? 0 : 2.2 * frame.text
    let height = min(room.height / 2, room.width / 2 * 1.2) - rim
    let width = min(room.width / 2 - rim, height * 1.5)
    let inner = outline.radius + 2 * frame.text
    let counts = standings.map { standing in diagram.people.count { $0.standing == standing } }
    let most = Double(counts.max() ?? 1)
    // Those with names need more room.
    let weights = zip(standings, counts).map { standing, count in
      0.35 + (standing == .cameBack ? 1.7 : 1) * (Double(count) / most).squareRoot()
    }
    let whole = weights.reduce(0, +)
    func axes(_ share: Double) -> Axes {
      Axes(across: inner * 1.4 + (width - inner * 1.4) * share, down: inner + (height - inner) * share)
    }
    if let silent = diagram.silentFollowers {
      self.rim = TextLine(
        text: "Follow and do not talk · " + NumberFormat.text(silent), x: center.x,
        baseline: center.y - height - 0.6 * frame.text, size: frame.text, bold: true, color: Palette.quietText,
        anchor: .middle)
    }
    var share = 0.0
    var edges: [(from: Axes, to: Axes)] = []
    for (place, standing) in standings.enumerated() {
      let from = axes(share)
      share += weights[place] / whole
      let to = axes(share)
      edges.append((from, to))
      let title = TextLine(
        text: standing.meaning + " · " + NumberFormat.text(counts[place]), x: center.x,
        baseline: center.y - to.down + 1.35 * frame.text, size: frame.text, bold: true, anchor: .middle)
      bands.append(Band(standing: standing, count: counts[place], width: to.across, height: to.down, title: title))
    }
    let words = bands.map(\.title.box) + [name.box] + [self.rim?.box].compactMap { $0 }
    var placement = LabelPlacement(area: frame.picture, obstacles: [outline], rivals: [], lines: [], placed: words)
    for band in bands.indices {
      place(band, from: edges[band].from, to: edges[band].to, in: &placement)
    }
  }

  /// Half axes of an ellipse.
  private struct Axes {
    var across: Double
    var down: Double
  }

  /// Puts the people of a ring on as many rows as they need, the liveliest at the sides, where names have room.
  private mutating func place(_ band: Int, from: Axes, to: Axes, in placement: inout LabelPlacement) {
    let standing = bands[band].standing
    let people = diagram.people.indices.filter { diagram.people[$0].standing == standing }
    let wanted = people.prefix(max(0, diagram.bandBudget))
    let largest = wanted.map { reach(of: diagram.people[$0]) }.max() ?? 1
    let depth = min(to.across - from.across, to.down - from.down)
    let foldBox = Box(
      x: center.x - 5 * frame.text, y: center.y + to.down - 1.9 * frame.text, width: 10 * frame.text,
      height: 1.4 * frame.text)
    func free(rows: Int, besideFold: Bool) -> [Point] {
      (0..<rows).flatMap { row -> [Point] in
        let room = max(0, depth - 2.4 * largest)
        let share = (1.2 * largest + (rows == 1 ? 0.4 * room : room * Double(row) / Double(rows - 1))) / max(1, depth)
        return Self.ellipse(
          center: center, from.across + (to.across - from.across) * share, from.down + (to.down - from.down) * share,
          spacing: 2 * largest + 0.3 * frame.text, odd: row % 2 == 1)
      }.filter { point in
        let disc = Disc(center: point, radius: largest)
        return !placement.placed.contains { $0.overlaps(disc, gap: 1) }
          && !(besideFold && foldBox.overlaps(disc, gap: 1))
          && !placement.obstacles.contains { $0.overlaps(disc, gap: 1) }
      }
    }
    let mostRows = max(1, Int(max(0, depth - 2.4 * largest) / (2.1 * largest)) + 1)
    var rows = 1
    var places = free(rows: rows, besideFold: people.count > wanted.count)
    while rows < mostRows, places.count * 10 < wanted.count * 11 {
      rows += 1
      places = free(rows: rows, besideFold: people.count > wanted.count)
    }
    if places.count < wanted.count { places = free(rows: rows, besideFold: true) }
    // Fewer people than places: spread them evenly; then the sides first.
    let step = max(1, Double(places.count) / Double(max(1, wanted.count)))
    let chosen = (0..<min(wanted.count, places.count)).map { places[min(places.count - 1, Int(Double($0) * step))] }
    let order = chosen.indices.sorted {
      ((chosen[$0].y - center.y).magnitude, $0) < ((chosen[$1].y - center.y).magnitude, $1)
    }
    for (person, place) in zip(wanted, settled(wanted, on: order.map { chosen[$0] })) {
      let disc = Disc(center: place, radius: radius(of: diagram.people[person]))
      let ring = Disc(center: disc.center, radius: reach(of: diagram.people[person]))
      dots.append(Dot(person: person, disc: disc))
      placement.obstacles.append(ring)
      placement.rivals.append(ring)
    }
    let left = people.count - chosen.count
    if left > 0 {
      let text = "+" + NumberFormat.text(left, "person", "people")
      let width = TextMetrics.width(of: text, size: frame.text) + frame.text
      bands[band].fold = (
        left, Box(x: center.x - width / 2, y: foldBox.y, width: width, height: foldBox.height)
      )
    }
    // Who only replies, or talks further down, is a crowd, not a name.
    if standing == .cameBack || standing == .answered {
      if left > 0 { placement.block(foldBox) }
      placeLabels(from: dots.count - chosen.count, in: &placement)
    } else if left > 0 {
      placement.block(foldBox)
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

  /// Places on an ellipse at even distances, from the top on clockwise.
  private static func ellipse(center: Point, _ a: Double, _ b: Double, spacing: Double, odd: Bool) -> [Point] {
    let samples = 720
    func at(_ share: Double) -> Point {
      let turn = share * 2 * .pi - .pi / 2
      return Point(x: center.x + a * cosine(turn), y: center.y + b * sine(turn))
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
      let wanted = (Double(slot) + (odd ? 0.5 : 0)) * length / Double(count)
      while sample < samples - 1, lengths[sample + 1] < wanted { sample += 1 }
      let rest = (wanted - lengths[sample]) / max(1e-9, lengths[sample + 1] - lengths[sample])
      return at((Double(sample) + rest) / Double(samples))
    }
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
