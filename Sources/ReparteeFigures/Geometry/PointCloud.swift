import ReparteeGraph

/// Positions of a drawing as a whole.
struct PointCloud {
  var points: [Point]

  init(_ points: [Point]) { self.points = points }

  /// With the middle of the surrounding box at 0, 0.
  func centered() -> PointCloud {
    let box = bounds
    return PointCloud(points.map { Point(x: $0.x - box.center.x, y: $0.y - box.center.y) })
  }

  /// Turned so that the direction in which the points spread most lies across the page.
  func landscape() -> PointCloud {
    let count = Double(max(1, points.count))
    let mean = Point(x: points.reduce(0) { $0 + $1.x } / count, y: points.reduce(0) { $0 + $1.y } / count)
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for point in points {
      let (dx, dy) = (point.x - mean.x, point.y - mean.y)
      xx += dx * dx
      xy += dx * dy
      yy += dy * dy
    }
    let turn = -0.5 * angle(y: 2 * xy, x: xx - yy)
    let (across, down) = (cosine(turn), sine(turn))
    return PointCloud(
      points.map { point in
        let (dx, dy) = (point.x - mean.x, point.y - mean.y)
        return Point(x: dx * across - dy * down, y: dx * down + dy * across)
      })
  }

  /// Turned by a right angle, so that what lies across the page stands upright.
  func portrait() -> PointCloud { PointCloud(points.map { Point(x: -$0.y, y: $0.x) }) }

  /// Scaled so that the surrounding box has this area, its proportions drawn towards `aspect` but never by more than
  /// three halves.
  func filling(area: Double, aspect: Double) -> PointCloud {
    let box = bounds
    let (width, height) = (max(box.width, 1e-6), max(box.height, 1e-6))
    let stretch = min(1.5, max(1 / 1.5, aspect * height / width))
    let across = stretch.squareRoot()
    let smallest = max(width, height) / 50
    let factor = (area / (max(width, smallest) * max(height, smallest))).squareRoot()
    return PointCloud(points.map { Point(x: $0.x * across * factor, y: $0.y / across * factor) })
  }

  var bounds: Box {
    let lowX = points.reduce(.infinity) { min($0, $1.x) }
    let lowY = points.reduce(.infinity) { min($0, $1.y) }
    return Box(
      x: lowX, y: lowY, width: points.reduce(-.infinity) { max($0, $1.x) } - lowX,
      height: points.reduce(-.infinity) { max($0, $1.y) } - lowY)
  }
}
