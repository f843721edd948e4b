import ReparteeAnalysis

/// What changed against the window before.
struct ChangesSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    guard let previous = input.previous else { return nil }
    let changes = RankingChanges(
      before: (previous.rows, previous.measured), after: (input.scored, input.measured))
    guard !changes.rows.isEmpty else { return nil }
    var section = Briefing.PageSection("changes", title: "What changed")
    section.paragraphs = [
      "Against the window before (\(previous.subtitle)): \(changes.sentence).",
      "Only a score that changed beyond chance says more than which conversations happened to take place.",
    ]
    section.tables = [
      Briefing.Table(
        name: "changes", caption: "The voices ranked in either window.", table: changes.table, shown: input.voices)
    ]
    return section
  }
}
