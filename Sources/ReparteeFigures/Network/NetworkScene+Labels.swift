/// Names of voices, and markers of folded people.
extension NetworkScene {
  /// Fills `labels` and `folds`, voice by voice in their order, so that the first ones find
  /// the best places.
  mutating func placeLabels() {
    var placement = LabelPlacement(
      area: frame.picture, obstacles: marks.map(\.outline) + bridges.map(\.disc), rivals: marks.map(\.outline),
      lines: arcs.map { ($0.segment, $0.mutual ? 0.5 : 0.12) })
    // The first voices show themselves whole; further down, names matter more than markers.
    let first = 10
    for mark in marks.prefix(first) {
      placeName(of: mark, in: &placement)
      placeFold(of: mark, in: &placement)
    }
    for mark in marks.dropFirst(first) { placeName(of: mark, in: &placement) }
    for mark in marks.dropFirst(first) { placeFold(of: mark, in: &placement) }
  }

  private mutating func placeName(of mark: Mark, in placement: inout LabelPlacement) {
    guard mark.voice < options.labelLimit else { return }
    let unit = frame.text / 10
    let place = placement.place(
      width: labelWidth(of: mark.voice), height: VoiceLabel.height(size: frame.text),
      beside: mark.outline, gaps: [2.5 * unit, 8 * unit, 16 * unit, 28 * unit, 44 * unit], leaderFrom: 7 * unit)
    guard let place else { return }
    labels.append(
      VoiceLabel(
        voice: mark.voice, rank: rank(of: mark.voice), name: shortName(of: mark.voice), box: place.box,
        leader: place.leader))
  }

  private func rank(of voice: Int) -> String { diagram.voices[voice].rank.map { NumberText.grouped($0) } ?? "" }

  private func shortName(of voice: Int) -> String {
    TextMetrics.truncated(name(of: voice), toWidth: 12 * frame.text, size: frame.text)
  }

  /// How wide the label of a voice is; 0 where it gets none.
  func labelWidth(of voice: Int) -> Double {
    guard voice < options.labelLimit else { return 0 }
    return VoiceLabel.width(rank: rank(of: voice), name: shortName(of: voice), size: frame.text)
  }

  /// The marker of a fan's people beyond the budget: with the word where there is room, else (and where there
  /// are many markers) the number alone.
  private mutating func placeFold(of mark: Mark, in placement: inout LabelPlacement) {
    let fan = reduced.fans[mark.voice]
    guard fan.folded > 0 else { return }
    let (size, unit) = (frame.text, frame.text / 10)
    let number = "+" + NumberText.grouped(fan.folded)
    let crowded = reduced.fans.count { $0.folded > 0 } > 12
    for text in crowded ? [number] : [Self.foldText(fan.folded), number] {
      let place = placement.place(
        width: TextMetrics.width(of: text, size: size) + size, height: 1.4 * size, beside: mark.outline,
        gaps: [14 * unit, 22 * unit, 34 * unit, 50 * unit, 75 * unit], leaderFrom: 0)
      guard let place, let line = place.leader else { continue }
      folds.append(
        Fold(
          voice: mark.voice, count: fan.folded, mutual: fan.foldedMutual, text: text, box: place.box, line: line))
      return
    }
    crowdedOut += fan.folded
  }

  static func foldText(_ count: Int) -> String { "+" + NumberText.counted(count, "person", "people") }
}
