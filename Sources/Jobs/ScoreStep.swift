import Analysis
import Formats
import Measures
import SocialGraph
import Store

/// Scores a store's voices.
public struct ScoreStep: Sendable {
  /// What of the network counts.
  public var scope = Scope()
  /// Which voices are ranked, and by what.
  public var scoring = Scoring()
  /// The measures that follow the contract's columns.
  public var additionalColumns: [Measure] = []
  /// What a quote with a parent is.
  public var quotes = NetworkBuilder.QuoteRule.newConversations
  /// How many rows to show, from the first; nil shows all.
  public var top: Int?

  /// Scoring everything by the default rules.
  public init() {}

  /// A scored network.
  public struct Result: Sendable {
    /// What was scored.
    public let measured: MeasuredNetwork
    /// Every voice, scored and ranked.
    public let rows: [ScoredRow]
    /// The shown rows as a table.
    public let table: ResultTable

    /// The network, in its scope.
    public var network: ScopedNetwork { measured.scoped }
  }

  /// Loads the network and scores it.
  public func run(on store: ConversationStore) throws -> Result {
    let measured = scoring.measured(ScopedNetwork(try store.network(quotes: quotes), scope: scope))
    let rows = scoring.rows(of: measured)
    let shown = top.map { Array(rows.prefix($0)) } ?? rows
    let table = ScoreColumn.table(shown, additional: additionalColumns, network: measured)
    return Result(measured: measured, rows: rows, table: table)
  }

  /// The parameters as text: a saved run's identity.
  public var parameters: String {
    var parts = [
      "from=\(scope.window.start.map { String($0.milliseconds) } ?? "")",
      "to=\(scope.window.end.map { String($0.milliseconds) } ?? "")",
      "rank-by=\(scoring.ranking.rawValue)",
      "kinds=\(scoring.eligibleKinds.map(\.rawValue).sorted().joined(separator: ","))",
    ]
    if scope.bots == .count { parts.append("bots=count") }
    if scope.colleagues == .leaveOut { parts.append("colleagues=leave-out") }
    if quotes == .asReplies { parts.append("quotes=as-replies") }
    return parts.joined(separator: ";")
  }
}
