import ReparteeAnalysis
import ReparteeText

/// The finding in one sentence, and what has to be said beside it.
struct FindingSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    var section = Briefing.PageSection("finding", title: "What we found")
    let rows = input.scored
    let finding = input.diagrams.finding
    // The page's title is the headline, unless a job gives one of its own; what that says in full is said once.
    if finding.sentence != input.title + "." { section.paragraphs.append(finding.sentence) }
    let ranked = input.ranked.count
    let broadcasters = rows.count { $0.section == .broadcasters }
    let returned = rows.filter { $0.section != .voices && $0.conversed ?? 0 > 0 }
    let unranked = returned.count
    var counts = [
      "Of \(NumberFormat.text(rows.count, "voice", "voices")), \(ranked == 0 ? "none" : NumberFormat.text(ranked)) "
        + "\(ranked <= 1 ? "is" : "are") ranked: \(Self.reason(ranked: ranked, unranked: unranked, among: rows))."
    ]
    if unranked > 0, ranked > 0 {
      let sending = returned.count { $0.section == .broadcasters }
      let parts = [
        sending == 0 ? nil : NumberFormat.text(sending, "broadcaster", "broadcasters"),
        sending == unranked
          ? nil : NumberFormat.text(unranked - sending, "account of another kind", "accounts of other kinds"),
      ].compactMap(\.self)
      counts.append(
        "People also came back to \(parts.joined(separator: " and ")), which \(unranked == 1 ? "is" : "are") not ranked."
      )
    }
    if broadcasters > 0 {
      counts.append(
        "\(NumberFormat.text(broadcasters, "broadcaster", "broadcasters")) answered, in these data, at most one in twenty of "
          + "those who replied.")
    }
    section.paragraphs.append(counts.joined(separator: " "))
    section.paragraphs += input.notices.filter { !input.measured.notes.contains($0) }.map { "Keep in mind: \($0)." }
    section.paragraphs += input.measured.notes.map { "Keep in mind: \($0)." }
    return section
  }

  /// What those who are ranked have in common, or what all lack.
  private static func reason(ranked: Int, unranked: Int, among rows: [ScoredRow]) -> String {
    if rows.contains(where: { $0.conversed != nil }) {
      if ranked > 0 { return "somebody came back after an answer" }
      return unranked > 0
        ? "people came back only to broadcasters and to accounts of other kinds"
        : "nobody is seen coming back to anybody after an answer"
    }
    return ranked == 0 ? "nobody is seen answering anybody who replied" : "they answered somebody who replied"
  }
}
