/// An arc that runs from thick to thin: from who speaks to who is spoken to. Readers follow it more surely than an
/// arrowhead, and it stays quiet where many meet (Holten and van Wijk, "A user study on visualizing directed edges in
/// graphs", CHI 2009, https://doi.org/10.1145/1518701.1519054).
struct Taper {
  var from: Point
  var to: Point
  /// How far the arc bows out to its left, as a share of its length.
  var bend: Double
  /// The width at the beginning.
  var thick: Double
  /// The width at the end.
  var thin: Double

  /// Where the arc bows out furthest (the control point of a quadratic curve).
  var control: Point {
    Point(
      x: (from.x + to.x) / 2 + (to.y - from.y) * 2 * bend, y: (from.y + to.y) / 2 - (to.x - from.x) * 2 * bend)
  }

  /// A place on the middle line, 0 the beginning and 1 the end.
  func point(at share: Double) -> Point {
    let (a, b, c) = ((1 - share) * (1 - share), 2 * share * (1 - share), share * share)
    return Point(x: a * from.x + b * control.x + c * to.x, y: a * from.y + b * control.y + c * to.y)
  }

  /// The outline as the data of a path: two quadratic curves around the middle line.
  var path: String {
    let length = max(1e-9, from.distance(to: to))
    let (x, y) = ((to.y - from.y) / length, -(to.x - from.x) / length)
    func side(_ point: Point, _ width: Double) -> String {
      NumberText.decimal(point.x + x * width / 2) + " " + NumberText.decimal(point.y + y * width / 2)
    }
    let middle = (thick + thin) / 2
    return "M" + side(from, thick) + "Q" + side(control, middle) + " " + side(to, thin) + "L" + side(to, -thin) + "Q"
      + side(control, -middle) + " " + side(from, -thick) + "Z"
  }

  /// The middle line in short straight pieces: what labels keep clear of.
  var segments: [Segment] {
    let points = stride(from: 0.0, through: 1.0, by: 0.125).map(point(at:))
    return zip(points, points.dropFirst()).map { Segment(from: $0, to: $1) }
  }
}
