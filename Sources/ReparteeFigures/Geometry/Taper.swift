import ReparteeText

/// An arc that runs from thick to thin: from who speaks to who is spoken to. Readers follow it more surely than an
/// arrowhead, and it stays quiet where many meet (Holten and van Wijk, "A user study on visualizing directed edges in
/// graphs", CHI 2009, https://doi.org/10.1145/1518701.1519054).
struct Taper {
  var from: Point
  /// Where the arc bows out to: the control point of a quadratic curve.
  var control: Point
  var to: Point
  /// The width at the beginning.
  var thick: Double
  /// The width at the end.
  var thin: Double

  /// An arc that bows out to its left by a share of its length.
  init(from: Point, to: Point, bend: Double, thick: Double, thin: Double) {
    (self.from, self.to, self.thick, self.thin) = (from, to, thick, thin)
    control = Point(
      x: (from.x + to.x) / 2 + (to.y - from.y) * 2 * bend, y: (from.y + to.y) / 2 - (to.x - from.x) * 2 * bend)
  }

  /// A place on the middle line, 0 the beginning and 1 the end.
  func point(at share: Double) -> Point {
    let (a, b, c) = ((1 - share) * (1 - share), 2 * share * (1 - share), share * share)
    return Point(x: a * from.x + b * control.x + c * to.x, y: a * from.y + b * control.y + c * to.y)
  }

  /// The part between two shares of the arc, as thick as it is there at its ends.
  func part(from low: Double, to high: Double) -> Taper {
    var part = self
    part.from = point(at: low)
    part.to = point(at: high)
    func between(_ a: Point, _ b: Point) -> Point {
      Point(x: a.x + (b.x - a.x) * low, y: a.y + (b.y - a.y) * low)
    }
    // De Casteljau: the tangents at both ends meet in the new control point.
    let (first, second) = (between(from, control), between(control, to))
    part.control = Point(x: first.x + (second.x - first.x) * high, y: first.y + (second.y - first.y) * high)
    return part
  }

  /// The outline as the data of a path: two quadratic curves around the middle line.
  var path: String {
    func normal(_ a: Point, _ b: Point) -> Point {
      let length = max(1e-9, a.distance(to: b))
      return Point(x: (b.y - a.y) / length, y: -(b.x - a.x) / length)
    }
    func side(_ point: Point, _ normal: Point, _ width: Double) -> String {
      NumberFormat.short(point.x + normal.x * width / 2) + " " + NumberFormat.short(point.y + normal.y * width / 2)
    }
    let (start, middle, end) = (normal(from, control), normal(from, to), normal(control, to))
    let width = (thick + thin) / 2
    return "M" + side(from, start, thick) + "Q" + side(control, middle, width) + " " + side(to, end, thin) + "L"
      + side(to, end, -thin) + "Q" + side(control, middle, -width) + " " + side(from, start, -thick) + "Z"
  }
}
