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
        table: QualityLedger(rows: input.rows, network: input.measured).table, shown: .max)
    ]
    return section
  }

  /// How much of the replies the files hold, as far as anything says so.
  private static func completeness(of network: MeasuredNetwork) -> String {
    let replies = network.coverage.total
    let quality = network.scoped.network.quality
    if quality.replies == 0 {
      return network.scoped.network.replies.count == 0
        ? "There is no reply in these data."
        : "These replies are between accounts and name no post, so nothing says how many are missing. What no file holds is "
          + "not counted: take every number of people as a lower bound."
    }
    if let share = replies.share, share < Coverage.least {
      return
        "The platforms counted \(NumberFormat.text(replies.counted, "reply", "replies")) below these posts, and the files hold "
        + "\(NumberFormat.text(replies.held)): every number of people is far too low, and small differences mean nothing."
    }
    let parents =
      quality.isPatchy
      ? "More than one reply in ten answers a post that no file holds: take every number of people as a lower bound."
      : "These data hold the parents of nine replies in ten and more. What no file holds is not counted, so every number of "
        + "people is a lower bound."
    return replies.share == nil
      ? parents + " No platform counted the replies, so nothing says how many are missing." : parents
  }
}
