import SocialGraph

/// Where a voice stands in the result.
public enum Section: String, CaseIterable, Sendable, Comparable {
  /// Of an eligible kind, and somebody came back to it.
  case voices
  /// Many reply to it, and next to nobody is answered.
  case broadcasters
  /// Eligible, with no return seen.
  case others
  /// Left out by its kind.
  case excluded

  public static func < (left: Section, right: Section) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }
}

/// What kind of evidence a row's figures come from.
public enum Basis: String, Sendable {
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
public struct ScoredRow: Sendable, Equatable {
  /// Index into the network's voices.
  public var voice: Int
  /// Competition rank (1, 2, 2, 4), or nil outside `voices`.
  public var rank: Int?
  public var section: Section
  public var label: String
  public var kind: VoiceKind
  public var organisation: String?
  /// R.
  public var replyReach: Int
  /// The jackknife interval of R, or nil below ten conversations.
  public var replyReachLow: Double?
  public var replyReachHigh: Double?
  /// C.
  public var conversed: Int
  /// R1.
  public var repliers: Int
  /// M.
  public var reciprocated: Int
  /// AR, or nil where no follow edge is held for anyone concerned.
  public var audienceReach: Int?
  public var followers: Int64?
  /// T, or nil for a voice known from account-level replies alone.
  public var conversations: Int?
  /// Its own posts in the window, or nil likewise.
  public var posts: Int?
  public var responseRate: Double?
  /// One-conversation dependence, or nil where R = 0 or no post is known.
  public var largestConversationShare: Double?
  public var basis: Basis

  /// √(R · C), in people.
  public var score: Double { Double(replyReach * conversed).squareRoot() }
}
