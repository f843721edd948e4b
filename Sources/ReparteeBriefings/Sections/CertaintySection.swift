import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// How sure the figures are: what was read, what of it could be used, and what is missing.
struct CertaintySection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    var section = Briefing.PageSection("certainty", title: Self.title)
    section.paragraphs =
      [Self.completeness(of: input.measured)] + input.cautions.map { "Keep in mind: \($0)." }
      + input.measured.repairs.map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
    section.tables = [
      Briefing.Table(
        name: "quality", caption: "What was read, and what of it could be used.",
        table: QualityLedger(rows: input.rows, network: input.measured, now: input.now).table, shown: .max,
        columns: ["value", "meaning"])
    ]
    return section
  }

  static let title = "How sure we are"

  /// How much is held, for the first page; nil where there is no reply, which the finding says.
  static func held(on input: BriefingInput) -> String? {
    let network = input.measured
    guard network.scoped.network.quality.replies > 0 else {
      return network.scoped.network.replies.count == 0 ? nil : "\(betweenAccounts)."
    }
    // The finding may have said that nobody counted.
    let isSaid = network.coverage.total.counted == 0 && input.diagrams.finding.sentence.contains(unknown)
    return isSaid ? parents(of: network) : "\(parents(of: network)) \(counted(in: network))"
  }

  private static let unknown = "nothing says how many are missing"
  private static let betweenAccounts = "These replies are between accounts and name no post, so \(unknown)"

  /// What replies that nobody holds do to the figures.
  private static let doubt =
    "more people may have taken part than are counted here, and ranks, shares and labels are what these data show"

  /// How much of the replies the files hold, as far as anything says so.
  private static func completeness(of network: MeasuredNetwork) -> String {
    let uncounted = "What no file holds is not counted: \(doubt)."
    if network.scoped.network.quality.replies == 0 {
      return network.scoped.network.replies.count == 0
        ? "There is no reply in these data." : "\(betweenAccounts). \(uncounted)"
    }
    let (counted, parents) = (counted(in: network), parents(of: network))
    if network.coverage.isLow { return "\(counted) \(parents)" }
    return network.coverage.total.counted == 0
      ? "\(parents) \(uncounted) \(counted)" : "\(parents) \(counted) \(uncounted)"
  }

  /// How many of the replies that the platforms counted are held.
  private static func counted(in network: MeasuredNetwork) -> String {
    let replies = network.coverage.total
    if replies.counted == 0 { return "No platform counted the replies, so \(unknown)." }
    return "The \(network.countingPlatforms) counted \(NumberFormat.text(replies.counted, "reply", "replies")) below "
      + "\(network.countedPosts), and the files hold \(NumberFormat.text(replies.held))\(network.ofAllTimes)"
      + (network.coverage.isLow
        ? ": numbers of people may be too low, and ranks, shares and labels may be wrong either way. The command "
          + "“repartee coverage” says of which conversations to fetch more." : ".")
  }

  /// How many replies answer a post that no file holds.
  private static func parents(of network: MeasuredNetwork) -> String {
    if network.scoped.network.quality.orphans == 0 {
      return "Every reply answers a post that a file holds\(network.ofAllTimes)."
    }
    let orphans = network.orphans + network.ofAllTimes
    return "\(orphans.prefix(1).uppercased())\(orphans.dropFirst())."
  }
}
