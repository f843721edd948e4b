import ReparteeAnalysis
import ReparteeFigures
import ReparteeGraph

/// The few voices that together reach most people, and the communities that they miss.
struct EngageSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    let report = ChoiceReport(
      CoverageSelection(count: input.picks), among: ChoiceReport.Candidates(), rows: input.scored,
      network: input.measured)
    guard !report.picks.isEmpty else { return nil }
    let isFound = input.diagrams.finding.verdict != .tooLittle
    var section = Briefing.PageSection("engage", title: isFound ? "Who to engage" : "Accounts to look at first")
    let returns = input.ranked.contains { $0.conversed != nil } ? " to whom more than two people came back, and" : ""
    section.paragraphs =
      [
        "Chosen among the ranked voices\(returns) whose replies show fewer than two signs of a pile-on, for how many people "
          + "they reach together."
      ]
      + (isFound ? [] : ["These data carry no finding about anyone, so this is no advice on whom to engage."])
      + report.notes.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
    section.figures = [
      Briefing.Picture(
        name: "communities",
        caption:
          "Communities of people who reply to each other; somebody is named of those that stay together in other samples "
          + "of these data.",
        figure: CommunitiesDiagram(on: input.diagrams))
    ]
    var uncovered = report.communityTable
    uncovered.rows = zip(uncovered.rows, report.communities).filter { $1.isUncovered }.map(\.0)
    section.tables = [
      Briefing.Table(
        name: "engage", caption: "Chosen one after another, each for the people whom nobody before it reaches.",
        table: report.table),
      Briefing.Table(
        name: "not-chosen",
        caption: "Not chosen, though they would add most people, and why.",
        table: report.missedTable),
      Briefing.Table(name: "uncovered", caption: "Communities that nobody chosen is in or reaches.", table: uncovered),
    ].filter { !$0.table.rows.isEmpty }
    return section
  }
}
