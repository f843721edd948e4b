import ReparteeGraph
import ReparteeText

/// A communities diagram with everything at its place: a disc a community, its leading voices below it, and arcs from
/// who replies to whom.
struct CommunitiesScene {
  /// A community's disc with the text below it, which no other comes near.
  struct Island {
    var community: Int
    var disc: Disc
    var heading: TextLine
    /// The leading voices: the mark before each name, and the name.
    var leaders: [(voice: DrawnVoice, mark: Disc, line: TextLine)]
  }

  struct Arc {
    var edge: CommunitiesDiagram.Edge
    var taper: Taper
  }

  let diagram: CommunitiesDiagram
  let page: FigurePage
  let frame: PageFrame
  var islands: [Island] = []
  var arcs: [Arc] = []
  var backbone = EdgeBackbone([], communities: 0, budget: 0)
  /// The people that a disc of radius 1 stands for.
  var peopleOfUnitDisc = 1.0

  init(_ diagram: CommunitiesDiagram, page: FigurePage) throws {
    self.diagram = diagram
    self.page = page
    let known = diagram.leftOut.map { DisplayText.cleaned($0, limit: 1_000, placeholder: "") }
    frame = PageFrame(
      page: page, title: DisplayText.cleaned(diagram.title, limit: 300, placeholder: "Communities"),
      subtitle: diagram.subtitle,
      notes: (known + ["Not drawn: communities, arcs."]).joined(separator: " "))
    // The most that fits: fewer names first, then fewer communities.
    for (count, names) in [
      (20, 3), (16, 3), (14, 3), (12, 3), (12, 2), (10, 2), (8, 2), (8, 1), (6, 1), (4, 1), (3, 1), (2, 1), (1, 1),
    ] {
      let count = min(count, diagram.communities.count)
      if count == 0 { break }
      let blocks = (0..<count).map { block(of: $0, names: names) }
      guard let centers = try fittingCenters(blocks) else { continue }
      place(blocks, at: centers)
      break
    }
  }

  private struct Block {
    var community: Int
    var radius: Double
    var heading: (lead: String, text: String)
    var names: [(voice: DrawnVoice, rank: String, name: String)]
    var textWidth: Double
    var size: (width: Double, height: Double)
  }

  private static let leading = 1.3

  private func block(of number: Int, names: Int) -> Block {
    let (community, text) = (diagram.communities[number], frame.text)
    let largest = Double(max(1, diagram.communities.lazy.map(\.people).max() ?? 1))
    let radius = text * max(0.9, 3.4 * (Double(max(0, community.people)) / largest).squareRoot())
    let heading = (NumberFormat.text(community.people, "person", "people"), inside(community))
    let shown = community.leaders.prefix(names).map { voice in
      (
        voice, voice.rank.map { NumberFormat.exact($0) } ?? "",
        TextMetrics.truncated(voice.name, toWidth: 12 * text, size: text)
      )
    }
    let widths =
      [TextLine(lead: heading.0, text: heading.1, x: 0, baseline: 0, size: text).width]
      + shown.map { TextLine(lead: $0.1, text: $0.2, x: 0, baseline: 0, size: text).width + 1.2 * text }
    let width = widths.max() ?? 0
    let height = 2 * radius + (Double(shown.count + 1) * Self.leading + 0.5) * text
    return Block(
      community: number, radius: radius, heading: heading, names: shown, textWidth: width,
      size: (max(2 * radius, width) + 1.6 * text, height + 1.4 * text))
  }

  /// How many of its members' replies stay inside: of fewer than fifty without a percentage.
  private func inside(_ community: CommunitiesDiagram.Community) -> String {
    guard let inside = community.repliesInside, let all = community.replies, all > 0 else { return "" }
    return all < 50
      ? "\(inside) of \(NumberFormat.text(all, "reply", "replies")) inside"
      : "\((100 * inside + all / 2) / all)% inside"
  }

  /// Places for boxes of these sizes that keep apart and within the picture; nil where they do not fit.
  private func fittingCenters(_ blocks: [Block]) throws -> [Point]? {
    let sizes = blocks.map(\.size)
    let (picture, count) = (frame.picture, blocks.count)
    let area = sizes.reduce(0) { $0 + $1.width * $1.height }
    if area > 0.85 * picture.width * picture.height || sizes.contains(where: { $0.height > picture.height }) {
      return nil
    }
    var layout = GraphvizLayout(
      nodes: sizes.map { GraphvizLayout.Node(width: $0.width, height: $0.height) },
      edges: EdgeBackbone(diagram.edges, communities: count, budget: 3 * count).kept.map {
        GraphvizLayout.Edge(first: $0.from, second: $0.to, weight: 1 + Int(2 * decimalLogarithm(Double($0.replies))))
      }, seed: diagram.seed)
    // Where nothing joins two parts, a ring of weak edges keeps them on one page.
    if count > 2 { layout.edges += (0..<count).map { GraphvizLayout.Edge(first: $0, second: ($0 + 1) % count) } }
    let cloud = PointCloud(try layout.forceDirected()).landscape().centered()
    let bounds = cloud.bounds
    let (across, down) = (picture.width / max(bounds.width, 1e-6), picture.height / max(bounds.height, 1e-6))
    let start = zip(blocks, cloud.points).map { block, point in
      earlierCenter(of: block)
        ?? Point(x: picture.center.x + 0.8 * across * point.x, y: picture.center.y + 0.8 * down * point.y)
    }
    return BoxSeparation(page: picture).result(start, sizes: sizes)
  }

  /// Where the first of its leading voices that an earlier picture has puts a block: communities have no names that last,
  /// their voices have.
  private func earlierCenter(of block: Block) -> Point? {
    guard let earlier = page.positions else { return nil }
    for (number, name) in block.names.enumerated() {
      guard let old = earlier.place(of: name.voice.name, on: frame.page) else { continue }
      let mark = mark(number, of: block, at: Point())
      return Point(x: old.x - mark.x, y: old.y - mark.y)
    }
    return nil
  }

  /// The mark before a leading voice's name, in a block around this point.
  private func mark(_ number: Int, of block: Block, at center: Point) -> Point {
    Point(
      x: center.x - block.textWidth / 2 + 0.5 * frame.text,
      y: headingBaseline(of: block, at: center) + (Self.leading * Double(number + 1) - 0.34) * frame.text)
  }

  private func headingBaseline(of block: Block, at center: Point) -> Double {
    center.y - block.size.height / 2 + 0.7 * frame.text + 2 * block.radius + 1.25 * frame.text
  }

  private mutating func place(_ blocks: [Block], at centers: [Point]) {
    let text = frame.text
    let largest = Double(max(1, diagram.communities.lazy.map(\.people).max() ?? 1))
    peopleOfUnitDisc = largest / (3.4 * text * 3.4 * text)
    for (block, center) in zip(blocks, centers) {
      let top = center.y - block.size.height / 2 + 0.7 * text
      let disc = Disc(center: Point(x: center.x, y: top + block.radius), radius: block.radius)
      let heading = TextLine(
        lead: block.heading.lead, text: block.heading.text, x: center.x,
        baseline: headingBaseline(of: block, at: center), size: text, anchor: .middle)
      let leaders = block.names.enumerated().map { number, leader in
        let mark = mark(number, of: block, at: center)
        let line = TextLine(
          lead: leader.rank, text: leader.name, x: mark.x + 0.7 * text, baseline: mark.y + 0.34 * text, size: text)
        return (voice: leader.voice, mark: Disc(center: mark, radius: 0.36 * text), line: line)
      }
      islands.append(Island(community: block.community, disc: disc, heading: heading, leaders: leaders))
    }
    placeArcs()
  }
}

/// Arcs between communities, around the text of others where they can.
extension CommunitiesScene {
  /// Fills `arcs` once the islands stand.
  mutating func placeArcs() {
    let text = frame.text
    backbone = EdgeBackbone(
      diagram.edges, communities: islands.count, budget: min(diagram.arcBudget, 2 * islands.count + 2))
    let most = Double(backbone.kept.first?.replies ?? 1)
    for edge in backbone.kept {
      let (from, to) = (islands[edge.from].disc, islands[edge.to].disc)
      let share = (Double(edge.replies) / most).squareRoot()
      // The bend whose arc runs over the least text of others.
      let tapers = [0.09, 0.15, 0.22, 0.3, 0.03].map { bend in
        let taper = Taper(
          from: from.center, to: to.center, bend: bend, thick: text * max(0.12, 0.62 * share),
          thin: text * max(0.04, 0.1 * share))
        return Self.trimmed(taper, from: islands[edge.from], to: islands[edge.to])
      }
      let others = islands.indices.filter { $0 != edge.from && $0 != edge.to }
      let costs = tapers.map { taper in
        others.count { other in (0...24).contains { islands[other].holds(taper.point(at: Double($0) / 24)) } }
          + (frame.picture.contains(Box(x: taper.point(at: 0.5).x, y: taper.point(at: 0.5).y)) ? 0 : 1)
      }
      let best = tapers.indices.min { (costs[$0], $0) < (costs[$1], $1) } ?? 0
      arcs.append(Arc(edge: edge, taper: tapers[best]))
    }
  }

  /// The arc between the two islands, clear of their discs and text.
  private static func trimmed(_ taper: Taper, from: Island, to: Island) -> Taper {
    let steps = 100
    let shares = (0...steps).map { Double($0) / Double(steps) }
    let low = shares.last { from.holds(taper.point(at: $0)) } ?? 0
    let high = shares.first { $0 > low && to.holds(taper.point(at: $0)) } ?? 1
    return taper.part(from: low, to: high)
  }
}

extension CommunitiesScene.Island {
  /// The boxes of its text.
  var textBoxes: [Box] {
    [heading.box]
      + leaders.map {
        Box(
          x: $0.mark.center.x - $0.mark.radius, y: $0.line.box.y,
          width: $0.line.box.maxX - $0.mark.center.x + $0.mark.radius, height: $0.line.box.height)
      }
  }

  /// Whether a place lies on the disc or the text.
  func holds(_ point: Point) -> Bool {
    let dot = Disc(center: point, radius: 0)
    return disc.overlaps(dot, gap: 1.5) || textBoxes.contains { $0.overlaps(dot, gap: 1.5) }
  }
}
