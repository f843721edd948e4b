import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// How sure the figures are: what was read, what of it could be used, and what is missing.
struct CertaintySection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    var section = Briefing.PageSection("certainty", title: "How sure we are")
    section.paragraphs = [Self.completeness(of: input.measured)]
    section.tables = [
      Briefing.Table(
        name: "quality", caption: "What was read, and what of it could be used.",
        table: QualityLedger(rows: input.rows, network: input.measured, now: input.now).table, shown: .max)
    ]
    return section
  }

  /// What replies that nobody holds do to the figures.
  private static let lowerBound =
    "take every number of people as a lower bound, and ranks, shares and labels as what these data show"

  /// How much of the replies the files hold, as far as anything says so.
  private static func completeness(of network: MeasuredNetwork) -> String {
    let replies = network.coverage.total
    let quality = network.scoped.network.quality
    if quality.replies == 0 {
      return network.scoped.network.replies.count == 0
        ? "There is no reply in these data."
        : "These replies are between accounts and name no post, so nothing says how many are missing. What no file holds is "
          + "not counted: \(lowerBound)."
    }
    if let share = replies.share, share < Coverage.least {
      return
        "The platforms counted \(NumberFormat.text(replies.counted, "reply", "replies")) below these posts, and the files hold "
        + "\(NumberFormat.text(replies.held)): every number of people is too low, and ranks, shares and labels may be wrong "
        + "either way."
    }
    let parents =
      quality.isPatchy
      ? "More than one reply in ten answers a post that no file holds: \(lowerBound)."
      : "\(quality.orphans == 0 ? "No reply" : "At most one reply in ten") answers a post that no file holds. What no file "
        + "holds is not counted: \(lowerBound)."
    return replies.share == nil
      ? parents + " No platform counted the replies, so nothing says how many are missing." : parents
  }
}
