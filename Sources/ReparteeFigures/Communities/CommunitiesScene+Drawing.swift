import ReparteeGraph
import ReparteeText

/// The scene as SVG: arcs, then discs, then text.
extension CommunitiesScene {
  func svg() -> String {
    var svg = SVGDocument(
      page: page, identifier: "communities",
      title: DisplayText.cleaned(diagram.title, limit: 300, placeholder: "Communities"), description: description)
    if islands.isEmpty {
      svg.draw(frame.emptyLine("No communities to draw."))
    } else {
      svg.begin("g", [("fill", Palette.thinLine.hex)])
      for arc in arcs {
        svg.begin("path", [("d", arc.taper.path)])
        svg.tooltip(
          NumberFormat.text(arc.edge.replies, "reply", "replies") + " from " + label(arc.edge.from) + " to "
            + label(arc.edge.to))
        svg.end()
      }
      svg.end()
      for island in islands { draw(island, into: &svg) }
      legend.draw(into: &svg)
    }
    for line in frame.title + frame.lines(ofNotes: notes) { svg.draw(line) }
    return svg.finished()
  }

  private func label(_ community: Int) -> String { DisplayText.cleaned(diagram.communities[community].label) }

  private func draw(_ island: Island, into svg: inout SVGDocument) {
    let own = diagram.communities[island.community]
    let tooltip =
      label(island.community) + "\n" + NumberFormat.text(own.people, "person", "people")
      + Self.staying(own)
    svg.group(tooltip: tooltip) {
      $0.circle(
        island.disc,
        [
          ("fill", Palette.tint.hex), ("stroke", Palette.blue.hex),
          ("stroke-width", SVGDocument.number(0.12 * frame.text)),
        ])
      $0.draw(
        TextLine(
          text: "\(island.community + 1)", x: island.disc.center.x,
          baseline: island.disc.center.y + 0.36 * frame.text, size: frame.text, bold: true, color: Palette.blue,
          anchor: .middle))
    }
    svg.rectangle(island.heading.box, [("fill", Palette.background.hex)])
    svg.draw(island.heading)
    for leader in island.leaders {
      let box = leader.line.box
      svg.rectangle(
        Box(x: box.x - 1.2 * frame.text, y: box.y, width: box.width + 1.2 * frame.text, height: box.height),
        [("fill", Palette.background.hex)])
      svg.group(tooltip: leader.voice.tooltip, link: leader.voice.link) {
        $0.mark(leader.voice.kind, leader.voice.section, at: leader.mark)
      }
      svg.draw(leader.line)
    }
  }

  private var legend: Legend {
    let largest = diagram.communities.lazy.map(\.people).max() ?? 0
    var entries: [Legend.Entry] = [
      .areas("Area: people", largest: largest, unit: peopleOfUnitDisc, smallest: 0.9 * frame.text),
      .text("Inside: the share of a community's replies that stay in it."),
    ]
    if !arcs.isEmpty {
      entries += [.heading("Arcs: replies between"), .row(.taper, "From who replies (thick) to whom (thin)")]
    }
    entries += Legend.entries(for: islands.flatMap { $0.leaders.map(\.voice) })
    return Legend(entries, in: frame)
  }

  private var notes: [String] {
    let notes = diagram.leftOut.map { DisplayText.cleaned($0, limit: 1_000, placeholder: "") }
    var left: [String] = []
    let missing = diagram.communities.dropFirst(islands.count)
    if !missing.isEmpty {
      let people = missing.reduce(0) { $0 + $1.people }
      left.append(
        NumberFormat.text(missing.count, "smaller community", "smaller communities") + " of "
          + NumberFormat.text(people, "person", "people"))
    }
    if backbone.leftCount > 0 {
      left.append(
        NumberFormat.text(backbone.leftCount, "weaker arc", "weaker arcs") + " of "
          + NumberFormat.text(backbone.leftReplies, "reply", "replies"))
    }
    let own = left.isEmpty ? [] : ["Not drawn: " + left.joined(separator: "; ") + "."]
    return own + notes.filter { !$0.isEmpty }
  }

  private var description: String {
    var sentences = diagram.summary.map { [DisplayText.cleaned($0, limit: 2_000, placeholder: "")] } ?? []
    sentences.append(
      "\(NumberFormat.text(islands.count, "community", "communities")) and "
        + "\(NumberFormat.text(arcs.count, "arrow", "arrows")) between them.")
    for island in islands.prefix(6) {
      let own = diagram.communities[island.community]
      let names = own.leaders.prefix(3).map { DisplayText.cleaned($0.label, limit: 60) }
      sentences.append(
        "\(label(island.community)): \(NumberFormat.text(own.people, "person", "people"))"
          + (names.isEmpty ? "." : ", around \(names.joined(separator: ", "))."))
    }
    return (sentences + notes).joined(separator: " ")
  }

  /// How many of its replies stay inside, on a line of its own.
  private static func staying(_ community: CommunitiesDiagram.Community) -> String {
    guard let inside = community.repliesInside, let all = community.replies else { return "" }
    return "\n\(NumberFormat.text(inside)) of \(NumberFormat.text(all, "reply", "replies")) stay inside"
  }

  /// A row a community, the largest first.
  var table: ResultTable {
    ResultTable(
      columns: ["community", "people", "replies_inside", "replies", "leading_voices"],
      rows: islands.map { island in
        let own = diagram.communities[island.community]
        return [
          .text(label(island.community)), .integer(own.people), .integer(own.repliesInside), .integer(own.replies),
          .text(island.leaders.map { $0.voice.name }.joined(separator: "; ")),
        ]
      })
  }

  var graph: DrawnGraph {
    var graph = DrawnGraph()
    graph.nodes = islands.map {
      DrawnGraph.Node(label: label($0.community), group: "community", disc: $0.disc, color: Palette.blue)
    }
    graph.arcs = arcs.map {
      DrawnGraph.Arc(from: $0.edge.from, to: $0.edge.to, weight: $0.edge.replies, isDirected: true)
    }
    return graph
  }
}
