import Foundation
import ReparteeAnalysis
import ReparteeGraph
import ReparteeMeasures

/// Which replies count, who is ranked, and by what.
public struct ScoringOptions: Sendable, Equatable {
  /// The first moment that counts; nil begins with the first post. A reply is dated by itself: its parent may be older.
  public var from: Date?
  /// The first moment that no longer counts; nil ends with the last post.
  public var to: Date?
  /// The kinds of voices that are ranked.
  public var kinds: Set<VoiceKind> = [.person, .unknown]
  /// What voices are ranked by.
  public var rankBy = Ranking.score
  /// Whether accounts that the roster calls bots count as people in everybody's sets.
  public var countsBots = false
  /// Whether people of one organisation count in each other's sets.
  public var countsColleagues = true
  /// The seed of everything that uses random numbers: half-samples, sampled betweenness, communities.
  public var seed: UInt64 = 1

  /// Everything, ranked by score.
  public init() {}

  /// The days before a moment.
  /// - Parameters:
  ///   - days: how many days of 24 hours, 1 or more.
  ///   - end: the first moment that no longer counts.
  public static func last(days: Int, before end: Date) -> ScoringOptions {
    var options = ScoringOptions()
    options.from = end - Double(days) * 86_400
    options.to = end
    return options
  }

  package var window: Window { Window(start: from.map { Timestamp($0) }, end: to.map { Timestamp($0) }) }

  package var scoring: Scoring { Scoring(eligibleKinds: kinds, ranking: rankBy, seed: seed) }

  package var scope: Scope {
    Scope(
      window: window,
      bots: countsBots ? .count : .leaveOut, colleagues: countsColleagues ? .count : .leaveOut)
  }
}
