import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures

/// How it was counted: definitions, rules, and the files that everything comes from.
struct MethodSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    var section = Briefing.PageSection("method", title: "How it was counted")
    section.paragraphs = [
      "The score counts people: one point for everybody whom a voice answered in a conversation, one more for everybody "
        + "who then came back. Reply reach is how many distinct people talk anywhere below what somebody posts. Nobody "
        + "counts twice, answers to oneself count nowhere, and accounts that the roster gives to one person count as one.",
      "Definitions are of version \(Scoring.definitionsVersion).",
    ]
    let shown: Set = [
      "reply_reach", "conversed", "repliers", "reciprocated", "audience_reach", "response_rate", "score",
    ]
    let definitions = MeasureCatalogue.all.filter { $0.subject == .voice && shown.contains($0.name) }
    section.tables = [
      Briefing.Table(
        name: "definitions", caption: "What the figures mean.",
        table: ResultTable(
          columns: ["measure", "meaning", "range"],
          rows: definitions.map { [.text($0.name), .text($0.summary), .text($0.range)] }), shown: .max),
      Briefing.Table(
        name: "rules", caption: "The rules of this briefing.",
        table: ResultTable(
          columns: ["rule", "value"], rows: input.rules.map { [.text($0.name), .text($0.value)] }), shown: .max),
      Briefing.Table(name: "sources", caption: "The files it is made from.", table: input.sources, shown: 50),
    ].filter { !$0.table.rows.isEmpty }
    return section
  }
}
