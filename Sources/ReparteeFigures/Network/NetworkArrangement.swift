/// Where nodes go on a page: the parts that edges hold together by Graphviz, the parts side by side by room, and
/// of several tries the one that lets everything be largest.
struct NetworkArrangement {
  /// The radius each node takes with everything around it.
  var reach: [Double]
  /// The radius of each node's own shape.
  var shape: [Double]
  /// How wide each node's name is on the page; 0 where it has none.
  var nameWidth: [Double]
  /// How high a name is.
  var nameHeight: Double
  var edges: [GraphvizLayout.Edge]
  var page: Box
  var largestScale: Double
  var seed: UInt32

  struct Result {
    var centers: [Point]
    var scale: Double
  }

  private struct Part {
    var nodes: [Int]
    var edges: [GraphvizLayout.Edge]
    /// Positions by spring forces, the longest direction along the page's longer side.
    var cloud: PointCloud
  }

  /// How much wider or higher than the page a part, or all parts together, may be asked to be.
  private static let shapes = [1, 0.6, 1.6]

  func result() throws -> Result {
    let parts = try self.parts()
    let first = try best(of: parts, names: 0)
    // Names do not shrink with the picture: where it is crowded, make room for them and try again.
    return first.scale < 1.2 ? try best(of: parts, names: 1 / first.scale) : first
  }

  /// `names`: how large the names are beside the shapes, 0 to leave them out of account.
  private func best(of parts: [Part], names: Double) throws -> Result {
    let aspect = page.width / page.height
    var best: Result?
    for shape in Self.shapes.prefix(parts.count { $0.nodes.count > 2 } > 1 ? 3 : 1) {
      let placed = try parts.map { try place($0, aspect: aspect * shape, names: names) }
      let area = placed.joined().reduce(0) { $0 + $1.radius * $1.radius }
      for proportion in parts.count > 1 ? Self.shapes : [1] {
        let cell = max(0.5 * nameHeight, area.squareRoot() / 25)
        let offsets = ComponentPacking(cell: cell, aspect: aspect * proportion).offsets(of: placed)
        var discs = reach.map { Disc(center: Point(), radius: $0) }
        for (part, (own, offset)) in zip(parts, zip(placed, offsets)) {
          for (node, disc) in zip(part.nodes, own) {
            discs[node].center = Point(x: disc.center.x + offset.x, y: disc.center.y + offset.y)
          }
        }
        let result = fit(discs)
        if result.scale > (best?.scale ?? 0) * 1.001 { best = result }
      }
    }
    return best ?? Result(centers: [], scale: 1)
  }

  /// The nodes in the parts that edges hold together, each part in order.
  private func parts() throws -> [Part] {
    var leader = Array(reach.indices)
    func root(_ node: Int) -> Int {
      var node = node
      while leader[node] != node {
        leader[node] = leader[leader[node]]
        node = leader[node]
      }
      return node
    }
    for edge in edges {
      let (a, b) = (root(edge.first), root(edge.second))
      leader[max(a, b)] = min(a, b)
    }
    var members: [Int: [Int]] = [:]
    var position = Array(repeating: 0, count: reach.count)
    for node in leader.indices {
      position[node] = members[root(node), default: []].count
      members[root(node), default: []].append(node)
    }
    var own: [Int: [GraphvizLayout.Edge]] = [:]
    for edge in edges {
      own[root(edge.first), default: []].append(
        GraphvizLayout.Edge(first: position[edge.first], second: position[edge.second], weight: edge.weight))
    }
    return try members.keys.sorted().map { key in
      let nodes = members[key, default: []]
      let layout = GraphvizLayout(
        nodes: nodes.map { GraphvizLayout.Node(width: 2 * reach[$0], height: 2 * reach[$0]) },
        edges: own[key, default: []], seed: seed)
      let landscape = PointCloud(try layout.forceDirected()).landscape()
      let cloud = page.height > 1.1 * page.width ? landscape.portrait() : landscape
      return Part(nodes: nodes, edges: own[key, default: []], cloud: cloud)
    }
  }

  /// One part in these proportions, its nodes moved apart: a disc for each node, then small ones along the edges and
  /// below the nodes, so that no other part comes to lie on them or their names.
  private func place(_ part: Part, aspect: Double, names: Double) throws -> [Disc] {
    guard part.nodes.count > 1 else {
      return [Disc(center: Point(), radius: reach[part.nodes[0]])] + nameRoom(part.nodes[0], at: Point(), names: names)
    }
    var layout = GraphvizLayout(
      nodes: part.nodes.map { node in
        let name = nameWidth[node] > 0 ? names : 0
        return GraphvizLayout.Node(
          width: max(2 * reach[node], name * nameWidth[node]),
          height: max(2 * reach[node], 2 * (shape[node] + name * nameHeight)))
      }, edges: part.edges, seed: seed)
    let area = layout.nodes.reduce(0) { $0 + $1.width * $1.height }
    let stretched = part.cloud.filling(area: 1.0 * area, aspect: aspect)
    for (node, point) in stretched.points.enumerated() { layout.nodes[node].position = point }
    let apart = PointCloud(try layout.separated()).centered().points
    let discs = zip(part.nodes, apart).map { Disc(center: $1, radius: reach[$0]) }
    let beads = part.edges.flatMap { edge -> [Disc] in
      let (from, to) = (apart[edge.first], apart[edge.second])
      let count = Int(from.distance(to: to) / nameHeight)
      return (0..<count).map { bead in
        let share = (Double(bead) + 0.5) / Double(count)
        let center = Point(x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y))
        return Disc(center: center, radius: 0.4 * nameHeight)
      }
    }
    return discs + beads + zip(part.nodes, apart).flatMap { nameRoom($0, at: $1, names: names) }
  }

  /// Discs below a node, in the place of its name.
  private func nameRoom(_ node: Int, at center: Point, names: Double) -> [Disc] {
    let half = 0.5 * names * nameHeight
    guard half > 0, nameWidth[node] > 0 else { return [] }
    let count = Int((names * nameWidth[node] / (2 * half)).rounded(.up))
    return (0..<count).map { number in
      let across = (Double(number) - Double(count - 1) / 2) * 2 * half
      return Disc(center: Point(x: center.x + across, y: center.y + shape[node] + half), radius: half)
    }
  }

  /// Fills the page: everything grows or shrinks alike, and the room that is left on one side is shared out between the
  /// centres.
  private func fit(_ discs: [Disc]) -> Result {
    let bounds = discs.map(\.bounds)
    let low = Point(x: bounds.reduce(.infinity) { min($0, $1.x) }, y: bounds.reduce(.infinity) { min($0, $1.y) })
    let high = Point(
      x: bounds.reduce(-.infinity) { max($0, $1.maxX) }, y: bounds.reduce(-.infinity) { max($0, $1.maxY) })
    let (across, down) = (page.width / (high.x - low.x), page.height / (high.y - low.y))
    let scale = min(across, down, largestScale)
    let (stretchX, stretchY) = (min(across, 1.6 * scale), min(down, 1.6 * scale))
    let (middle, target) = (Point(x: (low.x + high.x) / 2, y: (low.y + high.y) / 2), page.center)
    let centers = discs.map { disc in
      Point(x: target.x + (disc.center.x - middle.x) * stretchX, y: target.y + (disc.center.y - middle.y) * stretchY)
    }
    return Result(centers: centers, scale: scale)
  }
}
