import ReparteeGraph
import ReparteeMeasures

/// One column of `score`. The standard ones are a contract: their names and their order.
package struct ScoreColumn: Sendable {
  /// The column's name, as the header has it.
  package let name: String
  /// What it says, where it is no measure of the catalogue.
  package let meaning: String?
  /// The values that it can take, where it is no measure of the catalogue.
  package let range: String?
  let cell: @Sendable (ScoredRow) -> TableCell

  init(
    name: String, _ meaning: String? = nil, range: String? = nil, cell: @escaping @Sendable (ScoredRow) -> TableCell
  ) {
    (self.name, self.meaning, self.range, self.cell) = (name, meaning, range, cell)
  }

  /// The contract's columns, in their order.
  package static let standard: [ScoreColumn] = [
    ScoreColumn(
      name: "rank", "the place among the ranked; of equal scores more reach comes first, then more repliers",
      range: "1 and up; empty outside the section voices"
    ) { .integer($0.rank) },
    ScoreColumn(
      name: "section", "where the voice stands in the ranking",
      range: "voices, broadcasters, others or excluded"
    ) { .text($0.section.rawValue) },
    ScoreColumn(
      name: "voice", "the handle, else the name or the id; a joined voice by its own name",
      range: "text"
    ) { .text($0.label) },
    ScoreColumn(
      name: "kind", "what the roster says the account is",
      range: "person, channel, anonymous, bot or unknown"
    ) { .text($0.kind.rawValue) },
    ScoreColumn(
      name: "organisation", "whose person or channel it is, as the roster says",
      range: "text; empty without a roster line"
    ) { .text($0.organisation) },
    ScoreColumn(name: "score") { .integer($0.score) },
    ScoreColumn(
      name: "score_low", "lower end of the 95% interval of score",
      range: "points; empty below five conversations"
    ) { .decimal($0.scoreLow, places: 2) },
    ScoreColumn(
      name: "score_high", "upper end of the 95% interval of score",
      range: "points; empty below five conversations"
    ) { .decimal($0.scoreHigh, places: 2) },
    ScoreColumn(name: "reply_reach") { .integer($0.replyReach) },
    ScoreColumn(
      name: "reply_reach_low", "lower end of the 95% interval of reply_reach",
      range: "people; empty below five conversations"
    ) { .decimal($0.replyReachLow, places: 2) },
    ScoreColumn(
      name: "reply_reach_high", "upper end of the 95% interval of reply_reach",
      range: "people; empty below five conversations"
    ) { .decimal($0.replyReachHigh, places: 2) },
    ScoreColumn(name: "conversed") { .integer($0.conversed) },
    ScoreColumn(name: "repliers") { .integer($0.repliers) },
    ScoreColumn(name: "reciprocated") { .integer($0.reciprocated) },
    ScoreColumn(name: "audience_reach") { .integer($0.audienceReach) },
    ScoreColumn(
      name: "followers",
      "the count by the platform or the roster, or of a follow list declared complete; not used in the score",
      range: "0 and up, people; empty where nobody counted"
    ) { .integer($0.followers) },
    ScoreColumn(
      name: "conversations", "conversations in which the voice has a post with something in the window at or below it",
      range: "0 and up, conversations; empty where no post of the voice is known"
    ) { .integer($0.conversations) },
    ScoreColumn(
      name: "posts", "the voice's own posts in the window",
      range: "0 and up, posts; empty where no post of the voice is known"
    ) { .integer($0.posts) },
    ScoreColumn(name: "response_rate") { .decimal($0.responseRate, places: 4) },
    ScoreColumn(name: "largest_conversation_share") { .decimal($0.largestConversationShare, places: 4) },
    ScoreColumn(
      name: "basis", "which kind of evidence the figures rest on",
      range: "threads, timed-arcs, arcs or mixed"
    ) { .text($0.basis.rawValue) },
    ScoreColumn(
      name: "coverage", "of the replies that the platform counted below the voice's posts, the share that is held",
      range: "0 to 1; empty where no platform counted"
    ) { .decimal($0.coverage, places: 4) },
  ]

  /// The standard columns that are no measures of the catalogue: each says itself what it means.
  package static let own = standard.filter { $0.meaning != nil }

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
