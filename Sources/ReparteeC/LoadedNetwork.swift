import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures
import Synchronization

/// A network and what was last asked of it: what is measured by the same rules is measured once.
final class LoadedNetwork: Sendable {
  let network: SocialNetwork
  let counts: TableNetwork.Counts
  private let last = Mutex<(rules: Rules, scored: Scored)?>(nil)

  init(_ network: SocialNetwork, _ counts: TableNetwork.Counts) { (self.network, self.counts) = (network, counts) }

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

    /// All rows, best first.
    var rows: [ScoredRow] { rules.scoring.rows(of: measured) }
  }

  /// The network scored by these rules.
  /// - Throws: `Work.Stopped`.
  func scored(by rules: Rules, _ work: Work?) throws -> Scored {
    if let last = last.withLock({ $0 }), last.rules == rules { return last.scored }
    // What was measured by other rules is not needed beside what is measured now.
    last.withLock { $0 = nil }
    let scoring = rules.scoring
    let measured = scoring.measured(ScopedNetwork(network, scope: rules.scope))
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
