import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// How sure the figures are: what was read, what of it could be used, and what is missing.
struct CertaintySection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    var section = Briefing.PageSection("certainty", title: "How sure we are")
    section.paragraphs =
      [Self.completeness(of: input.measured)]
      + input.measured.repairs.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
    section.tables = [
      Briefing.Table(
        name: "quality", caption: "What was read, and what of it could be used.",
        table: QualityLedger(rows: input.rows, network: input.measured, now: input.now).table, shown: .max)
    ]
    return section
  }

  /// What replies that nobody holds do to the figures.
  private static let doubt =
    "more people may have taken part than are counted here, and ranks, shares and labels are what these data show"

  /// How much of the replies the files hold, as far as anything says so.
  private static func completeness(of network: MeasuredNetwork) -> String {
    let replies = network.coverage.total
    let quality = network.scoped.network.quality
    if quality.replies == 0 {
      return network.scoped.network.replies.count == 0
        ? "There is no reply in these data."
        : "These replies are between accounts and name no post, so nothing says how many are missing. What no file holds is "
          + "not counted: \(doubt)."
    }
    let held =
      replies.counted == 0
      ? "No platform counted the replies, so nothing says how many are missing."
      : "The \(network.countingPlatforms) counted \(NumberFormat.text(replies.counted, "reply", "replies")) below "
        + "\(network.countedPosts), and the files hold \(NumberFormat.text(replies.held))"
        + (network.coverage.isLow
          ? ": numbers of people may be too low, and ranks, shares and labels may be wrong either way. The command "
            + "“repartee coverage” says of which conversations to fetch more." : ".")
    let parents =
      quality.orphans == 0 ? "Every reply answers a post that a file holds." : "\(network.orphans)."
    let said = "\(parents.prefix(1).uppercased())\(parents.dropFirst())"
    if network.coverage.isLow { return "\(held) \(said)" }
    let uncounted = "What no file holds is not counted: \(doubt)."
    return replies.counted == 0 ? "\(said) \(uncounted) \(held)" : "\(said) \(held) \(uncounted)"
  }
}
