import ReparteeAnalysis
import ReparteeFigures

/// The network of the ranked voices and the people around them.
struct NetworkSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    let diagram = NetworkDiagram(on: input.diagrams)
    // Where more are alike at the top than are drawn, those who are drawn are drawn for nothing but an id.
    if diagram.voices.isEmpty || NetworkDiagram.tie(input.scored)?.isOfFirst == true { return nil }
    var section = Briefing.PageSection("network", title: "The network of conversations")
    section.paragraphs = [
      "A thick line joins two who replied to each other\(input.hasConversations ? " in a conversation" : ""); of a thin one only "
        + "the thick end replied."
    ]
    section.figures = [
      Briefing.Picture(
        name: "network",
        caption: input.ranked.isEmpty
          ? "Accounts that got replies, and those who replied."
          : "The ranked voices and the people around them: those who replied to them, and those to whom they replied.",
        figure: diagram)
    ]
    return section
  }
}
