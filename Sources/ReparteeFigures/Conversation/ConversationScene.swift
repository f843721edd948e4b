import ReparteeGraph
import ReparteeText

/// A conversation diagram with everything at its place. Each row holds one post or one fold; a post stands right of
/// what it answers, so names at the right of their marks never meet a line.
struct ConversationScene {
  struct Row {
    var content: ConversationFolding.Row
    var depth: Int
    /// The mark, or the box of a fold's count.
    var disc: Disc
    var box: Box?
    var label: TextLine
    /// From the post above: down, then across.
    var stem: Segment?
  }

  let diagram: ConversationDiagram
  let page: FigurePage
  let frame: PageFrame
  let folding: ConversationFolding
  private(set) var rows: [Row] = []
  /// Where moments stand; nil where no post has a time.
  let time: ElapsedTime?
  /// The room for names at the right.
  private static let nameWidth = 13.0

  init(_ diagram: ConversationDiagram, page: FigurePage) {
    self.diagram = diagram
    self.page = page
    let known = diagram.leftOut.map { DisplayText.cleaned($0, limit: 1_000, placeholder: "") }
    frame = PageFrame(
      page: page, title: DisplayText.cleaned(diagram.title, limit: 300, placeholder: "Conversation"),
      subtitle: diagram.subtitle,
      notes: (known + ["Posts with the most below them are drawn, the others folded."]).joined(separator: " "))
    let text = frame.text
    let most = Int((frame.picture.height - 2.6 * text) / (1.42 * text))
    folding = ConversationFolding(diagram.posts, rows: min(diagram.rowBudget, most))
    let moments = diagram.posts.compactMap(\.time)
    if let first = moments.min(), let last = moments.max() {
      time = ElapsedTime(
        span: Double(last - first), from: frame.picture.x + text,
        to: frame.picture.maxX - Self.nameWidth * text)
    } else {
      time = nil
    }
    placeRows(from: moments.min() ?? 0)
  }

  private mutating func placeRows(from first: Int64) {
    let text = frame.text
    let top = frame.picture.y + 2.4 * text
    let height = min(2.2 * text, (frame.picture.maxY - top) / Double(max(1, folding.rows.count)))
    let (left, right) = (frame.picture.x + text, frame.picture.maxX - Self.nameWidth * text)
    var places: [Int: (center: Point, depth: Int)] = [:]
    for (number, content) in folding.rows.enumerated() {
      let (parent, moment): (Int?, Int64?) =
        switch content {
        case .post(let post): (diagram.posts[post].parent, diagram.posts[post].time)
        case .fold(let fold): (fold.parent, fold.time)
        }
      let above = parent.flatMap { places[$0] }
      let depth = (above?.depth ?? -1) + 1
      let y = top + (Double(number) + 0.5) * height
      // Where a clock is wrong, or missing, a post still stands no further left than what it answers.
      let wanted: Double
      if let time, let moment {
        wanted = time.position(of: Double(moment - first))
      } else {
        wanted = time == nil ? min(right, left + Double(depth) * 1.4 * text) : left
      }
      var x = max(wanted, above?.center.x ?? left)
      var row: Row
      switch content {
      case .post(let post):
        let radius = text * min(0.52, 0.3 + 0.07 * decimalLogarithm(1 + Double(folding.below[post])))
        let disc = Disc(center: Point(x: x, y: y), radius: radius)
        row = Row(content: content, depth: depth, disc: disc, label: label(of: post, beside: disc))
        places[post] = (disc.center, depth)
      case .fold(let fold):
        let count = "+" + NumberFormat.text(fold.posts)
        let width = TextMetrics.width(of: count, size: text) + 0.8 * text
        x = max(x, (above?.center.x ?? left) + 0.9 * text)
        let box = Box(x: x, y: y - 0.62 * text, width: width, height: 1.24 * text)
        let people = NumberFormat.text(fold.people, "person", "people")
        let label = TextLine(
          text: (fold.posts == 1 ? "post by " : "posts by ") + people, x: box.maxX + 0.4 * text,
          baseline: y + 0.35 * text, size: text, color: Palette.quietText)
        row = Row(
          content: content, depth: depth, disc: Disc(center: Point(x: x, y: y), radius: 0), box: box, label: label)
      }
      if let above { row.stem = Segment(from: above.center, to: row.disc.center) }
      rows.append(row)
    }
  }

  private func label(of post: Int, beside disc: Disc) -> TextLine {
    let voice = diagram.posts[post].author.map { diagram.voices[$0] }
    let reach = disc.radius * (voice?.kind.outlineRadius ?? 1)
    let rank = voice?.rank.map { NumberFormat.exact($0) } ?? ""
    let x = disc.center.x + reach + 0.4 * frame.text
    let lead = rank.isEmpty ? 0 : TextMetrics.width(of: rank, size: frame.text, bold: true) + 0.3 * frame.text
    let label = name(of: post)
    return TextLine(
      lead: rank,
      text: TextMetrics.truncated(
        label, toWidth: min(24 * frame.text, frame.picture.maxX - x - lead), size: frame.text), x: x,
      baseline: disc.center.y + 0.35 * frame.text, size: frame.text,
      color: voice == nil ? Palette.quietText : Palette.text)
  }

  func name(of post: Int) -> String {
    guard let author = diagram.posts[post].author else {
      return diagram.posts[post].isMissing ? "a post that no file holds" : "nobody knows who"
    }
    return diagram.voices[author].name
  }

  /// How many people take part.
  var peopleCount: Int { Set(diagram.posts.lazy.filter { !$0.isMissing }.compactMap(\.author)).count }

  /// What is drawn, row by row.
  var table: ResultTable {
    ResultTable(
      columns: ["row", "level", "rank", "voice", "time", "posts_below", "folded_posts", "folded_people"],
      rows: rows.enumerated().map { number, row in
        switch row.content {
        case .post(let post):
          let own = diagram.posts[post]
          return [
            .integer(number + 1), .integer(row.depth), .integer(own.author.flatMap { diagram.voices[$0].rank }),
            .text(name(of: post)), .moment(own.time.map { Timestamp(milliseconds: $0) }),
            .integer(folding.below[post]), .empty, .empty,
          ]
        case .fold(let fold):
          return [
            .integer(number + 1), .integer(row.depth), .empty, .empty,
            .moment(fold.time.map { Timestamp(milliseconds: $0) }), .empty, .integer(fold.posts), .integer(fold.people),
          ]
        }
      })
  }

  /// The posts that are drawn, each with an arc to what it answers.
  var graph: DrawnGraph {
    var graph = DrawnGraph()
    var numbers: [Int: Int] = [:]
    for row in rows {
      guard case .post(let post) = row.content else { continue }
      let voice = diagram.posts[post].author.map { diagram.voices[$0] }
      numbers[post] = graph.nodes.count
      graph.nodes.append(
        DrawnGraph.Node(
          label: name(of: post), group: voice?.section.rawValue ?? "unknown", disc: row.disc,
          color: voice?.section.color ?? Palette.thinLine))
      guard let parent = diagram.posts[post].parent.flatMap({ numbers[$0] }) else { continue }
      graph.arcs.append(DrawnGraph.Arc(from: graph.nodes.count - 1, to: parent, weight: 1, isDirected: true))
    }
    return graph
  }
}
