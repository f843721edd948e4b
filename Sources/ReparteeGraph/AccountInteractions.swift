import Synchronization

/// What voices did towards each other where no post says it: replies of edge lists and of posts that say only whom they
/// answer, and reposts.
package struct AccountInteractions: Sendable {
  /// Who acted, as voices.
  package private(set) var actors: [UInt32] = []
  /// Towards whom, as voices.
  package private(set) var targets: [UInt32] = []
  /// Milliseconds since 1970, or `Posts.untimed`.
  package private(set) var times: [Int64] = []
  /// How many events each row stands for: above 1 only where several fell on one moment, or the input was counted.
  package private(set) var counts: [UInt32] = []

  /// Nothing.
  package init() {}

  /// Rows as columns, which are equally long.
  package init(actors: [UInt32], targets: [UInt32], times: [Int64], counts: [UInt32]) {
    precondition(
      [targets.count, times.count, counts.count].allSatisfy { $0 == actors.count },
      "the columns of interactions are equally long")
    (self.actors, self.targets, self.times, self.counts) = (actors, targets, times, counts)
  }

  /// How many rows there are.
  package var count: Int { actors.count }

  /// Adds what `actor` did towards `target`.
  package mutating func append(actor: UInt32, target: UInt32, time: Timestamp?, count: UInt32 = 1) {
    actors.append(actor)
    targets.append(target)
    times.append(time?.milliseconds ?? Posts.untimed)
    counts.append(count)
  }
}

/// Interactions that are made when somebody asks for them, since few measures do.
package final class LazyInteractions: Sendable {
  private enum State: Sendable {
    case made(AccountInteractions)
    case pending(@Sendable () -> AccountInteractions)
  }

  private let state: Mutex<State>

  /// Interactions that are there.
  package init(_ interactions: AccountInteractions) { state = Mutex(.made(interactions)) }

  /// Interactions between voices below a number, made by `make` at the first need. Stops where they name other voices: kernels
  /// read voices without checks of bounds.
  package init(voiceCount: Int, _ make: @escaping @Sendable () -> AccountInteractions) {
    state = Mutex(
      .pending {
        let interactions = make()
        requireIndices(interactions.actors, below: voiceCount, "actor", of: "voices")
        requireIndices(interactions.targets, below: voiceCount, "target", of: "voices")
        return interactions
      })
  }

  /// The interactions.
  package var interactions: AccountInteractions {
    state.withLock { state in
      switch state {
      case .made(let interactions): return interactions
      case .pending(let make):
        let interactions = make()
        state = .made(interactions)
        return interactions
      }
    }
  }
}
