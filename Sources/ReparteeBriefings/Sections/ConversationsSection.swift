import ReparteeAnalysis
import ReparteeFigures
import ReparteeGraph
import ReparteeText

/// The conversations of most people, and the first of them drawn.
struct ConversationsSection: BriefingSection {
  func section(on input: BriefingInput) -> Briefing.PageSection? {
    guard let ranking = ConversationTable(input.measured, rankedBy: "people"), let best = ranking.conversations.first
    else { return nil }
    var section = Briefing.PageSection("conversations", title: "The largest conversations")
    // One of very many that are as large stands for nothing.
    let isDrawn = ranking.firstCount <= input.voices
    let lead = Self.lead(ranking, isDrawn: isDrawn)
    // A picture of posts shows people one by one.
    if isDrawn, SmallCounts.current == nil {
      section.figures = [
        Briefing.Picture(
          name: "conversation", caption: "\(lead) Time runs to the right; each post stands below the one it answers.",
          figure: ConversationDiagram(of: best, on: input.diagrams))
      ]
    } else {
      section.paragraphs = [lead]
    }
    var table = ranking.table(top: 100) { input.diagrams.label(of: $0) }
    if input.diagrams.hidesNames, let column = table.columns.firstIndex(of: "conversation") {
      // The id of a post leads to its author.
      table.columns.remove(at: column)
      for row in table.rows.indices { table.rows[row].remove(at: column) }
      // Rows that are alike stand in the order of ids, too.
      table.rows = Self.reordered(table.rows)
    }
    section.tables = [
      Briefing.Table(
        name: "conversations", caption: "The conversations with most people, at most a hundred.", table: table,
        shown: isDrawn ? input.voices : 0,
        columns: [
          "rank", "author", "platform", "started", "posts", "people", "depth", "width", "structural_virality", "gini",
          "coverage",
        ])
    ]
    return section
  }

  /// The rows, those of one rank by what they say.
  private static func reordered(_ rows: [[TableCell]]) -> [[TableCell]] {
    rows.enumerated().map { ($0.element[0].number, "\($0.element.dropFirst())", $0.element) }.sorted {
      ($0.0, $0.1) < ($1.0, $1.1)
    }.map(\.2)
  }

  /// What the picture shows, with how many are as large.
  private static func lead(_ ranking: ConversationTable, isDrawn: Bool) -> String {
    let count = ranking.conversations.count
    if NumberFormat.isOne(count) { return "The only conversation." }
    let people = NumberFormat.text(ranking.mostPeople, "person", "people")
    if !isDrawn {
      if ranking.firstCount == count {
        return "All \(NumberFormat.text(count)) conversations have \(people) each, so that none stands out."
      }
      return
        "\(NumberFormat.text(ranking.firstCount)) of \(NumberFormat.text(count)) conversations have \(people) each, and none "
        + "has more, so that none stands out."
    }
    if ranking.firstCount == count, SmallCounts.current == nil {
      return "All \(NumberFormat.text(count)) conversations have \(people) each; this is one of them."
    }
    return ranking.firstCount == 1 && SmallCounts.current == nil
      ? "The conversation with most people (\(NumberFormat.text(ranking.mostPeople))), of \(NumberFormat.text(count))."
      : "One of \(NumberFormat.text(ranking.firstCount)) conversations with most people (\(NumberFormat.text(ranking.mostPeople))), of "
        + "\(NumberFormat.text(count))."
  }
}
