import ReparteeAnalysis
import ReparteeFigures
import ReparteeGraph

/// The conversations of most people, and the first of them drawn.
struct ConversationsSection: BriefingSection {
  func section(on ground: BriefingGround) -> Briefing.Section? {
    guard let ranking = ConversationTable(ground.measured, rankedBy: "people"), let best = ranking.conversations.first
    else { return nil }
    var section = Briefing.Section("conversations", title: "The best conversations")
    section.paragraphs = [
      "\(NumberFormat.text(ranking.conversations.count, "conversation")) began in the window. The one of most people:"
    ]
    section.figures = [
      Briefing.Picture(
        name: "conversation", caption: "Time runs to the right; each post hangs below the one it answers.",
        figure: ConversationDiagram(of: best, on: ground.diagrams))
    ]
    var table = ranking.table(top: 100) { ground.diagrams.label(of: $0) }
    if ground.diagrams.hidesNames, let column = table.columns.firstIndex(of: "conversation") {
      // The id of a post leads to its author.
      table.columns.remove(at: column)
      for row in table.rows.indices { table.rows[row].remove(at: column) }
    }
    section.tables = [
      Briefing.Table(
        name: "conversations", caption: "The conversations of most people.", table: table, shown: ground.voices)
    ]
    return section
  }
}
