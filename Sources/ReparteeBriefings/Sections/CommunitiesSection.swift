import ReparteeFigures

/// The groups of people who reply to each other, and who leads those that persist.
struct CommunitiesSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    guard !input.choice.picks.isEmpty else { return nil }
    var section = Briefing.PageSection("communities", title: "Who talks with whom")
    section.figures = [
      Briefing.Picture(
        name: "communities",
        caption:
          "Communities of people who reply to each other; somebody is named of those that stay together in other samples "
          + "of these data.",
        figure: CommunitiesDiagram(on: input.diagrams))
    ]
    return section
  }
}
