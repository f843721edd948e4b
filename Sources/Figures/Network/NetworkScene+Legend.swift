import SocialGraph

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
    for (mutual, words) in [(true, "Both answered"), (false, "Only one side spoke")]
    where lines.contains(where: { $0.mutual == mutual }) {
      let color = mutual ? Palette.strongLine : Palette.thinLine
      entries.append(.row(.line(color, width: lineWidth(mutual: mutual), dash: nil), words))
    }
    for (mutual, words) in [(true, "Person, both answered"), (false, "Person, one side spoke")]
    where people.contains(where: { $0.isMutual == mutual }) {
      let color = mutual ? Palette.strongDot : Palette.thinLine
      entries.append(
        .row(.dot(color, radius: (mutual ? 0.25 : 0.2) * frame.text, hollow: false, ring: false), words))
    }
    if !folds.isEmpty { entries.append(.row(.fold, "More people, folded")) }
    return Legend(entries, in: frame)
  }
}

extension NetworkScene.Dot {
  var isMutual: Bool { spokes.contains(where: \.mutual) }
}
