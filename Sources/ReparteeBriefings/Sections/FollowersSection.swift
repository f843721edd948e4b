import ReparteeAnalysis
import ReparteeFigures
import ReparteeText

/// The founding picture: who is followed against who converses.
struct FollowersSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    let known = input.scored.count { $0.followers != nil }
    let isAnyDrawn = input.scored.contains { $0.followers != nil && $0.conversed ?? 0 > 0 && $0.hiddenFigures.isEmpty }
    // Where nobody came back to anybody whose followers are known, there is nothing to set them against.
    guard known > 1, isAnyDrawn else { return nil }
    var section = Briefing.PageSection("followers", title: "Followers against conversation")
    section.paragraphs = [
      "Follower counts are known of \(NumberFormat.text(known)) of \(NumberFormat.text(input.scored.count, "voice")); "
        + "the picture shows only these."
    ]
    section.figures = [
      Briefing.Picture(
        name: "followers",
        caption: "Each mark is a voice: to the right more followers, upwards more people who came back.",
        figure: FollowersDiagram(on: input.diagrams))
    ]
    return section
  }
}
