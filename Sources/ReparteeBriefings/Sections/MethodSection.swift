import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures

/// How it was counted: definitions, rules, and the files that everything comes from.
struct MethodSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    var section = Briefing.PageSection("method", title: "How it was counted")
    let place = input.hasConversations ? " in a conversation" : ""
    let returns = input.scored.contains { $0.conversed != nil }
    section.paragraphs = [
      "The score counts people: one point for everybody with whom a voice has replies both ways\(place)"
        + (returns ? ", one more for everybody who came back after an answer" : "")
        + ". Reply reach is how many distinct people "
        + (input.hasConversations ? "talk anywhere below what somebody posts" : "reply to somebody")
        + ". Nobody counts twice, answers to oneself count nowhere, and accounts that the roster gives to one person count as "
        + "one.",
      "Definitions are of version \(Scoring.definitionsVersion).",
    ]
    let shown: Set = [
      "reply_reach", "conversed", "repliers", "reciprocated", "audience_reach", "response_rate", "score",
    ]
    let definitions =
      MeasureCatalogue.all.filter { $0.subject == .voice && shown.contains($0.name) }.map {
        ($0.name, $0.summary, $0.range)
      }
      + Self.columns
      + (input.hasConversations
        ? ConversationTable.measures.map { ("\($0.name) (of a conversation)", $0.summary, $0.range) } : [])
    section.tables = [
      Briefing.Table(
        name: "definitions", caption: "What the figures mean.",
        table: ResultTable(
          columns: ["figure", "measure", "meaning", "range"],
          rows: definitions.map { names, meaning, range in
            [.text(PageWords.headings(of: names)), .text(names), .text(meaning), .text(range)]
          }), shown: .max, columns: ["figure", "meaning", "range"]),
      Briefing.Table(
        name: "rules", caption: "The rules of this briefing.",
        table: ResultTable(
          columns: ["rule", "value"], rows: input.rules.map { [.text($0.name), .text($0.value)] }), shown: .max),
      Briefing.Table(
        name: "sources", caption: "The files it is made from.", table: input.sources, shown: 50,
        columns: ["file", "format", "rows_in", "kept", "duplicates", "ignored", "rejected"]),
    ].filter { !$0.table.rows.isEmpty }
    return section
  }

  /// What the columns say that are no measures: of the tables, and of those that stand below the pictures.
  private static let columns: [(String, String, String)] = [
    (
      "score_low, score_high; reply_reach_low, reply_reach_high",
      "how far the figure may be off by which conversations took place: made to hold 95 times in 100, which it does less often where "
        + "conversations are few or differ widely in size", "points; people"
    ),
    (
      "reply_reach_next_low, reply_reach_next_high", "between which the reply reach of a like window will lie",
      "people; wider, since a window strays too"
    ),
    (
      "rank_low, rank_high", "between which the rank lies in nine of ten samples of half of the conversations",
      "ranks; empty where nothing can be sampled"
    ),
    ("posts", "posts of the voice's own in the window", "0 and up, posts"),
    (
      "coverage", "of the replies that the platform counted below the voice's posts, the share that the files hold",
      "0 to 1; empty where no platform counted"
    ),
    ("people_drawn", "people around the voice who have a dot of their own in the picture", "0 and up, people"),
    (
      "people_folded", "people around the voice whom the picture draws as one mark with their number",
      "0 and up, people"
    ),
    ("folded_posts, folded_people", "posts, and who wrote them, that the picture draws as one mark", "0 and up"),
    ("x, y", "where the picture has the voice: from its left and upper edge", "points"),
  ]
}
