import ReparteeGraph
import ReparteeText

/// The scene as SVG: rings, then ties, then people and, on top, text.
extension EgoScene {
  func svg() -> String {
    var svg = SVGDocument(
      page: page, identifier: "ego",
      title: DisplayText.cleaned(diagram.title, limit: 300, placeholder: "Ego network"), description: description)
    drawRings(into: &svg)
    drawTies(into: &svg)
    for dot in dots.reversed() {
      let person = diagram.people[dot.person]
      svg.group(tooltip: tooltip(of: person), link: person.link) {
        $0.dot(dot.disc, person.relationship.color, hollow: person.relationship.isHollow, ring: person.follows)
      }
    }
    svg.group(tooltip: diagram.voice.tooltip, link: diagram.voice.link) {
      $0.mark(diagram.voice.kind, diagram.voice.section, at: mark)
    }
    for band in bands {
      svg.draw(label: band.title, in: band.title.box)
      guard let fold = band.fold else { continue }
      let tooltip =
        NumberFormat.text(fold.count, "more person", "more people") + ": " + band.relationship.meaning.lowercased()
      svg.group(tooltip: tooltip) {
        $0.pill(fold.box, text: "+" + NumberFormat.text(fold.count, "person", "people"), size: frame.text)
      }
    }
    if let rim { svg.draw(label: rim, in: rim.box) }
    svg.draw(label: name, in: name.box)
    for label in labels {
      svg.draw(label: label.line(beside: dots[label.voice].disc.center, size: frame.text), in: label.box)
    }
    if dots.isEmpty {
      svg.draw(
        TextLine(
          text: "Nobody talks below its posts.", x: center.x, baseline: name.box.maxY + 1.6 * frame.text,
          size: frame.text,
          color: Palette.quietText, anchor: .middle))
    }
    legend.draw(into: &svg)
    for line in frame.title + frame.lines(ofNotes: notes) { svg.draw(line) }
    return svg.finished()
  }

  private func drawRings(into svg: inout SVGDocument) {
    for band in bands {
      svg.element(
        "ellipse",
        [
          ("cx", SVGDocument.number(center.x)), ("cy", SVGDocument.number(center.y)),
          ("rx", SVGDocument.number(band.width)), ("ry", SVGDocument.number(band.height)),
          ("fill", "none"), ("stroke", Palette.thinLine.hex),
          ("stroke-width", SVGDocument.number(0.05 * frame.text)),
        ])
    }
    guard rim != nil, let last = bands.last else { return }
    svg.element(
      "ellipse",
      [
        ("cx", SVGDocument.number(center.x)), ("cy", SVGDocument.number(center.y)),
        ("rx", SVGDocument.number(last.width + 1.4 * frame.text)),
        ("ry", SVGDocument.number(last.height + 0.25 * frame.text)), ("fill", "none"),
        ("stroke", Palette.thinLine.hex), ("stroke-width", SVGDocument.number(0.08 * frame.text)),
        ("stroke-dasharray", "2 2"),
      ])
  }

  /// Two-way ties are strong, one-way ones run from thick to thin towards the voice; who talks further down has none.
  private func drawTies(into svg: inout SVGDocument) {
    let oneWay = dots.filter { diagram.people[$0.person].relationship == .onlyReplies }
    svg.begin("g", [("fill", Palette.thinLine.hex)])
    for dot in oneWay {
      let arc = Taper(from: dot.disc.center, to: center, bend: 0, thick: 0.1 * frame.text, thin: 0.02 * frame.text)
      svg.element("path", [("d", arc.path)])
    }
    svg.end()
    for relationship in [EgoDiagram.Relationship.answered, .cameBack] {
      let width = relationship == .cameBack ? 0.16 : 0.08
      svg.begin("g", SVGDocument.stroke(Palette.strongLine, width * frame.text))
      for dot in dots where diagram.people[dot.person].relationship == relationship {
        svg.line([dot.disc.center, center])
      }
      svg.end()
    }
  }

  private var legend: Legend {
    let text = frame.text
    var entries: [Legend.Entry] = [.heading("Nearer: more of a conversation")]
    for band in bands {
      let sample = Legend.Sample.dot(
        band.relationship.color, radius: 0.36 * text, hollow: band.relationship.isHollow, ring: false)
      entries.append(.row(sample, band.relationship.meaning))
    }
    if diagram.people.contains(where: \.follows) {
      entries.append(.row(.dot(Palette.blue, radius: 0.3 * text, hollow: false, ring: true), "With a ring: follows"))
    }
    entries.append(.text("The larger a dot, the more was said between the two."))
    let relationships = Set(bands.map(\.relationship))
    if !relationships.isEmpty { entries.append(.heading("Ties")) }
    if relationships.contains(.cameBack) {
      entries.append(.row(.line(Palette.strongLine, width: 0.16 * text, dash: nil), "Both, and back again"))
    }
    if relationships.contains(.answered) {
      entries.append(.row(.line(Palette.strongLine, width: 0.08 * text, dash: nil), "Both answered"))
    }
    if relationships.contains(.onlyReplies) {
      entries.append(.row(.taper, "Thick to thin: only that side replied"))
    }
    entries += Legend.entries(for: [diagram.voice])
    return Legend(entries, in: frame)
  }

  private var notes: [String] {
    var notes = diagram.leftOut.map { DisplayText.cleaned($0, limit: 1_000, placeholder: "") }
    let folded = bands.reduce(0) { $0 + ($1.fold?.count ?? 0) }
    if folded > 0 { notes.append("Folded into markers: \(NumberFormat.text(folded, "person", "people")).") }
    let unnamed = dots.count - labels.count
    if unnamed > 0 { notes.append("Drawn without a name: \(NumberFormat.text(unnamed, "person", "people")).") }
    return notes.filter { !$0.isEmpty }
  }

  private var description: String {
    var sentences = diagram.summary.map { [DisplayText.cleaned($0, limit: 2_000, placeholder: "")] } ?? []
    let counts = bands.map { $0.relationship.meaning.lowercased() + ": " + NumberFormat.text($0.count) }
    sentences.append(
      "The people around \(diagram.voice.name), on rings, the nearest those who "
        + "converse most. " + (counts.isEmpty ? "Nobody talks below its posts." : counts.joined(separator: "; ") + "."))
    if let silent = diagram.silentFollowers {
      sentences.append(
        "\(NumberFormat.text(silent)) of the followers held took no part in these conversations.")
    }
    return (sentences + notes).joined(separator: " ")
  }

  private func tooltip(of person: EgoDiagram.Person) -> String {
    var lines = [DisplayText.cleaned(person.label), person.relationship.meaning]
    if person.replies + person.answers > 0 {
      lines.append(
        NumberFormat.text(person.replies, "reply", "replies") + ", "
          + NumberFormat.text(person.answers, "answer", "answers"))
    }
    if person.follows { lines.append("Follows") }
    return lines.joined(separator: "\n")
  }
}

extension EgoDiagram: Figure {
  /// The diagram on a page.
  package func drawing(on page: FigurePage) throws -> Drawing {
    try page.validate()
    let scene = EgoScene(self, page: page)
    let rows = scene.dots.map { dot -> [TableCell] in
      let person = people[dot.person]
      return [
        .text(person.relationship.name), .text(DisplayText.cleaned(person.label)), .integer(person.replies),
        .integer(person.answers), .text(person.follows ? "yes" : "no"),
      ]
    }
    var graph = DrawnGraph()
    graph.nodes = [
      DrawnGraph.Node(label: voice.name, group: voice.section.rawValue, disc: scene.mark, color: voice.section.color)
    ]
    for (number, dot) in scene.dots.enumerated() {
      let person = people[dot.person]
      graph.nodes.append(
        DrawnGraph.Node(
          label: DisplayText.cleaned(person.label), group: person.relationship.name, disc: dot.disc,
          color: person.relationship.color))
      guard person.relationship != .furtherDown else { continue }
      graph.arcs.append(
        DrawnGraph.Arc(
          from: number + 1, to: 0, weight: max(1, person.replies + person.answers),
          isDirected: person.relationship == .onlyReplies))
    }
    return Drawing(
      svg: scene.svg(),
      table: ResultTable(columns: ["standing", "voice", "replies", "answers", "follows"], rows: rows), graph: graph)
  }
}
