import ReparteeGraph

/// The key of a network diagram, with entries only for what is in the picture.
extension NetworkScene {
  var legend: Legend {
    guard !marks.isEmpty else { return Legend([], in: frame) }
    let voices = diagram.voices.prefix(reduced.voiceCount)
    var entries: [Legend.Entry] = [
      .areas(
        "Area: reply reach, in people", largest: voices.lazy.map(\.replyReach).max() ?? 0,
        unit: reachOfUnitDisc / (scale * scale), smallest: Measure.smallestDisc * scale)
    ]
    entries += Legend.entries(for: voices)
    let people = bridges + fans
    let lines = arcs + spokes
    if !lines.isEmpty { entries.append(.heading("Arcs and dots")) }
    if lines.contains(where: \.mutual) {
      entries.append(.row(.line(Palette.strongLine, width: lineWidth(mutual: true), dash: nil), "Both answered"))
    }
    if lines.contains(where: \.isDirected) { entries.append(.row(.taper, "Thick to thin: only that side spoke")) }
    if lines.contains(where: { !$0.mutual && !$0.isDirected }) {
      let line = Legend.Sample.line(Palette.thinLine, width: lineWidth(mutual: false), dash: nil)
      entries.append(.row(line, "No answer seen"))
    }
    for (mutual, label) in [(true, "Person, both answered"), (false, "Person, no answer seen")]
    where people.contains(where: { $0.isMutual == mutual }) {
      let color = mutual ? Palette.strongDot : Palette.thinLine
      entries.append(
        .row(.dot(color, radius: (mutual ? 0.25 : 0.2) * frame.text, hollow: false, ring: false), label))
    }
    if !folds.isEmpty { entries.append(.row(.fold, "More people, folded")) }
    return Legend(entries, in: frame)
  }
}

extension NetworkScene.Dot {
  var isMutual: Bool { spokes.contains(where: \.mutual) }
}
