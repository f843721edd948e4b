/// Where nodes go when some of them stand where an earlier picture has them: those stay, the others find room near those
/// they are tied to.
struct PinnedArrangement {
  /// The radius each node takes with everything around it, and that of its own shape.
  var reach: [Double]
  var shape: [Double]
  /// Where nodes are pinned; nil where they are new.
  var pinned: [Point?]
  var edges: [GraphvizLayout.Edge]
  var page: Box
  var largestScale: Double

  func result() -> NetworkArrangement.Result {
    let scale = self.scale()
    var centers = pinned.map { $0.map { inside($0, radius: 0) } ?? page.center }
    var isPlaced = pinned.map { $0 != nil }
    var neighbours = [[Int]](repeating: [], count: reach.count)
    for edge in edges {
      neighbours[edge.first].append(edge.second)
      neighbours[edge.second].append(edge.first)
    }
    var taken = DiscGrid(cell: 12)
    for node in centers.indices where isPlaced[node] {
      centers[node] = inside(centers[node], radius: shape[node] * scale)
      taken.insert(Disc(center: centers[node], radius: shape[node] * scale))
    }
    for node in centers.indices where !isPlaced[node] {
      let near = neighbours[node].filter { isPlaced[$0] }
      let count = Double(max(1, near.count))
      let start =
        near.isEmpty
        ? page.center
        : Point(
          x: near.reduce(0) { $0 + centers[$1].x } / count, y: near.reduce(0) { $0 + centers[$1].y } / count)
      centers[node] = freePlace(from: start, radius: shape[node] * scale, gap: 3 * scale, taken: taken)
      taken.insert(Disc(center: centers[node], radius: shape[node] * scale))
      isPlaced[node] = true
    }
    return NetworkArrangement.Result(centers: centers, scale: scale)
  }

  /// As large as lets pinned shapes stand apart, their fans too where that leaves them large enough.
  private func scale() -> Double {
    let fixed = pinned.indices.filter { pinned[$0] != nil }
    var (roomy, most) = (largestScale, largestScale)
    for (place, first) in fixed.enumerated() {
      for second in fixed[(place + 1)...] {
        guard let a = pinned[first], let b = pinned[second] else { continue }
        let apart = max(1e-3, a.distance(to: b))
        roomy = min(roomy, apart / (reach[first] + reach[second]))
        most = min(most, apart / (shape[first] + shape[second] + 2))
      }
    }
    return max(0.05, min(most, max(roomy, 0.6)))
  }

  private func inside(_ point: Point, radius: Double) -> Point {
    Point(
      x: min(max(point.x, page.x + radius), page.maxX - radius),
      y: min(max(point.y, page.y + radius), page.maxY - radius))
  }

  /// The first free place on growing circles.
  private func freePlace(from start: Point, radius: Double, gap: Double, taken: DiscGrid) -> Point {
    let step = max(3, radius + gap)
    for ring in 0..<200 {
      for slot in 0..<max(1, 6 * ring) {
        let turn = Double(slot) / Double(max(1, 6 * ring)) * 2 * .pi
        let point = start.moved(by: Double(ring) * step, at: turn)
        let disc = Disc(center: point, radius: radius)
        if page.contains(disc.bounds), !taken.touches(disc, gap: gap) { return point }
      }
    }
    return inside(start, radius: radius)
  }
}
