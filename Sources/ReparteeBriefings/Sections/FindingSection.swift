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
      "Of \(NumberFormat.text(input.measured.participantCount, "voice", "voices")), \(ranked == 0 ? "none" : NumberFormat.text(ranked)) "
        + "\(ranked == 0 || NumberFormat.isOne(ranked) ? "is" : "are") ranked: \(Self.reason(ranked: ranked, unranked: unranked, among: rows))."
    ]
    if let excluded = Self.excluded(rows) { counts.append(excluded) }
    if unranked > 0, ranked > 0 {
      let sending = returned.count { $0.section == .broadcasters }
      let parts = [
        sending == 0 ? nil : NumberFormat.text(sending, "broadcaster", "broadcasters"),
        sending == unranked
          ? nil : NumberFormat.text(unranked - sending, "account of another kind", "accounts of other kinds"),
      ].compactMap(\.self)
      counts.append(
        "People also came back to \(parts.joined(separator: " and ")), which \(NumberFormat.isOne(unranked) ? "is" : "are") not ranked."
      )
    }
    if broadcasters > 0 {
      // Those to whom somebody came back were just said not to be ranked.
      let isSaid = ranked > 0 && returned.contains { $0.section == .broadcasters }
      let many = NumberFormat.text(broadcasters, "broadcaster", "broadcasters")
      counts.append(
        "\(many.prefix(1).uppercased() + many.dropFirst()), to whom ten people or more replied, answered at most "
          + "one in twenty of them in these data\(isSaid ? "" : ", and \(NumberFormat.isOne(broadcasters) ? "is" : "are") not ranked")."
      )
    }
    section.paragraphs.append(counts.joined(separator: " "))
    section.paragraphs += input.notices.filter { !input.measured.notes.contains($0) }.map { "Keep in mind: \($0)." }
    // What was put right while reading comes with how sure the figures are.
    section.paragraphs += input.measured.cautions.map { "Keep in mind: \($0)." }
    return section
  }

  /// Who is not ranked for the kind that the roster gives, the most followed by name: a reader looks for the channel.
  private static func excluded(_ rows: [ScoredRow]) -> String? {
    let excluded = rows.filter { $0.section == .excluded }
    if excluded.isEmpty { return nil }
    let kinds = Dictionary(grouping: excluded, by: \.kind.rawValue).map { ($0.key, $0.value.count) }.sorted {
      ($1.1, $0.0) < ($0.1, $1.0)
    }.map { "\(NumberFormat.text($1)) of kind \($0)" }.joined(separator: ", ")
    let first = excluded.filter { ($0.followers ?? 0) > 0 }.max {
      ($0.followers ?? 0, $1.voice) < ($1.followers ?? 0, $0.voice)
    }
    let most = first.map { row in
      let followers = NumberFormat.text(Int(row.followers ?? 0), "follower")
      return NumberFormat.isOne(excluded.count)
        ? ": \(row.label) (\(followers))" : "; most followed of them: \(row.label) (\(followers))"
    }
    return
      "Not ranked because of \(NumberFormat.isOne(excluded.count) ? "its kind" : "their kinds"): \(kinds)\(most ?? "")."
  }

  /// What those who are ranked have in common, or what all lack.
  private static func reason(ranked: Int, unranked: Int, among rows: [ScoredRow]) -> String {
    if rows.contains(where: { $0.conversed != nil }) {
      if ranked > 0 {
        return "somebody came back to \(NumberFormat.isOne(ranked) ? "it" : "each of them") after an answer"
      }
      return unranked > 0
        ? "people came back only to broadcasters and to accounts of other kinds"
        : "nobody is seen coming back to anybody after an answer"
    }
    return ranked == 0 ? "nobody is seen answering anybody who replied" : "they answered somebody who replied"
  }
}
