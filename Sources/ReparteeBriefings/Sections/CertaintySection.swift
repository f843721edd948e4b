import ReparteeAnalysis
import ReparteeGraph

/// How sure the figures are: what was read, what of it could be used, and what is missing.
struct CertaintySection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    var section = Briefing.PageSection("certainty", title: "How sure we are")
    let quality = input.measured.scoped.network.quality
    section.paragraphs = [
      quality.isPatchy
        ? "More than one reply in ten answers a post that no file holds: take every figure as a lower bound."
        : "These data hold the parents of nine replies in ten and more. What no file holds is not counted, so every "
          + "figure is a lower bound."
    ]
    section.tables = [
      Briefing.Table(
        name: "quality", caption: "What was read, and what of it could be used.",
        table: QualityLedger(rows: input.rows, network: input.measured).table, shown: .max)
    ]
    return section
  }
}
