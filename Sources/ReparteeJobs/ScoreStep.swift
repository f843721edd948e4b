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
    var scoredVoices: Int { measured.isSilent ? 0 : rows.count }

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

  /// Scores for those who ask only about some voices, beside the first rows of the table.
  ///
  /// Where the store keeps what scoring by these rules gives, everyone's figures are read, and no more of the network is than
  /// these voices need; else all of it is loaded and scored. The rows are the same to the bit, and so is whatever is measured
  /// of these voices.
  /// - Parameter choose: which voices are asked about, once everyone is scored.
  package func run(
    on store: ConversationStore, about choose: (MeasuredNetwork, [ScoredRow]) throws -> [Int]
  ) throws -> Result {
    if let result = try runPart(on: store, about: choose) { return result }
    return try run(on: store)
  }

  /// The same from what is kept; nil where nothing is kept that these rules give.
  private func runPart(
    on store: ConversationStore, about choose: (MeasuredNetwork, [ScoredRow]) throws -> [Int]
  ) throws -> Result? {
    guard let top, additionalColumns.isEmpty else { return nil }
    var rows: [ScoredRow] = []
    let part = try part(of: store) { everyone, ranked in
      rows = ranked.all
      return rows.prefix(top).map(\.voice) + (try choose(everyone, rows))
    }
    guard let (measured, _) = part else { return nil }
    scoring.addAudiences(to: &rows, top: top, in: measured.scoped)
    return result(of: measured, rows: rows)
  }

  /// What is known of some voices, and everyone's rows.
  package struct Answer {
    /// The network, or as much of it as these voices need.
    package let measured: MeasuredNetwork
    /// The rows of the voices, in the order in which they were named, with their audiences.
    package let rows: [ScoredRow]
    /// All rows, best first, without audiences.
    package let everyone: any RandomAccessCollection<ScoredRow>
  }

  /// Scores, and finds the rows of the voices that somebody means; as fast as ``run(on:about:)``.
  /// - Throws: as ``Result/row(named:lookup:)``.
  package func answer(about names: [String], from store: ConversationStore) throws -> Answer {
    var voices: [Int] = []
    let part = try part(of: store) { everyone, _ in
      let lookup = VoiceLookup(everyone)
      voices = try names.map { Int(try lookup.voice(named: $0)) }
      return voices
    }
    guard let (measured, ranked) = part else {
      let result = try run(on: store)
      let lookup = VoiceLookup(result.measured)
      return Answer(
        measured: result.measured, rows: try names.map { try result.row(named: $0, lookup: lookup) },
        everyone: result.rows)
    }
    var rows = try zip(names, voices).map { name, voice in
      guard let row = ranked.row(of: voice) else { throw VoiceWithoutRow(name: name) }
      return row
    }
    scoring.addAudiences(to: &rows, top: rows.count, in: measured.scoped)
    return Answer(measured: measured, rows: rows, everyone: ranked)
  }

  /// Everyone's rows and the conversations of some voices, where the store keeps what scoring by these rules gives: the one
  /// place that decides whether figures are read or computed.
  private func part(
    of store: ConversationStore, choosing choose: (MeasuredNetwork, RankedRows) throws -> [Int]
  ) throws -> (MeasuredNetwork, RankedRows)? {
    guard quotes == .newConversations, KeptResults.fits(scoring, scope) else { return nil }
    var found: (kept: KeptResults, rows: RankedRows)?
    let part = try store.networkPart { everyone, columns in
      guard let kept = KeptResults(columns, voices: everyone.voices), let measured = kept.measured(everyone) else {
        return nil
      }
      let rows = kept.rows(of: measured)
      found = (kept, rows)
      return try choose(measured, rows).map(UInt32.init)
    }
    guard let part, let (kept, rows) = found, let measured = kept.measured(part) else { return nil }
    return (measured, rows)
  }

  /// Scores a network.
  package func score(_ measured: MeasuredNetwork) -> Result {
    result(of: measured, rows: scoring.rows(of: measured, top: top))
  }

  private func result(of measured: MeasuredNetwork, rows: [ScoredRow]) -> Result {
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
