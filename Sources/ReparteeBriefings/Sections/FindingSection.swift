import ReparteeAnalysis
import ReparteeText

/// The finding in one sentence, and what has to be said beside it.
struct FindingSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    var section = Briefing.PageSection("finding", title: "What we found")
    let rows = input.scored
    section.paragraphs = [input.diagrams.finding.sentence]
    let ranked = input.ranked.count
    let broadcasters = rows.count { $0.section == .broadcasters }
    var counts =
      "Of \(NumberFormat.text(rows.count, "voice", "voices")), \(ranked == 0 ? "none" : NumberFormat.text(ranked)) "
      + "\(ranked <= 1 ? "is" : "are") ranked: \(Self.reason(ranked: ranked, among: rows))."
    if broadcasters > 0 {
      counts +=
        " \(NumberFormat.text(broadcasters, "broadcaster gets", "broadcasters get")) replies and next to never "
        + "\(broadcasters == 1 ? "answers" : "answer")."
    }
    section.paragraphs.append(counts)
    section.paragraphs += input.measured.notes.map { "Keep in mind: \($0)." }
    return section
  }

  /// What those who are ranked have in common, or what all lack.
  private static func reason(ranked: Int, among rows: [ScoredRow]) -> String {
    if rows.contains(where: { $0.conversed != nil }) {
      return ranked == 0 ? "nobody came back to anybody after an answer" : "somebody came back after an answer"
    }
    return "the replies have no times, so that nothing says who came back, and "
      + (ranked == 0 ? "nobody answered anybody who replied" : "only who answered whom counts")
  }
}
