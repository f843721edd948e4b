import ReparteeGraph
import Synchronization

/// A scoped network with what was measured on it so far, so that measures which use each other compute nothing
/// twice.
///
/// A shared result is a property in an extension: `var conversed: VoiceSets { remember("conversed") { … } }`. It may
/// be used from several threads; two that ask for the same result at once may both compute it, and get equal ones.
package final class MeasuredNetwork: Sendable {
  /// What is measured.
  package let scoped: ScopedNetwork
  /// The kinds of voices that may be ranked.
  package let eligibleKinds: Set<VoiceKind>
  /// What the voices are ranked by.
  package let ranking: Ranking
  /// The random seed of every measure that needs one.
  package let seed: UInt64

  /// Whether posts are those of some voices' conversations alone: then only what is known of everyone, or is asked of one of
  /// these voices, is that of the whole network.
  package let isPart: Bool

  fileprivate let results = Mutex<[String: any Sendable]>([:])
  private let known = Mutex<[String: @Sendable () -> any Sendable]>([:])

  /// A network of which nothing is measured yet.
  package init(
    _ scoped: ScopedNetwork, eligibleKinds: Set<VoiceKind> = [.person, .unknown], ranking: Ranking = .score,
    seed: UInt64 = 1, isPart: Bool = false
  ) {
    self.scoped = scoped
    self.eligibleKinds = eligibleKinds
    self.ranking = ranking
    self.seed = seed
    self.isPart = isPart
  }

  /// Says what the result of a name is, so that it need not be computed.
  package func know<Result: Sendable>(_ name: StaticString, _ result: @escaping @Sendable () -> Result) {
    known.withLock { $0["\(name)"] = result }
  }

  /// The result of `compute`, which is called only where nothing is known or remembered under `name`.
  package func remember<Result: Sendable>(_ name: StaticString, _ compute: () -> Result) -> Result {
    let name = "\(name)"
    if let held = results.withLock({ $0[name] }), let result = held as? Result { return result }
    let known = known.withLock { $0[name] }
    let result: Result
    if let known, let told = known() as? Result { result = told } else { result = compute() }
    results.withLock { $0[name] = result }
    return result
  }
}

extension MeasuredNetwork {
  /// Gives back what rows were made of, and no row has itself: whoever asks for it computes it again.
  package func forgetIntermediates() {
    results.withLock { results in
      for name in [
        "firstAnswers", "reciprocatedEncounters", "conversedEncounters", "exchanges", "repliers", "reciprocated",
        "conversed",
      ] {
        results[name] = nil
      }
    }
  }

  /// Everyone in the network.
  package var voices: Voices { scoped.network.voices }
}
