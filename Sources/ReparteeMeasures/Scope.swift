import ReparteeGraph

/// Which part of a network a measure looks at, and who counts as a person in it.
package struct Scope: Sendable, Equatable {
  /// What becomes of accounts that the roster calls bots.
  package enum BotRule: String, CaseIterable, Sendable {
    /// Their posts stay in the tree and pass reach on, but they are members of no set.
    case leaveOut = "leave-out"
    /// They count like anybody.
    case count
  }

  /// What becomes of people of the voice's own organisation.
  package enum ColleagueRule: String, CaseIterable, Sendable {
    /// They count like anybody.
    case count
    /// They are dropped from each other's every set.
    case leaveOut = "leave-out"
  }

  /// The replies that count: each is dated by itself, while the post that it answers may be older.
  package var window: Window
  /// What becomes of bots.
  package var bots: BotRule
  /// What becomes of people of one organisation.
  package var colleagues: ColleagueRule

  /// The scope of a window and two rules.
  package init(window: Window = .all, bots: BotRule = .leaveOut, colleagues: ColleagueRule = .count) {
    self.window = window
    self.bots = bots
    self.colleagues = colleagues
  }
}
