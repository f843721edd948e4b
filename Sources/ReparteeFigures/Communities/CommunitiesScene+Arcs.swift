/// Arcs between communities, around the words of others where they can.
extension CommunitiesScene {
  /// Fills `arcs` once the islands stand.
  mutating func placeArcs() {
    let text = frame.text
    backbone = ExchangeBackbone(
      diagram.exchanges, communities: islands.count, budget: min(diagram.arcBudget, 2 * islands.count + 2))
    let most = Double(backbone.kept.first?.replies ?? 1)
    for exchange in backbone.kept {
      let (from, to) = (islands[exchange.from].disc, islands[exchange.to].disc)
      let share = (Double(exchange.replies) / most).squareRoot()
      // The bend whose arc runs over the fewest others' words.
      let tapers = [0.09, 0.15, 0.22, 0.3, 0.03].map { bend in
        let taper = Taper(
          from: from.center, to: to.center, bend: bend, thick: text * max(0.12, 0.62 * share),
          thin: text * max(0.04, 0.1 * share))
        return Self.trimmed(taper, from: islands[exchange.from], to: islands[exchange.to])
      }
      let others = islands.indices.filter { $0 != exchange.from && $0 != exchange.to }
      let costs = tapers.map { taper in
        others.count { other in (0...24).contains { islands[other].holds(taper.point(at: Double($0) / 24)) } }
          + (frame.picture.contains(Box(x: taper.point(at: 0.5).x, y: taper.point(at: 0.5).y)) ? 0 : 1)
      }
      let best = tapers.indices.min { (costs[$0], $0) < (costs[$1], $1) } ?? 0
      arcs.append(Arc(exchange: exchange, taper: tapers[best]))
    }
  }

  /// The arc between the two islands, clear of their discs and words.
  private static func trimmed(_ taper: Taper, from: Island, to: Island) -> Taper {
    let steps = 100
    let shares = (0...steps).map { Double($0) / Double(steps) }
    let low = shares.last { from.holds(taper.point(at: $0)) } ?? 0
    let high = shares.first { $0 > low && to.holds(taper.point(at: $0)) } ?? 1
    return taper.part(from: low, to: high)
  }
}

extension CommunitiesScene.Island {
  /// The boxes of its words.
  var words: [Box] {
    [heading.box]
      + leaders.map {
        Box(
          x: $0.mark.center.x - $0.mark.radius, y: $0.line.box.y,
          width: $0.line.box.maxX - $0.mark.center.x + $0.mark.radius, height: $0.line.box.height)
      }
  }

  /// Whether a place lies on the disc or the words.
  func holds(_ point: Point) -> Bool {
    let dot = Disc(center: point, radius: 0)
    return disc.overlaps(dot, gap: 1.5) || words.contains { $0.overlaps(dot, gap: 1.5) }
  }
}
