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
    section.paragraphs = [
      ranking.conversations.count == 1
        ? "The only conversation:" : "The largest of \(NumberFormat.text(ranking.conversations.count)) conversations:"
    ]
    section.figures = [
      Briefing.Picture(
        name: "conversation", caption: "Time runs to the right; each post stands below the one it answers.",
        figure: ConversationDiagram(of: best, on: input.diagrams))
    ]
    var table = ranking.table(top: 100) { input.diagrams.label(of: $0) }
    if input.diagrams.hidesNames, let column = table.columns.firstIndex(of: "conversation") {
      // The id of a post leads to its author.
      table.columns.remove(at: column)
      for row in table.rows.indices { table.rows[row].remove(at: column) }
    }
    section.tables = [
      Briefing.Table(
        name: "conversations", caption: "The conversations with most people, at most a hundred.", table: table,
        shown: input.voices)
    ]
    return section
  }
}
