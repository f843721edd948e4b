import ReparteeAnalysis

/// What changed against the window before.
struct ChangesSection: BriefingSection {
  func section(on ground: BriefingGround) -> Briefing.Section? {
    guard let previous = ground.previous else { return nil }
    let changes = RankingChanges(
      before: (previous.rows, previous.measured), after: (ground.scored, ground.measured))
    guard !changes.rows.isEmpty else { return nil }
    var section = Briefing.Section("changes", title: "What changed")
    section.paragraphs = [
      "Against the window before (\(previous.subtitle)): \(changes.sentence).",
      "Only a change beyond the rank bands is more than the luck of which conversations took place.",
    ]
    section.tables = [
      Briefing.Table(
        name: "changes", caption: "The voices ranked in either window.", table: changes.table, shown: ground.voices)
    ]
    return section
  }
}
