import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures

/// What a briefing is made from: a scored network, the window before it, and where the data come from.
package struct BriefingInput: Sendable {
  /// The scored network, as pictures name its voices.
  package var diagrams: DiagramContext
  /// The title.
  package var title: String
  /// The window before, as long as this one; nil where there is none, or nothing in it.
  package var previous: DiagramContext?
  /// What became of the rows of all sources.
  package var rows = QualityLedger.Rows()
  /// The sources as a table.
  package var sources = ResultTable(columns: [], rows: [])
  /// Voice → the domains that its posts in the window link to, the most frequent first; empty where none were kept.
  package var domains: [Int: [(text: String, posts: Int)]] = [:]
  /// The rules that were scored by: names and values.
  package var rules: [(name: String, value: String)] = []
  /// What a person should see before the figures, a sentence each without a full stop.
  package var notices: [String] = []
  /// The moment after which times lie in the future; nil counts none.
  package var now: Timestamp?
  /// How many voices a table shows.
  package var voices = 10
  /// How many voices are proposed to be engaged.
  package var picks = 5

  /// A input without a window before, sources or rules.
  package init(_ diagrams: DiagramContext, title: String) {
    self.diagrams = diagrams
    self.title = title
  }

  var measured: MeasuredNetwork { diagrams.measured }
  var scored: [ScoredRow] { diagrams.rows }
  /// Whether any reply belongs to a conversation that is known.
  var hasConversations: Bool { scored.contains { $0.conversations != nil } }
  var ranked: ArraySlice<ScoredRow> { scored.prefix { $0.section == .voices } }
  /// Those at the end of the voices shown who are no more than others that are not; nil where there are none.
  var tie: RankTie? { RankTie(Array(ranked), shown: voices, orderedBy: diagrams.tieOrder) }

  /// The few voices that together reach most people.
  var choice: ChoiceReport {
    choiceOnce.value {
      ChoiceReport(
        CoverageSelection(count: picks), among: ChoiceReport.Candidates(), rows: scored, network: measured)
    }
  }

  private let choiceOnce = Once<ChoiceReport>()

  /// Followers against the people who came back; where nothing of it can be drawn, the network.
  var foundingPicture: Briefing.Picture? { foundingOnce.value { followersPicture ?? networkPicture } }

  private let foundingOnce = Once<Briefing.Picture?>()
}
