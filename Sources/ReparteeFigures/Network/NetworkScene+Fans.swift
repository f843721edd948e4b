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
    if distance(x, y) < 1e-6 {
      let middle = frame.picture.center
      (x, y) = (mark.disc.center.x - middle.x, mark.disc.center.y - middle.y)
    }
    return distance(x, y) < 1e-6 ? -.pi / 2 : angle(y: y, x: x)
  }
}
