import ReparteeGraph
import ReparteeMeasures

/// Scores every voice down the reach funnel, sorts the voices into sections, and ranks them.
package struct Scoring: Sendable {
  /// Part of every saved run: a new number where a definition changes.
  package static let definitionsVersion = "\(Definitions.version)"

  /// The kinds that may stand in `voices`.
  package var eligibleKinds: Set<VoiceKind>
  /// What `voices` are ranked by.
  package var ranking: Ranking
  /// The random seed of measures that need one.
  package var seed: UInt64

  /// Scoring by these rules; by default people and accounts of unknown kind may be voices.
  package init(eligibleKinds: Set<VoiceKind> = [.person, .unknown], ranking: Ranking = .score, seed: UInt64 = 1) {
    self.eligibleKinds = eligibleKinds
    self.ranking = ranking
    self.seed = seed
  }

  /// One row for every author, author of a stub, and party to a reply arc; sections in order, ranks given.
  package func rows(of network: ScopedNetwork) -> [ScoredRow] { rows(of: measured(network)) }

  /// The network with nothing measured yet, for these rules.
  package func measured(_ network: ScopedNetwork) -> MeasuredNetwork {
    MeasuredNetwork(network, eligibleKinds: eligibleKinds, ranking: ranking, seed: seed)
  }

  /// The rows of a network that is measured for these rules.
  /// - Parameter top: how many of the first rows are shown, with exact audiences; the others get none unless it ranks.
  ///   Nil is all, with audiences that are estimated where the network is too large to count.
  package func rows(of measured: MeasuredNetwork, top: Int? = nil) -> [ScoredRow] {
    let maker = RowMaker(measured)
    var rows = (0..<measured.voices.count).compactMap(maker.row)
    if top == nil || ranking == .audienceReach {
      let audiences = measured.audiences
      for index in rows.indices { rows[index].audienceReach = audiences[rows[index].voice].map { Int($0.people) } }
    }
    ranking.sortAndRank(&rows)
    if let top { addAudiences(to: &rows, top: top, in: measured.scoped) }
    return rows
  }

  /// The order of all rows of a network that is measured for these rules; rows are made when they are looked at, which takes
  /// a hundredth of the memory. The rows are those of ``rows(of:top:)``.
  package func ranked(_ measured: MeasuredNetwork) -> RankedRows {
    let maker = RowMaker(measured)
    let audiences = ranking == .audienceReach ? measured.audiences : nil
    let order = ranking.order(ofVoices: measured.voices.count) { voice in
      var row = maker.row(of: voice)
      if let audiences { row?.audienceReach = audiences[voice].map { Int($0.people) } }
      return row
    }
    return RankedRows(measured, order: order)
  }

  /// Counts the audiences of the first rows.
  package func addAudiences(to rows: inout [ScoredRow], top: Int, in network: ScopedNetwork) {
    let audiences = AudienceReach.compute(in: network, of: rows.prefix(top).map(\.voice))
    for (index, audience) in audiences.enumerated() { rows[index].audienceReach = audience.map { Int($0.people) } }
  }
}
