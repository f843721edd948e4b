import ReparteeGraph

/// What kind of evidence a row's figures come from.
public enum Basis: String, CaseIterable, Codable, Sendable {
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
  package var voice: Int
  /// The voice itself.
  public var id: VoiceID { VoiceID(voice) }
  /// Competition rank (1, 2, 2, 4), or nil outside `voices`.
  public package(set) var rank: Int?
  /// Where it stands in the result.
  public package(set) var section: VoiceSection
  /// What a person calls it.
  public package(set) var label: String
  /// What it is, by the roster.
  public package(set) var kind: VoiceKind
  /// Its organisation, by the roster.
  public package(set) var organisation: String?
  /// R.
  public package(set) var replyReach: Int
  /// The jackknife interval of R, or nil below ten conversations.
  public package(set) var replyReachLow: Double?
  /// The interval's upper end, in people.
  public package(set) var replyReachHigh: Double?
  /// C.
  public package(set) var conversed: Int
  /// R1.
  public package(set) var repliers: Int
  /// M.
  public package(set) var reciprocated: Int
  /// AR, or nil where no follow edge is held for anyone concerned.
  public package(set) var audienceReach: Int?
  /// F: the platforms' own count, else the follow edges held; the contrast, never the score.
  public package(set) var followers: Int64?
  /// T, or nil for a voice known from account-level replies alone.
  public package(set) var conversations: Int?
  /// Its own posts in the window, or nil likewise.
  public package(set) var posts: Int?
  /// Incoming replies answered within seven days, as a share; nil where none came in.
  public package(set) var responseRate: Double?
  /// One-conversation dependence, or nil where R = 0 or no post is known.
  public package(set) var largestConversationShare: Double?
  /// What kind of evidence the figures come from.
  public package(set) var basis: Basis
}

extension ScoredRow {
  /// √(R · C), in people.
  public var score: Double { Double(replyReach * conversed).squareRoot() }
}
