import ReparteeAnalysis
import ReparteeGraph

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
    if let imbalance = changes.imbalance {
      section.paragraphs.append("Keep in mind: \(imbalance).")
    }
    if let lengths = Self.lengths(previous.measured.scoped.scope.window, input.measured.scoped.scope.window) {
      section.paragraphs.append(lengths)
    }
    section.tables = [
      Briefing.Table(
        name: "changes", caption: "The voices ranked in either window.", table: changes.table, shown: input.voices,
        columns: [
          "voice", "change", .change("rank"), .change("score"), "score_change", .change("conversed"),
        ])
    ]
    return section
  }

  /// That the windows are of different lengths, where they are; a change of clocks makes no difference.
  private static func lengths(_ before: Window, _ after: Window) -> String? {
    guard let first = before.days, let second = after.days, first != second else { return nil }
    return "The window before has \(first) days and this one \(second); numbers are not set in proportion to that."
  }
}
