/// Moves boxes apart within a page, as little as it can: each overlapping pair makes room along the shorter way, the
/// page holds all of them, and so on for a counted number of rounds.
struct BoxSeparation {
  var page: Box
  var rounds = 400

  /// Places for the boxes' middles where none overlap, or nil where they do not come apart.
  /// - Parameter sizes: no box larger than the page.
  func result(_ middles: [Point], sizes: [(width: Double, height: Double)]) -> [Point]? {
    var points = middles
    for round in 0..<rounds {
      for index in points.indices { points[index] = inside(points[index], sizes[index]) }
      var isFree = true
      for first in points.indices {
        for second in points.indices.dropFirst(first + 1) {
          let (dx, dy) = (points[second].x - points[first].x, points[second].y - points[first].y)
          let across = (sizes[first].width + sizes[second].width) / 2 - dx.magnitude
          let down = (sizes[first].height + sizes[second].height) / 2 - dy.magnitude
          if across <= 1e-6 || down <= 1e-6 { continue }
          isFree = false
          // Later rounds push along the other way now and then, so that a pair at the edge of the page gets around it.
          let isAcross = (across < down) != (round % 7 == 6)
          let step = 0.52 * (isAcross ? across : down)
          if isAcross {
            points[first].x -= dx < 0 ? -step : step
            points[second].x += dx < 0 ? -step : step
          } else {
            points[first].y -= dy < 0 ? -step : step
            points[second].y += dy < 0 ? -step : step
          }
        }
      }
      if isFree { return points }
    }
    return nil
  }

  private func inside(_ point: Point, _ size: (width: Double, height: Double)) -> Point {
    Point(
      x: min(max(point.x, page.x + size.width / 2), page.maxX - size.width / 2),
      y: min(max(point.y, page.y + size.height / 2), page.maxY - size.height / 2))
  }
}
