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
    if network.coverage.isLow {
      let posts = network.scoped.network.posts.replyCounts.count
      return
        "The platforms counted \(NumberFormat.text(replies.counted, "reply", "replies")) below "
        + "\(posts == 1 ? "one of these posts" : "\(NumberFormat.text(posts)) of these posts"), and the files hold "
        + "\(NumberFormat.text(replies.held)): numbers of people may be too low, and ranks, shares and labels may be wrong "
        + "either way. The command “repartee coverage” says which replies to fetch next."
    }
    let orphans = "\(NumberFormat.text(quality.orphans)) of \(NumberFormat.text(quality.replies, "reply", "replies"))"
    let parents =
      quality.isPatchy
      ? "\(orphans) answer a post that no file holds: \(doubt)."
      : "\(quality.orphans == 0 ? "Every reply answers a post that a file holds" : "\(orphans) answer a post that no file holds")"
        + ". What no file holds is not counted: \(doubt)."
    return replies.share == nil
      ? parents + " No platform counted the replies, so nothing says how many are missing." : parents
  }
}
