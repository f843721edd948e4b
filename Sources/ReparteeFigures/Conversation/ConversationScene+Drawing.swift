import ReparteeGraph
import ReparteeText

/// The scene as SVG: the time across, then the tree, then posts and, on top, text.
extension ConversationScene {
  func svg() -> String {
    var svg = SVGDocument(
      page: page, identifier: "conversation",
      title: DisplayText.cleaned(diagram.title, limit: 300, placeholder: "Conversation"), description: description)
    if rows.isEmpty {
      svg.draw(frame.emptyLine("No posts to draw."))
    } else {
      drawTime(into: &svg)
      drawStems(into: &svg)
      for row in rows { draw(row, into: &svg) }
      legend.draw(into: &svg)
    }
    for line in frame.title + frame.lines(ofNotes: notes) { svg.draw(line) }
    return svg.finished()
  }

  private func drawTime(into svg: inout SVGDocument) {
    let text = frame.text
    let top = frame.picture.y + 0.9 * text
    guard let time else { return }
    svg.begin("g", SVGDocument.stroke(Palette.thinLine, 0.03 * text, dash: "1 2"))
    let ticks = shownTicks(of: time)
    let bottom = (rows.last?.disc.center.y ?? top) + text
    for tick in ticks {
      svg.line([Point(x: tick.x, y: top + 0.5 * text), Point(x: tick.x, y: bottom)])
    }
    svg.end()
    for tick in ticks { svg.draw(tick) }
  }

  /// The moments whose labels have room.
  private func shownTicks(of time: ElapsedTime) -> [TextLine] {
    var free = -Double.infinity
    var lines: [TextLine] = []
    for tick in time.ticks {
      let line = TextLine(
        text: tick.label, x: tick.position, baseline: frame.picture.y + 0.9 * frame.text, size: frame.text,
        color: Palette.quietText, anchor: .middle)
      if line.box.x < free { continue }
      free = line.box.maxX + 0.6 * frame.text
      lines.append(line)
    }
    return lines
  }

  private func drawStems(into svg: inout SVGDocument) {
    let corner = 0.5 * frame.text
    for folded in [true, false] {
      svg.begin(
        "g",
        SVGDocument.stroke(
          folded ? Palette.thinLine : Palette.strongLine, (folded ? 0.07 : 0.1) * frame.text,
          dash: folded ? "2 1.5" : nil))
      for row in rows where (row.box != nil) == folded {
        guard let stem = row.stem else { continue }
        let bend = min(corner, stem.to.x - stem.from.x)
        let number = SVGDocument.number
        svg.element(
          "path",
          [
            (
              "d",
              "M\(number(stem.from.x)) \(number(stem.from.y))V\(number(stem.to.y - bend))Q\(number(stem.from.x)) "
                + "\(number(stem.to.y)) \(number(stem.from.x + bend)) \(number(stem.to.y))H\(number(stem.to.x))"
            )
          ])
      }
      svg.end()
    }
  }

  private func draw(_ row: Row, into svg: inout SVGDocument) {
    switch row.content {
    case .post(let post):
      let voice = diagram.posts[post].author.map { diagram.voices[$0] }
      svg.group(tooltip: tooltip(of: post), link: voice?.link) {
        if let voice {
          $0.mark(voice.kind, voice.section, at: row.disc)
        } else {
          $0.dot(row.disc, Palette.thinLine, hollow: true)
        }
      }
    case .fold(let fold):
      guard let box = row.box else { return }
      let tooltip =
        NumberFormat.text(fold.posts, "post", "posts") + " by " + NumberFormat.text(fold.people, "person", "people")
        + " that are not drawn, below " + name(of: fold.parent)
      svg.group(tooltip: tooltip) { $0.pill(box, text: "+" + NumberFormat.text(fold.posts), size: frame.text) }
    }
    svg.draw(row.label)
  }

  private var drawnVoices: [DrawnVoice] {
    rows.compactMap { row in
      guard case .post(let post) = row.content else { return nil }
      return diagram.posts[post].author.map { diagram.voices[$0] }
    }
  }

  private var legend: Legend {
    var entries: [Legend.Entry] = [
      .heading(time == nil ? "Downwards and across: levels" : "Across: time since the first post"),
      .text(
        time == nil
          ? "No post has a time. A row is a post; it stands below the one it answers."
          : "Minutes have more room than days. A row is a post; it stands below the one it answers."),
    ]
    entries += Legend.entries(for: drawnVoices)
    if rows.contains(where: { $0.box != nil }) {
      entries += [.heading("Folded"), .row(.fold, "Posts that are not drawn")]
    }
    return Legend(entries, in: frame)
  }

  private var notes: [String] {
    var notes = diagram.leftOut.map { DisplayText.cleaned($0, limit: 1_000, placeholder: "") }
    if folding.foldedPosts > 0 {
      notes.append(
        "Of \(NumberFormat.text(diagram.posts.count, "post", "posts")) "
          + "\(NumberFormat.text(diagram.posts.count - folding.foldedPosts)) are drawn, those with the most below them "
          + "first; the others are folded below the posts that they answer.")
    }
    return notes.filter { !$0.isEmpty }
  }

  private var description: String {
    var sentences = diagram.summary.map { [DisplayText.cleaned($0, limit: 2_000, placeholder: "")] } ?? []
    let depth = rows.lazy.map(\.depth).max() ?? 0
    sentences.append(
      rows.isEmpty
        ? "A conversation without posts."
        : "A conversation as a tree of \(NumberFormat.text(diagram.posts.count, "post", "posts")) by "
          + "\(NumberFormat.text(peopleCount, "person", "people")), begun by \(name(of: 0)); "
          + "\(NumberFormat.text(depth, "level", "levels")) below the first post \(depth == 1 ? "is" : "are") drawn.")
    return (sentences + notes).joined(separator: " ")
  }

  private func tooltip(of post: Int) -> String {
    let own = diagram.posts[post]
    var lines = [name(of: post)]
    if let time = own.time { lines.append(Timestamp(milliseconds: time).isoMoment) }
    lines.append(NumberFormat.text(folding.below[post], "post", "posts") + " below")
    if let voice = own.author.map({ diagram.voices[$0] }) {
      lines.append(voice.section.name + ", kind: " + voice.kind.meaning.lowercased())
    }
    return lines.joined(separator: "\n")
  }
}
