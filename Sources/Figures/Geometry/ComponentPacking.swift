/// Puts the parts of a picture that nothing joins close together, in the proportions of the page: the largest in the
/// middle, the others around it, wherever the discs leave room.
struct ComponentPacking {
  /// The grid on which room is counted; parts lie at least about one cell apart.
  var cell: Double
  /// The page's width over its height.
  var aspect: Double

  private struct Place: Hashable {
    var column: Int
    var row: Int
  }

  /// How far to move each part, in the order given; a part is a list of discs.
  func offsets(of parts: [[Disc]]) -> [Point] {
    let masks = parts.map(mask)
    let order = parts.indices.sorted { (masks[$1].count, $0) < (masks[$0].count, $1) }
    var taken: Set<Place> = []
    var offsets = Array(repeating: Point(), count: parts.count)
    for part in order {
      let place = freePlace(for: masks[part], taken: taken)
      for own in masks[part] { taken.insert(Place(column: own.column + place.column, row: own.row + place.row)) }
      offsets[part] = Point(x: Double(place.column) * cell, y: Double(place.row) * cell)
    }
    return offsets
  }

  /// The cells a part covers.
  private func mask(_ discs: [Disc]) -> [Place] {
    var places: Set<Place> = []
    for disc in discs {
      let reach = disc.radius + cell / 2
      for row in index(disc.center.y - reach)...index(disc.center.y + reach) {
        for column in index(disc.center.x - reach)...index(disc.center.x + reach) {
          let square = Box(x: Double(column) * cell, y: Double(row) * cell, width: cell, height: cell)
          if square.overlaps(disc, gap: cell / 2) { places.insert(Place(column: column, row: row)) }
        }
      }
    }
    return places.sorted { ($0.row, $0.column) < ($1.row, $1.column) }
  }

  private func index(_ value: Double) -> Int { Int((value / cell).rounded(.down)) }

  /// The free place nearest to the middle, on growing ellipses of the page's proportions.
  private func freePlace(for mask: [Place], taken: Set<Place>) -> Place {
    if taken.isEmpty { return Place(column: 0, row: 0) }
    let (across, down) = (aspect.squareRoot(), 1 / aspect.squareRoot())
    var radius = 1.0
    while true {
      let steps = max(8, Int(radius * 6))
      for step in 0..<steps {
        let turn = 2 * Double.pi * Double(step) / Double(steps)
        let place = Place(
          column: Int((radius * across * cosine(turn)).rounded()), row: Int((radius * down * sine(turn)).rounded()))
        if mask.allSatisfy({ !taken.contains(Place(column: $0.column + place.column, row: $0.row + place.row)) }) {
          return place
        }
      }
      radius += 1
    }
  }
}
