import ReparteeGraph
import ReparteeMeasures

/// Which voices' figures are others than before, where some of the data were taken out or put in.
package struct FigureChanges: Sendable {
  /// One row a voice, in the order of the earlier ranking: its figures before and after, empty after where it is gone.
  package let table: ResultTable

  /// - Parameters:
  ///   - before: the rows of the earlier scoring, and what names each voice whatever others are called.
  ///   - after: those of the later one.
  package init(from before: [(name: String, row: ScoredRow)], to after: [(name: String, row: ScoredRow)]) {
    let now = Dictionary(after.map { ($0.name, $0.row) }) { first, _ in first }
    let then = Set(before.map(\.name))
    let all =
      before.map { ($0.name, ScoredRow?.some($0.row)) }
      + after.filter { !then.contains($0.name) }.map { ($0.name, nil) }
    let rows = all.compactMap { name, earlier -> [TableCell]? in
      let later = now[name]
      let figures = [earlier, later].map { row -> [TableCell] in
        guard let row else { return Array(repeating: .empty, count: Self.columns.count) }
        return [
          .integer(row.rank), .integer(row.score), .integer(row.replyReach), .integer(row.conversed),
          .integer(row.repliers),
          .integer(row.reciprocated),
        ]
      }
      if figures[0] == figures[1] { return nil }
      // Who was forgotten is named by nothing that is kept of this.
      return [.text(later == nil ? "(forgotten)" : later?.label)] + zip(figures[0], figures[1]).flatMap { [$0, $1] }
    }
    table = ResultTable(columns: ["voice"] + Self.columns.flatMap { [$0 + "_before", $0] }, rows: rows)
  }

  private static let columns = ["rank", "score", "reply_reach", "conversed", "repliers", "reciprocated"]
}
