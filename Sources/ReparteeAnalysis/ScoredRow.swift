import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// One voice with all its figures: a row of `score`.
public struct ScoredRow: Sendable, Equatable, Codable {
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
  /// The score: people whom the voice answered, and once more those of them who came back (M + C).
  public package(set) var score: Int
  /// The lower end of the 95% interval of the score, or nil below five conversations.
  public package(set) var scoreLow: Double?
  /// The interval's upper end, in points.
  public package(set) var scoreHigh: Double?
  /// Reply reach: how many distinct people talk below what the voice posts (R).
  public package(set) var replyReach: Int
  /// The lower end of the 95% interval of R, or nil below five conversations.
  public package(set) var replyReachLow: Double?
  /// The interval's upper end, in people.
  public package(set) var replyReachHigh: Double?
  /// How many people came back after an answer (C); nil where replies have no times, so that nothing says who did.
  public package(set) var conversed: Int?
  /// How many distinct people replied to the voice directly (R1).
  public package(set) var repliers: Int
  /// How many people replied to the voice and were answered by it (M).
  public package(set) var reciprocated: Int
  /// Potential exposure: how many distinct people talk below the voice's posts, or follow it or one of those (AR); nil where no
  /// follow edge is held for anyone concerned.
  public package(set) var audienceReach: Int?
  /// How many followers the platform or the roster counts, or a follow list declared complete (F): for comparison, not used in
  /// the score. Nil where nobody counted: held follow edges are no count.
  public package(set) var followers: Int64?
  /// How many conversations have a post of the voice with a post of the window at or below it (T), or nil for a voice known from
  /// account-level replies alone.
  public package(set) var conversations: Int?
  /// Its own posts in the window, or nil likewise.
  public package(set) var posts: Int?
  /// Incoming replies answered within seven days, as a share; nil where none came in.
  public package(set) var responseRate: Double?
  /// The largest share of its reply reach that one conversation alone brought; nil where the reply reach is 0 or no post is known.
  public package(set) var largestConversationShare: Double?
  /// What kind of evidence the figures come from.
  public package(set) var basis: Basis
  /// The share of the replies counted by the platform that are held, or nil where no platform counted.
  public package(set) var coverage: Double?

  /// Rows are written with the names of the command's columns; what is not defined is left out.
  private enum CodingKeys: String, CodingKey {
    case voice = "voice_number"
    case rank, section
    case label = "voice"
    case kind, organisation, score
    case scoreLow = "score_low"
    case scoreHigh = "score_high"
    case replyReach = "reply_reach"
    case replyReachLow = "reply_reach_low"
    case replyReachHigh = "reply_reach_high"
    case conversed, repliers, reciprocated
    case audienceReach = "audience_reach"
    case followers, conversations, posts
    case responseRate = "response_rate"
    case largestConversationShare = "largest_conversation_share"
    case basis, coverage
  }
}

extension Basis {
  /// Whether posts and their answers are known, so that it can be said who talks below whose posts.
  package var hasThreads: Bool { self == .threads || self == .mixed }
}

extension ScoredRow {
  /// The figures that are hidden while small counts are, by the names of their columns; empty while none are.
  package var hiddenFigures: Set<String> {
    guard let rule = SmallCounts.current else { return [] }
    var counts = ["score": score, "reply_reach": replyReach, "repliers": repliers, "reciprocated": reciprocated]
    counts["conversed"] = conversed
    return rule.hidden(counts.mapValues { Int64($0) })
  }

  /// Whether a figure is hidden.
  package func isHidden(_ column: String) -> Bool { hiddenFigures.contains(column) }

  /// Whether it is ranked by two returns at most, so that one person more or less would move it far.
  public var isThin: Bool { Sections.isThin(section, conversed: conversed) ?? false }
}
