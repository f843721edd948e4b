import ReparteeGraph

/// A place on the page: x to the right, y down, in points.
struct Point: Hashable, Sendable {
  var x = 0.0
  var y = 0.0

  func distance(to other: Point) -> Double { length(x - other.x, y - other.y) }
  func moved(by radius: Double, at angle: Double) -> Point {
    Point(x: x + radius * cosine(angle), y: y + radius * sine(angle))
  }
}

/// The length of an arrow.
func length(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }

/// A round mark.
struct Disc: Hashable, Sendable {
  var center: Point
  var radius: Double

  var bounds: Box { Box(x: center.x - radius, y: center.y - radius, width: 2 * radius, height: 2 * radius) }
  func overlaps(_ other: Disc, gap: Double = 0) -> Bool {
    center.distance(to: other.center) < radius + other.radius + gap
  }
}

/// A straight line between two places.
struct Segment: Hashable, Sendable {
  var from: Point
  var to: Point

  /// How far a place is from the nearest place on the line.
  func distance(to point: Point) -> Double {
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    let square = dx * dx + dy * dy
    if square == 0 { return point.distance(to: from) }
    let share = min(1, max(0, ((point.x - from.x) * dx + (point.y - from.y) * dy) / square))
    return point.distance(to: Point(x: from.x + share * dx, y: from.y + share * dy))
  }
}

/// A rectangle with its sides along the page's.
struct Box: Hashable, Sendable {
  var x = 0.0
  var y = 0.0
  var width = 0.0
  var height = 0.0

  var maxX: Double { x + width }
  var maxY: Double { y + height }
  var center: Point { Point(x: x + width / 2, y: y + height / 2) }

  func inset(by margin: Double) -> Box {
    Box(x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin)
  }
  func contains(_ other: Box) -> Bool {
    other.x >= x && other.y >= y && other.maxX <= maxX && other.maxY <= maxY
  }
  func overlaps(_ other: Box) -> Bool { x < other.maxX && other.x < maxX && y < other.maxY && other.y < maxY }
  func overlaps(_ disc: Disc, gap: Double = 0) -> Bool {
    let nearX = min(max(disc.center.x, x), maxX)
    let nearY = min(max(disc.center.y, y), maxY)
    return length(disc.center.x - nearX, disc.center.y - nearY) < disc.radius + gap
  }

  /// Whether a line touches the rectangle (Liang and Barsky's clipping).
  func crosses(_ line: Segment) -> Bool {
    let (dx, dy) = (line.to.x - line.from.x, line.to.y - line.from.y)
    var (enter, leave) = (0.0, 1.0)
    func clip(_ step: Double, _ room: Double) -> Bool {
      if step == 0 { return room >= 0 }
      if step < 0 { enter = max(enter, room / step) } else { leave = min(leave, room / step) }
      return enter <= leave
    }
    return clip(-dx, line.from.x - x) && clip(dx, maxX - line.from.x) && clip(-dy, line.from.y - y)
      && clip(dy, maxY - line.from.y)
  }
}
