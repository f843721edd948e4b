import ReparteeGraph
import ReparteeMeasures

/// One column of `score`. The standard ones are a contract: their names and their order.
package struct ScoreColumn: Sendable {
  /// The column's name, as the header has it.
  package let name: String
  let cell: @Sendable (ScoredRow) -> TableCell

  /// The contract's columns, in their order.
  package static let standard: [ScoreColumn] = [
    ScoreColumn(name: "rank") { .integer($0.rank) },
    ScoreColumn(name: "section") { .text($0.section.rawValue) },
    ScoreColumn(name: "voice") { .text($0.label) },
    ScoreColumn(name: "kind") { .text($0.kind.rawValue) },
    ScoreColumn(name: "organisation") { .text($0.organisation) },
    ScoreColumn(name: "score") { .integer($0.score) },
    ScoreColumn(name: "score_low") { .decimal($0.scoreLow, places: 2) },
    ScoreColumn(name: "score_high") { .decimal($0.scoreHigh, places: 2) },
    ScoreColumn(name: "reply_reach") { .integer($0.replyReach) },
    ScoreColumn(name: "reply_reach_low") { .decimal($0.replyReachLow, places: 2) },
    ScoreColumn(name: "reply_reach_high") { .decimal($0.replyReachHigh, places: 2) },
    ScoreColumn(name: "conversed") { .integer($0.conversed) },
    ScoreColumn(name: "repliers") { .integer($0.repliers) },
    ScoreColumn(name: "reciprocated") { .integer($0.reciprocated) },
    ScoreColumn(name: "audience_reach") { .integer($0.audienceReach) },
    ScoreColumn(name: "followers") { .integer($0.followers) },
    ScoreColumn(name: "conversations") { .integer($0.conversations) },
    ScoreColumn(name: "posts") { .integer($0.posts) },
    ScoreColumn(name: "response_rate") { .decimal($0.responseRate, places: 4) },
    ScoreColumn(name: "largest_conversation_share") { .decimal($0.largestConversationShare, places: 4) },
    ScoreColumn(name: "basis") { .text($0.basis.rawValue) },
    ScoreColumn(name: "coverage") { .decimal($0.coverage, places: 4) },
  ]

  /// The measures that can be added as further columns: those of a voice that are no column yet.
  package static let additional = MeasureCatalogue.measures(of: .voice).filter { measure in
    !standard.contains { $0.name == measure.name }
  }

  /// The table of `rows`: the standard columns, then the additional measures asked for.
  /// - Parameter isForPeople: whether intervals that tell people nothing are left out.
  package static func table(
    _ rows: [ScoredRow], additional: [Measure], network: MeasuredNetwork, isForPeople: Bool = false
  ) -> ResultTable {
    let rows = isForPeople ? rows.map { $0.shown(in: network) } : rows
    let extras = additional.map { $0.cells(network) }
    let cells = rows.map { row in standard.map { $0.cell(row) } + extras.map { $0[row.voice] } }
    return ResultTable(columns: standard.map(\.name) + additional.map(\.name), rows: cells)
  }
}

/// A name that is no measure's, or one that is given twice.
public struct MeasureNameError: Error, CustomStringConvertible, Sendable {
  /// What is wrong, and what can be given instead.
  public let description: String
}

extension ScoreColumn {
  /// The measures of these names, with or without a plus sign in front.
  /// - Throws: `MeasureNameError`.
  package static func additional(named names: [String]) throws(MeasureNameError) -> [Measure] {
    var measures: [Measure] = []
    for given in names {
      let name = given.hasPrefix("+") ? String(given.dropFirst()) : given
      guard let measure = additional.first(where: { $0.name == name }) else {
        throw MeasureNameError(
          description: "\(name) is no measure that can be added."
            + Suggestions.suggestion(for: name, among: additional.map(\.name)))
      }
      if measures.contains(where: { $0.name == name }) {
        throw MeasureNameError(description: "\(name) is named twice.")
      }
      measures.append(measure)
    }
    return measures
  }
}
