import ReparteeGraph

/// Points by two values; some of them named. Points that would hide each other are moved apart a little.
package struct ScatterChart: Sendable {
  /// One thing with two values.
  package struct Item: Sendable {
    /// Its name and how it is drawn.
    package var voice: DrawnVoice
    /// The value across.
    package var x: Double
    /// The value upwards.
    package var y: Double
    /// Whether its name is written, as far as there is room; the first items find the best places.
    package var isNamed: Bool

    /// A thing with two values.
    package init(voice: DrawnVoice, x: Double, y: Double, isNamed: Bool) {
      self.voice = voice
      self.x = x
      self.y = y
      self.isNamed = isNamed
    }
  }

  /// Words about a part of the picture, written in a corner of it; the part may be set off from the rest.
  package struct Remark: Sendable {
    /// Which corner.
    package enum Corner: Sendable {
      /// Values above 0.
      case upperLeft
      /// The strip of 0.
      case lowerRight
    }
    /// What the corner is called.
    package var title: String
    /// What stands below the title.
    package var text: String
    /// Where it stands.
    package var corner: Corner
    /// How far the part reaches from its side of the chart, as a value across; 0 sets nothing off.
    package var xLimit: Double

    /// Words in a corner.
    package init(title: String, text: String, corner: Corner, xLimit: Double = 0) {
      self.xLimit = xLimit
      self.title = title
      self.text = text
      self.corner = corner
    }
  }

  /// The title above the picture.
  package var title: String
  /// The line below the title.
  package var subtitle: String
  /// The points, the most important first.
  package var items: [Item]
  /// What lies across.
  package var xTitle: String
  /// What rises.
  package var yTitle: String
  /// Words in the corners.
  package var remarks: [Remark]
  /// Sentences about what was left out.
  package var leftOut: [String]
  /// The finding as text.
  package var summary: String?
  /// What ids begin with where the page says nothing.
  var identifier = "scatter"

  /// A chart with logarithmic axes; values of 0 have a strip of their own.
  package init(
    title: String, subtitle: String = "", items: [Item], xTitle: String, yTitle: String, remarks: [Remark] = [],
    leftOut: [String] = [], summary: String? = nil
  ) {
    self.title = title
    self.subtitle = subtitle
    self.items = items
    self.xTitle = xTitle
    self.yTitle = yTitle
    self.remarks = remarks
    self.leftOut = leftOut
    self.summary = summary
  }
}

extension ScatterChart: Figure {
  /// The chart on a page.
  package func drawing(on page: FigurePage) throws -> Drawing {
    try page.validate()
    let scene = ScatterScene(self, page: page)
    let rows = items.map { item -> [TableCell] in
      [
        .integer(item.voice.rank), .text(item.voice.section.rawValue), .text(item.voice.name),
        .text(item.voice.kind.rawValue), .decimal(item.x, places: item.x == item.x.rounded() ? 0 : 2),
        .decimal(item.y, places: item.y == item.y.rounded() ? 0 : 2),
      ]
    }
    var graph = DrawnGraph()
    graph.nodes = zip(items, scene.marks).map { item, mark in
      DrawnGraph.Node(
        label: item.isNamed ? item.voice.name : "", group: item.voice.section.rawValue, disc: mark,
        color: item.voice.section.color)
    }
    return Drawing(
      svg: scene.svg(),
      table: ResultTable(columns: ["rank", "section", "voice", "kind", xTitle, yTitle], rows: rows), graph: graph,
      headingHeight: scene.frame.headingHeight)
  }
}
