import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeMeasures
import ReparteeStore

/// Scores a store's voices.
package struct ScoreStep: Sendable {
  /// What of the network counts.
  package var scope = Scope()
  /// Which voices are ranked, and by what.
  package var scoring = Scoring()
  /// The measures that follow the contract's columns.
  package var additionalColumns: [Measure] = []
  /// What a quote with a parent is.
  package var quotes = NetworkBuilder.QuoteRule.newConversations
  /// How many rows to show, from the first; nil shows all. The others get no audience, unless it ranks.
  package var top: Int?
  /// Whether the table is for people, without intervals that tell them nothing.
  package var isForPeople = false

  /// Scoring everything by the default rules.
  package init() {}

  /// A scored network.
  package struct Result: Sendable {
    /// What was scored.
    package let measured: MeasuredNetwork
    /// Every voice, scored and ranked.
    package let rows: [ScoredRow]
    /// The shown rows as a table.
    package let table: ResultTable

    /// What was scored, its rows and their table.
    package init(measured: MeasuredNetwork, rows: [ScoredRow], table: ResultTable) {
      self.measured = measured
      self.rows = rows
      self.table = table
    }

    /// The network, in its scope.
    package var network: ScopedNetwork { measured.scoped }

    /// How many voices were scored: nobody where nothing lies in the window.
    var scoredVoices: Int { network.isSilent ? 0 : rows.count }

    /// The row of the voice that somebody means.
    /// - Throws: `VoiceLookup.Failure`; `VoiceWithoutRow` for an account that neither posted nor replied.
    package func row(named name: String, lookup: VoiceLookup) throws -> ScoredRow {
      let voice = try Int(lookup.voice(named: name))
      guard var row = rows.first(where: { $0.voice == voice }) else { throw VoiceWithoutRow(name: name) }
      // Rows beyond the table's have none yet.
      row.audienceReach = AudienceReach.compute(in: network, of: [voice])[0].map { Int($0.people) }
      return row
    }
  }

  /// Loads the network, with nothing measured yet.
  package func load(_ store: ConversationStore) throws -> MeasuredNetwork {
    scoring.measured(ScopedNetwork(try store.network(quotes: quotes, window: scope.window), scope: scope))
  }

  /// The network of another window of the same store, with nothing measured yet. Only where the roster dates roles, which
  /// differ from window to window, is it read again.
  /// - Parameter network: what a step with the same rule for quotes has loaded.
  package func rescoped(_ network: SocialNetwork, from store: ConversationStore) throws -> MeasuredNetwork {
    try store.hasDatedRoles() ? load(store) : scoring.measured(ScopedNetwork(network, scope: scope))
  }

  /// Loads the network and scores it.
  package func run(on store: ConversationStore) throws -> Result { score(try load(store)) }

  /// Scores a network.
  package func score(_ measured: MeasuredNetwork) -> Result {
    let rows = scoring.rows(of: measured, top: top)
    let shown = top.map { Array(rows.prefix($0)) } ?? rows
    let table = ScoreColumn.table(shown, additional: additionalColumns, network: measured, isForPeople: isForPeople)
    return Result(measured: measured, rows: rows, table: table)
  }

  /// The parameters as text: a saved run's identity.
  package var parameters: String {
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
