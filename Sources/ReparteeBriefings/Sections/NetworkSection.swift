import ReparteeAnalysis
import ReparteeFigures

/// The network of the ranked voices and the people around them.
struct NetworkSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    let diagram = NetworkDiagram(on: input.diagrams)
    guard !diagram.voices.isEmpty else { return nil }
    var section = Briefing.PageSection("network", title: "The network of conversations")
    section.paragraphs = [
      "A thick tie joins two who both answered, a thin one two of whom only one spoke. Who converses stands among thick "
        + "ties; who broadcasts, in a fan of thin ones."
    ]
    section.figures = [
      Briefing.Picture(
        name: "network", caption: "The ranked voices and the people who talk with them.", figure: diagram)
    ]
    return section
  }
}
