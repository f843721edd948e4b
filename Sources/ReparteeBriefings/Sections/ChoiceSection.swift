import ReparteeAnalysis
import ReparteeGraph

/// How those to speak to were chosen, who was not, and the communities that nobody chosen reaches.
struct ChoiceSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    let report = input.choice
    guard !report.picks.isEmpty else { return nil }
    let isFound = input.diagrams.finding.verdict != .tooLittle
    var section = Briefing.PageSection(
      "engage", title: isFound ? "How those to speak to were chosen" : "How the accounts to look at were chosen")
    let returns = input.ranked.contains { $0.conversed != nil } ? " to whom more than two people came back, and" : ""
    section.paragraphs =
      [
        "Chosen among the ranked voices\(returns) whose replies show fewer than two signs of a pile-on, for how many people "
          + "they reach together."
      ] + report.notes.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
    var uncovered = report.communityTable
    uncovered.rows = zip(uncovered.rows, report.communities).filter { $1.isUncovered }.map(\.0)
    section.tables = [
      Briefing.Table(
        name: "not-chosen",
        caption: "Not chosen, though they would add most people, and why.",
        table: report.missedTable, columns: ["voice", "score", "would_add", "why_not"]),
      Briefing.Table(
        name: "uncovered", caption: "Communities that nobody chosen is in or reaches.", table: uncovered, shown: 8),
    ].filter { !$0.table.rows.isEmpty }
    return section
  }
}
