import Foundation
import ReparteeAnalysis
import ReparteeFigures
import ReparteeText

/// The first page: the finding and its doubt, the picture that shows it, a few names with what each is for, and how much is
/// held. What it rests on stands on the pages after it.
struct FindingSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    var section = Briefing.PageSection("finding", title: "What we found", place: .firstPage)
    section.paragraphs = Self.evidence(of: input) + [Self.doubt(of: input)].compactMap(\.self)
    section.figures = [input.foundingPicture].compactMap(\.self)
    let choice = input.choice
    if !choice.picks.isEmpty {
      // Without a finding about anyone it is no advice.
      let isFound = input.diagrams.finding.verdict != .tooLittle
      section.tables = [
        Briefing.Table(
          name: "engage",
          caption: isFound
            ? "Who to speak to, one after another, each for the people whom nobody before it reaches."
            : "Accounts to look at first: no advice on whom to speak to, since these data carry no finding about anyone.",
          table: choice.table, shown: 5, columns: ["voice", "organisation", "reason"])
      ]
    }
    section.closing = [CertaintySection.held(on: input)].compactMap(\.self)
    return section
  }

  /// The figures of the finding, and that nobody counted the replies. The headline is said once: it is the page's title, unless
  /// a job gives one of its own.
  private static func evidence(of input: BriefingInput) -> [String] {
    let finding = input.diagrams.finding
    let parts = finding.parts
    let evidence =
      input.title != finding.headline
      ? String(finding.sentence.dropLast(parts.missing.count)).trimmingCharacters(in: .whitespaces)
      : finding.sentence == finding.headline + "." ? "" : parts.evidence
    return [evidence, parts.missing].filter { !$0.isEmpty }
  }

  /// What has to be kept in mind first, and that there is more; it is all said under “How sure we are”.
  private static func doubt(of input: BriefingInput) -> String? {
    let cautions = input.cautions
    guard let first = cautions.first else { return nil }
    let more = cautions.count - 1
    return "Keep in mind: \(first)."
      + (more == 0
        ? ""
        : " \(more == 1 ? "One more thing" : "\(NumberFormat.exact(more)) more things") to keep in mind "
          + "\(more == 1 ? "stands" : "stand") under “\(CertaintySection.title)”.")
  }
}

extension BriefingInput {
  /// What a person should see before the figures: what holds for the data, then what the job noticed.
  var cautions: [String] { measured.cautions + notices.filter { !measured.notes.contains($0) } }

  /// Where nobody came back to anybody whose followers are known, there is nothing to set them against.
  var followersPicture: Briefing.Picture? {
    let known = scored.count { $0.followers != nil }
    let isAnyDrawn = scored.contains { $0.followers != nil && $0.conversed ?? 0 > 0 && $0.hiddenFigures.isEmpty }
    guard known > 1, isAnyDrawn else { return nil }
    return Briefing.Picture(
      name: "followers",
      caption:
        "Each mark is a voice: to the right more followers, upwards more people who came back. Follower counts are "
        + (known == scored.count
          ? "known of all \(NumberFormat.text(known, "voice"))."
          : "known of \(NumberFormat.text(known)) of \(NumberFormat.text(scored.count, "voice")), and only these are drawn."),
      figure: FollowersDiagram(on: diagrams))
  }

  /// The network of the ranked voices and the people around them.
  var networkPicture: Briefing.Picture? {
    let diagram = NetworkDiagram(on: diagrams)
    // Where more are alike at the top than are drawn, those who are drawn are drawn for nothing but an id.
    if diagram.voices.isEmpty || NetworkDiagram.tie(scored)?.isOfFirst == true { return nil }
    let lines =
      "A thick line joins two who replied to each other\(hasConversations ? " in a conversation" : ""); of a thin one only the "
      + "thick end replied."
    return Briefing.Picture(
      name: "network",
      caption: (ranked.isEmpty
        ? "Accounts that got replies, and those who replied. "
        : "The ranked voices and the people around them: those who replied to them, and those to whom they replied. ")
        + lines,
      figure: diagram)
  }
}
