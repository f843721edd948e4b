import ReparteeGraph

/// Voices side by side, down the reach funnel.
package struct Comparison: Sendable {
  /// The voices' rows, in the order asked for.
  package let rows: [ScoredRow]

  /// A comparison of these rows; two at least make sense.
  package init(_ rows: [ScoredRow]) { self.rows = rows }

  /// What the comparison says: the most conversed voice against the most followed other one, and where the same voice
  /// is both, against the next most conversed.
  package var sentence: String {
    let byConversation = rows.sorted {
      ($1.conversed, $1.replyReach, $0.voice) < ($0.conversed, $0.replyReach, $1.voice)
    }
    guard let first = byConversation.first, byConversation.count > 1 else { return "" }
    let followed = byConversation.max { ($0.followers ?? -1) < ($1.followers ?? -1) }
    let other = followed.flatMap { $0.voice == first.voice ? nil : $0 } ?? byConversation[1]
    return Contrast(first, other).sentence
  }

  /// The funnel's figures, widest first, then what stands beside them.
  package static let columns: [ScoreColumn] = [
    "followers", "audience_reach", "reply_reach", "reply_reach_low", "reply_reach_high", "repliers", "reciprocated",
    "conversed", "score", "rank", "section", "kind", "organisation", "conversations", "posts", "response_rate",
    "largest_conversation_share", "basis",
  ].compactMap { name in ScoreColumn.standard.first { $0.name == name } }

  /// One row a voice: for programs.
  package var table: ResultTable {
    ResultTable(
      columns: ["voice"] + Self.columns.map(\.name),
      rows: rows.map { row in [.text(row.label)] + Self.columns.map { $0.cell(row) } })
  }

  /// One row a figure, one column a voice: for people.
  package var sideBySide: ResultTable {
    ResultTable(
      columns: ["figure"] + rows.map(\.label),
      rows: Self.columns.map { column in [.text(column.name)] + rows.map(column.cell) })
  }
}
