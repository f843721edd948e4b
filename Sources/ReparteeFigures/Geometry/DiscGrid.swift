/// Discs by where they lie, to ask quickly whether a new one would touch any.
struct DiscGrid {
  private let cell: Double
  private var cells: [Cell: [Disc]] = [:]
  private var largest = 0.0

  private struct Cell: Hashable {
    var column: Int
    var row: Int
  }

  init(cell: Double) { self.cell = max(cell, 0.5) }

  mutating func insert(_ disc: Disc) {
    largest = max(largest, disc.radius)
    cells[self.cell(of: disc.center), default: []].append(disc)
  }

  func touches(_ disc: Disc, gap: Double) -> Bool {
    let reach = disc.radius + largest + gap
    let low = cell(of: Point(x: disc.center.x - reach, y: disc.center.y - reach))
    let high = cell(of: Point(x: disc.center.x + reach, y: disc.center.y + reach))
    for row in low.row...high.row {
      for column in low.column...high.column {
        if let here = cells[Cell(column: column, row: row)], here.contains(where: { $0.overlaps(disc, gap: gap) }) {
          return true
        }
      }
    }
    return false
  }

  private func cell(of point: Point) -> Cell {
    Cell(column: Int((point.x / cell).rounded(.down)), row: Int((point.y / cell).rounded(.down)))
  }
}
