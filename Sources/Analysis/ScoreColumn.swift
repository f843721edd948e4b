import Measures
import SocialGraph

/// One column of `score`. The first nineteen are a contract: their names and their order.
public struct ScoreColumn: Sendable {
  /// The column's name, as the header has it.
  public let name: String
  let cell: @Sendable (ScoredRow) -> TableCell

  /// The contract's columns, in their order.
  public static let standard: [ScoreColumn] = [
    ScoreColumn(name: "rank") { .integer($0.rank) },
    ScoreColumn(name: "section") { .text($0.section.rawValue) },
    ScoreColumn(name: "voice") { .text($0.label) },
    ScoreColumn(name: "kind") { .text($0.kind.rawValue) },
    ScoreColumn(name: "organisation") { .text($0.organisation) },
    ScoreColumn(name: "score") { .decimal($0.score, places: 2) },
    ScoreColumn(name: "reply_reach") { .integer($0.replyReach) },
    ScoreColumn(name: "reply_reach_low") { .decimal($0.replyReachLow, places: 2) },
    ScoreColumn(name: "reply_reach_high") { .decimal($0.replyReachHigh, places: 2) },
    ScoreColumn(name: "conversed") { .integer($0.conversed) },
    ScoreColumn(name: "repliers") { .integer($0.repliers) },
    ScoreColumn(name: "reciprocated") { .integer($0.reciprocated) },
    ScoreColumn(name: "audience_reach") { .integer($0.audienceReach) },
    ScoreColumn(name: "followers") { .integer($0.followers) },
    ScoreColumn(name: "conversations") { .integer($0.conversations) },
    ScoreColumn(name: "posts") { .integer($0.posts) },
    ScoreColumn(name: "response_rate") { .decimal($0.responseRate, places: 4) },
    ScoreColumn(name: "largest_conversation_share") { .decimal($0.largestConversationShare, places: 4) },
    ScoreColumn(name: "basis") { .text($0.basis.rawValue) },
  ]

  /// The measures that `--columns +name` adds. A new one is one line here.
  public static let additional: [String: @Sendable (ScopedNetwork) -> [TableCell]] = [
    "reply_rank": { ReplyRank.compute(in: $0).map { .decimal($0, places: 8) } },
    "follow_rank": { FollowRank.compute(in: $0).map { .decimal($0, places: 8) } },
    "audience_added": { AudienceReach.compute(in: $0).map { .integer($0?.added) } },
  ]

  /// The table of `rows`: the standard columns, then the additional ones asked for.
  public static func table(_ rows: [ScoredRow], additional names: [String], network: ScopedNetwork) -> ResultTable {
    let extras = names.map { additional[$0]?(network) ?? [] }
    let cells = rows.map { row in
      standard.map { $0.cell(row) } + extras.map { $0.isEmpty ? .empty : $0[row.voice] }
    }
    return ResultTable(columns: standard.map(\.name) + names, rows: cells)
  }
}
