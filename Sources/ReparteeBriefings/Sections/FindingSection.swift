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
      "Of \(NumberFormat.text(rows.count, "voice", "voices")), \(NumberFormat.text(ranked)) \(ranked == 1 ? "is" : "are") in conversation: somebody came back "
      + "after an answer."
    if broadcasters > 0 {
      counts +=
        " \(NumberFormat.text(broadcasters, "broadcaster gets", "broadcasters get")) replies and next to never "
        + "\(broadcasters == 1 ? "answers" : "answer")."
    }
    section.paragraphs.append(counts)
    section.paragraphs += input.measured.notes.map { "Keep in mind: \($0)." }
    return section
  }
}
