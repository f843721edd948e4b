import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import Synchronization

/// A network and what was last asked of it: what is measured by the same rules is measured once.
final class LoadedNetwork: Sendable {
  /// What a network was made of.
  enum Origin: Sendable {
    /// Tables of a caller, and what became of their rows.
    case tables(TableNetwork.Counts)
    /// A store, perhaps one into which files were just imported.
    case store(LoadedStore)
  }

  let network: SocialNetwork
  let origin: Origin
  /// What a quote with a parent was taken for.
  let quotes: NetworkBuilder.QuoteRule
  private let last = Mutex<(rules: Rules, scored: Scored)?>(nil)

  init(_ network: SocialNetwork, _ origin: Origin, quotes: NetworkBuilder.QuoteRule) {
    (self.network, self.origin, self.quotes) = (network, origin, quotes)
  }

  /// What became of the rows that it was made of.
  var rowsRead: QualityLedger.Rows {
    switch origin {
    case .tables(let counts): counts.rows
    case .store(let store): store.rowsRead
    }
  }

  /// The network in the rules' scope, with nothing measured yet. Roles that a store's roster dates hold as in the window.
  /// - Throws: `StoreError`, `StoreHasChanged`.
  func measured(by rules: Rules) throws -> MeasuredNetwork {
    var own = network
    if case .store(let store) = origin, let dated = try store.network(in: rules.scope.window) { own = dated }
    return rules.scoring.measured(ScopedNetwork(own, scope: rules.scope))
  }

  /// By which rules a network is scored.
  struct Rules: Equatable, Sendable {
    var scope: Scope
    var kinds: Set<VoiceKind>
    var ranking: Ranking
    var seed: UInt64

    var scoring: Scoring { Scoring(eligibleKinds: kinds, ranking: ranking, seed: seed) }
  }

  /// A scored network. Rows are made when they are asked for: of a million voices they take more memory than all that was
  /// measured.
  final class Scored: Sendable {
    let measured: MeasuredNetwork
    let ranked: RankedRows
    private let rules: Rules

    init(_ measured: MeasuredNetwork, _ rules: Rules) {
      (self.measured, self.rules) = (measured, rules)
      ranked = rules.scoring.ranked(measured)
    }

    /// All rows, best first, without audiences: those of pictures and briefings.
    var rowsWithoutAudiences: [ScoredRow] { rules.scoring.rows(of: measured, top: 0) }

    /// All rows, best first.
    var rows: [ScoredRow] { rules.scoring.rows(of: measured) }
  }

  /// The network scored by these rules.
  /// - Throws: `Work.Stopped`, and as ``measured(by:)``.
  func scored(by rules: Rules, _ work: Work?) throws -> Scored {
    if let last = last.withLock({ $0 }), last.rules == rules { return last.scored }
    // What was measured by other rules is not needed beside what is measured now.
    last.withLock { $0 = nil }
    let measured = try measured(by: rules)
    for (place, step) in LoadedNetwork.steps.enumerated() {
      try work?.reach(Double(place) / Double(LoadedNetwork.steps.count + 1))
      step(measured)
    }
    try work?.reach(Double(LoadedNetwork.steps.count) / Double(LoadedNetwork.steps.count + 1))
    measured.forgetIntermediates()
    FreedMemory.giveBack()
    let scored = Scored(measured, rules)
    last.withLock { $0 = (rules, scored) }
    try work?.reach(1)
    return scored
  }

  /// What rows are made of, one after another, so that work can be stopped between them.
  private static let steps: [@Sendable (MeasuredNetwork) -> Void] = [
    { _ = $0.replierCounts }, { _ = $0.reciprocatedCounts }, { _ = $0.conversedCounts }, { _ = $0.replyReach },
    { _ = $0.scoreIntervals }, { _ = $0.responseRates }, { _ = $0.evidence }, { _ = $0.sections }, { _ = $0.coverage },
    { _ = $0.labels },
    { if $0.scoped.network.followers != nil { _ = $0.audiences } },
  ]
}

/// What was freed, and what the allocator keeps for later all the same.
enum FreedMemory {
  /// Gives it back to the system: whoever called uses other allocators beside this one.
  static func giveBack() {
    #if canImport(Glibc)
      _ = mallocTrim(0)
    #endif
  }
}

#if canImport(Glibc)
  // Swift's module of the C library leaves it out.
  @_silgen_name("malloc_trim")
  private func mallocTrim(_ kept: Int) -> Int32
#endif
