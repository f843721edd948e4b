import ReparteeGraph

/// Finds places for labels beside the marks they name: never over a label, a mark or a dot, never off the page, and
/// rather where few lines pass.
struct LabelPlacement {
  /// Where labels may stand.
  var area: Box
  /// Marks and dots that labels keep clear of.
  var obstacles: [Disc]
  /// The marks that have names: a label rather stands nearer to its own than to any other.
  var rivals: [Disc] = []
  /// Lines that labels rather keep clear of, and how much each matters.
  var lines: [(line: Segment, weight: Double)]
  /// Labels placed so far.
  private(set) var placed: [Box] = []
  /// The leader lines of labels that stand apart.
  private(set) var leaders: [Segment] = []

  init(
    area: Box, obstacles: [Disc], rivals: [Disc], lines: [(line: Segment, weight: Double)],
    placed: [Box] = [], leaders: [Segment] = []
  ) {
    self.area = area
    self.placed = placed
    self.leaders = leaders
    self.obstacles = obstacles
    self.rivals = rivals
    self.lines = lines
  }

  /// Keeps labels out of a box.
  mutating func block(_ box: Box) { placed.append(box) }

  /// What a place costs for each step further away: more than the worst direction does, so that a near place wins.
  private static let costOfDistance = 1.2
  /// What it costs to stand nearer to another mark that has a name: more than a step further away.
  private static let costOfRival = 1.5

  struct Place {
    var box: Box
    /// From the mark to a label that stands apart; it may pass under dots, never under another mark or label.
    var leader: Segment?
  }

  /// The best free place for a box of this size beside `disc`, and takes it; nil where there is none.
  ///
  /// `gaps` are the distances tried, the nearest first; from `leaderFrom` on a leader line joins the two.
  mutating func place(
    width: Double, height: Double, beside disc: Disc, gaps: [Double], leaderFrom: Double
  ) -> Place? {
    let reach = Disc(center: disc.center, radius: disc.radius + (gaps.max() ?? 0) + length(width, height))
    let near = LabelPlacement(
      area: area, obstacles: obstacles.filter { $0.overlaps(reach) }, rivals: rivals.filter { $0.overlaps(reach) },
      lines: lines.filter { $0.line.distance(to: disc.center) < reach.radius },
      placed: placed.filter { $0.overlaps(reach) }, leaders: leaders)
    var best: (cost: Double, place: Place)?
    for (level, gap) in gaps.enumerated() {
      for direction in 0..<16 {
        let turn = Double(direction) * .pi / 8
        let box = Self.box(width: width, height: height, beside: disc, gap: gap, turn: turn)
        var cost = Self.costOfDistance * Double(level) + Self.reluctance(direction)
        if let best, best.cost <= cost { continue }
        let leader = gap >= leaderFrom ? Self.leader(from: disc, to: box) : nil
        guard near.isFree(box, leader: leader, of: disc) else { continue }
        if near.rivals.contains(where: { $0 != disc && box.overlaps($0, gap: gap + 1) }) { cost += Self.costOfRival }
        for line in near.lines where box.crosses(line.line) { cost += line.weight }
        if let old = best, old.cost <= cost { continue }
        best = (cost, Place(box: box, leader: leader))
      }
    }
    guard let place = best?.place else { return nil }
    placed.append(place.box)
    if let leader = place.leader { leaders.append(leader) }
    return place
  }

  /// The box that touches the circle around `disc` at `turn` (0 is right, a quarter is down).
  private static func box(width: Double, height: Double, beside disc: Disc, gap: Double, turn: Double) -> Box {
    let (across, down) = (cosine(turn), sine(turn))
    let touch = disc.center.moved(by: disc.radius + gap, at: turn)
    // The nearest point of the box slides from the middle of one side to the middle of the next.
    let x = touch.x + (across - 1) * width / 2
    let y = touch.y + (down - 1) * height / 2
    return Box(x: x, y: y, width: width, height: height)
  }

  /// What a direction costs, clockwise from the right: right reads best, then left, then straight above and below.
  private static func reluctance(_ direction: Int) -> Double {
    [0, 0.25, 0.3, 0.6, 0.55, 0.65, 0.4, 0.35, 0.15, 0.35, 0.4, 0.65, 0.55, 0.6, 0.3, 0.25][direction]
  }

  private static func leader(from disc: Disc, to box: Box) -> Segment {
    let end = Point(
      x: min(max(disc.center.x, box.x), box.maxX), y: min(max(disc.center.y, box.y), box.maxY))
    return Segment(from: disc.center, to: end)
  }

  private func isFree(_ box: Box, leader: Segment?, of disc: Disc) -> Bool {
    guard area.contains(box) else { return false }
    if placed.contains(where: { $0.overlaps(box) }) || leaders.contains(where: { box.crosses($0) }) { return false }
    if obstacles.contains(where: { box.overlaps($0, gap: 0.5) }) { return false }
    guard let leader else { return true }
    return !placed.contains { $0.crosses(leader) }
      && !rivals.contains { $0 != disc && leader.distance(to: $0.center) < $0.radius + 0.5 }
  }
}
