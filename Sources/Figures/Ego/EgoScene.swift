import SocialGraph

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
  private(set) var bands: [Band] = []
  private(set) var dots: [Dot] = []
  private(set) var labels: [VoiceLabel] = []
  let center: Point
  let mark: Disc
  private(set) var name = TextLine(text: "", x: 0, baseline: 0, size: 0)
  /// The words on the outermost ring: who follows and does not talk.
  private(set) var rim: TextLine?
  /// People for whom there was neither room nor a marker.
  private(set) var crowdedOut = 0

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
    placeLabels()
  }

  var outline: Disc { Disc(center: center, radius: mark.radius * diagram.voice.kind.outlineRadius) }

  private mutating func placeName() {
    let text = TextMetrics.truncated(diagram.voice.name, toWidth: 15 * frame.text, size: 1.1 * frame.text, bold: true)
    name = TextLine(
      text: text, x: center.x, baseline: outline.center.y + outline.radius + 1.3 * frame.text, size: 1.1 * frame.text,
      bold: true, anchor: .middle)
  }

  /// The rings, the dots in them, and the markers of what does not fit.
  private mutating func placeBands() {
    let standings = EgoDiagram.Standing.allCases.filter { standing in
      diagram.people.contains { $0.standing == standing }
    }
    // Every page's proportions, but never flatter than three to two.
    let room = frame.picture
    let rim = diagram.silentFollowers == nil ? 0 : 2.2 * frame.text
    let height = min(room.height / 2, room.width / 2 * 1.2) - rim
    let width = min(room.width / 2 - rim, height * 1.5)
    let inner = outline.radius + 1.7 * frame.text
    let weights = standings.map { $0 == .cameBack ? 1.35 : 1.0 }
    let whole = weights.reduce(0, +)
    var share = 0.0
    var grid = DiscGrid(cell: frame.text)
    grid.insert(outline)
    for (standing, weight) in zip(standings, weights) {
      let low = share
      share += weight / whole
      func axes(_ share: Double) -> (Double, Double) {
        (inner * 1.25 + (width - inner * 1.25) * share, inner + (height - inner) * share)
      }
      let (outer, from) = (axes(share), axes(low))
      let people = diagram.people.indices.filter { diagram.people[$0].standing == standing }
      let words = standing.meaning + " · " + NumberText.grouped(people.count)
      let title = TextLine(
        text: words, x: center.x, baseline: center.y - outer.1 + 1.35 * frame.text, size: frame.text, bold: true,
        anchor: .middle)
      var band = Band(standing: standing, count: people.count, width: outer.0, height: outer.1, title: title)
      let left = place(people, from: from, to: outer, title: title, grid: &grid)
      if left > 0 {
        let text = "+" + NumberText.counted(left, "person", "people")
        let size = TextMetrics.width(of: text, size: frame.text) + frame.text
        let box = Box(
          x: center.x - size / 2, y: center.y + (from.1 + outer.1) / 2 - 0.7 * frame.text, width: size,
          height: 1.4 * frame.text)
        band.fold = (left, box)
      }
      bands.append(band)
    }
    if let silent = diagram.silentFollowers {
      self.rim = TextLine(
        text: "Follow and do not talk · " + NumberText.grouped(silent), x: center.x,
        baseline: center.y - height - 0.6 * frame.text, size: frame.text, bold: true, color: Palette.quietText,
        anchor: .middle)
    }
  }

  /// Puts people on as many rows of a ring as it takes; returns how many found no place.
  private mutating func place(
    _ people: [Int], from: (Double, Double), to: (Double, Double), title: TextLine, grid: inout DiscGrid
  ) -> Int {
    let wanted = people.prefix(max(0, diagram.bandBudget))
    let radii = wanted.map { radius(of: diagram.people[$0]) }
    let largest = radii.max() ?? 1
    let depth = min(to.0 - from.0, to.1 - from.1)
    let free = depth - 2.2 * largest - 1.5 * frame.text
    // As few rows as hold everybody, a name's width apart where there is room for it.
    var rows = 1
    let spacing = 2 * largest + 0.55 * frame.text
    func rowShare(_ row: Int, of rows: Int) -> Double {
      (1.6 * largest + (rows == 1 ? free * 0.5 : max(0, free) * Double(row) / Double(rows - 1))) / depth
    }
    func slots(_ row: Int, of rows: Int) -> [Point] {
      let share = rowShare(row, of: rows)
      let (a, b) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
      return Self.ellipse(center: center, a, b, spacing: spacing, odd: row % 2 == 1)
    }
    let mostRows = max(1, Int(max(0, free) / (2.2 * largest)) + 1)
    while rows < mostRows, (0..<rows).reduce(0, { $0 + slots($1, of: rows).count }) * 4 < wanted.count * 5 { rows += 1 }
    let nameBox = name.box.inset(by: -0.3 * frame.text)
    let titleBox = title.box.inset(by: -0.2 * frame.text)
    let foldBox = Box(
      x: center.x - 6 * frame.text, y: center.y + (from.1 + to.1) / 2 - 1 * frame.text, width: 12 * frame.text,
      height: 2 * frame.text)
    let mayFold = people.count > wanted.count
    let all = (0..<rows).flatMap { slots($0, of: rows) }.filter { point in
      let disc = Disc(center: point, radius: 1.75 * largest)
      return !titleBox.overlaps(disc) && !nameBox.overlaps(disc) && !(mayFold && foldBox.overlaps(disc))
    }
    // Fewer people than places: spread them evenly.
    let step = max(1, Double(all.count) / Double(max(1, wanted.count)))
    var next = 0.0
    var placed = 0
    for (person, radius) in zip(wanted, radii) {
      guard Int(next) < all.count else { break }
      let disc = Disc(center: all[Int(next)], radius: radius)
      next += step
      grid.insert(disc)
      dots.append(Dot(person: person, disc: disc))
      placed += 1
    }
    return people.count - placed
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

  private mutating func placeLabels() {
    let rings = dots.map { dot in
      Disc(
        center: dot.disc.center,
        radius: dot.disc.radius * (diagram.people[dot.person].follows ? 1.9 : 1))
    }
    var taken = bands.map(\.title.box) + bands.compactMap { $0.fold?.box } + [name.box]
    if let rim { taken.append(rim.box) }
    var placement = LabelPlacement(
      area: frame.picture, obstacles: rings + [outline], rivals: rings, lines: [], placed: taken)
    let unit = frame.text / 10
    for (number, dot) in dots.enumerated() {
      let person = diagram.people[dot.person]
      // Who only replies, or talks further down, is a crowd, not a name.
      guard person.standing == .cameBack || person.standing == .answered else { continue }
      let text = TextMetrics.truncated(
        DisplayText.cleaned(person.label), toWidth: 11 * frame.text, size: frame.text)
      let place = placement.place(
        width: VoiceLabel.width(rank: "", name: text, size: frame.text),
        height: VoiceLabel.height(size: frame.text), beside: rings[number], gaps: [1.5 * unit, 4 * unit],
        leaderFrom: 100 * unit)
      guard let place else { continue }
      labels.append(VoiceLabel(voice: number, rank: "", name: text, box: place.box, leader: nil))
    }
  }
}
