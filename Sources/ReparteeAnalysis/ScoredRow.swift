import ReparteeGraph

/// Where a voice stands in the result.
package enum Section: String, CaseIterable, Sendable, Comparable {
  /// Of an eligible kind, and somebody came back to it.
  case voices
  /// Many reply to it, and next to nobody is answered.
  case broadcasters
  /// Eligible, with no return seen.
  case others
  /// Left out by its kind.
  case excluded

  /// The order in which sections are shown.
  package static func < (left: Section, right: Section) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }
}

/// What kind of evidence a row's figures come from.
package enum Basis: String, Sendable {
  /// Posts with parents.
  case threads
  /// Replies between accounts, with times.
  case timedArcs = "timed-arcs"
  /// Replies between accounts, without times.
  case arcs
  /// More than one of these.
  case mixed
}

/// One voice with all its figures: a row of `score`.
package struct ScoredRow: Sendable, Equatable {
  /// Index into the network's voices.
  package var voice: Int
  /// Competition rank (1, 2, 2, 4), or nil outside `voices`.
  package var rank: Int?
  /// Where it stands in the result.
  package var section: Section
  /// What a person calls it.
  package var label: String
  /// What it is, by the roster.
  package var kind: VoiceKind
  /// Its organisation, by the roster.
  package var organisation: String?
  /// R.
  package var replyReach: Int
  /// The jackknife interval of R, or nil below ten conversations.
  package var replyReachLow: Double?
  /// The interval's upper end, in people.
  package var replyReachHigh: Double?
  /// C.
  package var conversed: Int
  /// R1.
  package var repliers: Int
  /// M.
  package var reciprocated: Int
  /// AR, or nil where no follow edge is held for anyone concerned.
  package var audienceReach: Int?
  /// F: the platforms' own count, else the follow edges held; the contrast, never the score.
  package var followers: Int64?
  /// T, or nil for a voice known from account-level replies alone.
  package var conversations: Int?
  /// Its own posts in the window, or nil likewise.
  package var posts: Int?
  /// Incoming replies answered within seven days, as a share; nil where none came in.
  package var responseRate: Double?
  /// One-conversation dependence, or nil where R = 0 or no post is known.
  package var largestConversationShare: Double?
  /// What kind of evidence the figures come from.
  package var basis: Basis

  /// √(R · C), in people.
  package var score: Double { Double(replyReach * conversed).squareRoot() }
}
