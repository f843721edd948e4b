import ReparteeAnalysis
import ReparteeFigures

/// The network of the ranked voices and the people around them.
struct NetworkSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    let diagram = NetworkDiagram(on: input.diagrams)
    guard !diagram.voices.isEmpty else { return nil }
    var section = Briefing.PageSection("network", title: "The network of conversations")
    section.paragraphs = [
      "A thick tie joins two who both answered in a conversation, a thin one two of whom only one spoke."
    ]
    section.figures = [
      Briefing.Picture(
        name: "network",
        caption: input.ranked.isEmpty
          ? "The voices to whom most people replied, and these people."
          : "The ranked voices and the people who talk with them.", figure: diagram)
    ]
    return section
  }
}
