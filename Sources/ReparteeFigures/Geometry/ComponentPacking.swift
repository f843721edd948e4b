import ReparteeGraph

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
    if parts.count < 2 { return parts.map { _ in Point() } }
    let masks = parts.map(mask)
    let order = parts.indices.sorted { (masks[$1].count, $0) < (masks[$0].count, $1) }
    // However the parts lie, they end within the sum of their sizes from the middle.
    let half = masks.reduce(8) { sum, mask in
      sum + 2 * (mask.reduce(1) { max($0, abs($1.column), abs($1.row)) } + 1)
    }
    var taken = Grid(half: min(half, 1_000))
    var offsets = Array(repeating: Point(), count: parts.count)
    for part in order {
      let place = freePlace(for: masks[part], taken: taken)
      taken.take(masks[part], at: place)
      offsets[part] = Point(x: Double(place.column) * cell, y: Double(place.row) * cell)
    }
    return offsets
  }

  /// Which cells are taken.
  private struct Grid {
    private let half: Int
    private let side: Int
    private var cells: [Bool]
    private(set) var isEmpty = true

    init(half: Int) {
      self.half = half
      side = 2 * half + 1
      cells = Array(repeating: false, count: side * side)
    }

    mutating func take(_ mask: [Place], at place: Place) {
      isEmpty = false
      for own in mask {
        let (column, row) = (own.column + place.column + half, own.row + place.row + half)
        if column >= 0, row >= 0, column < side, row < side { cells[row * side + column] = true }
      }
    }

    /// Looks at cells far apart first: where two parts collide, most often many cells do.
    func isFree(for mask: [Place], at place: Place) -> Bool {
      var start = 0
      while start < 16 {
        var position = start
        while position < mask.count {
          let (column, row) = (mask[position].column + place.column + half, mask[position].row + place.row + half)
          if column >= 0, row >= 0, column < side, row < side, cells[row * side + column] { return false }
          position += 16
        }
        start += 1
      }
      return true
    }
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
  private func freePlace(for mask: [Place], taken: Grid) -> Place {
    if taken.isEmpty { return Place(column: 0, row: 0) }
    let (across, down) = (aspect.squareRoot(), 1 / aspect.squareRoot())
    var radius = 1.0
    while true {
      let steps = max(8, Int(radius * 6))
      for step in 0..<steps {
        let turn = 2 * Double.pi * Double(step) / Double(steps)
        let place = Place(
          column: Int((radius * across * cosine(turn)).rounded()), row: Int((radius * down * sine(turn)).rounded()))
        if taken.isFree(for: mask, at: place) { return place }
      }
      radius += 1
    }
  }
}
