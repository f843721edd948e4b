import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// What changed between the rankings of two windows, and whether the score changed by more than chance.
///
/// Each voice ranked in either window is tested by its score over the conversations of both (`VoiceDifference`), all
/// of them taken together (Holm). Where parts of the counted replies held differ by more than a tenth, there is no test.
package struct RankingChanges: Sendable {
  /// What became of a voice.
  package enum Change: String, CaseIterable, Sendable {
    /// Ranked in the later window alone.
    case entered
    case rose, fell, stayed
    /// Ranked in the earlier window alone.
    case left
  }

  /// One voice in both windows.
  package struct Row: Sendable, Equatable {
    /// What it is called.
    package var label: String
    /// What became of it.
    package var change: Change
    /// Its row in the earlier window, ranked or not.
    package var before: ScoredRow?
    /// Its row in the later window, ranked or not.
    package var after: ScoredRow?
    /// Its rank band in the earlier window.
    package var bandBefore: RankBands.Band?
    /// Its rank band in the later window.
    package var bandAfter: RankBands.Band?

    /// p of the change in score, taken together with all other rows'; nil where it cannot be tested.
    package var p: Double?

    /// Whether the score changed by more than chance; nil where it cannot be tested.
    package var isBeyondChance: Bool? { p.map { $0 < VoiceDifference.level } }

    /// What can be said of the change in score; nil where it cannot be tested.
    package var scoreChange: String? {
      guard let isBeyondChance, let before = before?.score, let after = after?.score else { return nil }
      return !isBeyondChance ? "too close to call" : before < after ? "more" : "less"
    }

    /// Whether the two bands have no rank in common; nil where either is missing.
    package var isBeyondBands: Bool? {
      guard let bandBefore, let bandAfter else { return nil }
      return bandBefore.high < bandAfter.low || bandAfter.high < bandBefore.low
    }
  }

  /// The voices ranked in either window: by the later rank, then those who left by the earlier one.
  package let rows: [Row]
  /// How many posts the files hold of the earlier and of the later window.
  private let posts: (before: Int, after: Int)

  /// Compares two windows of one store; the networks number the same voices.
  package init(
    before: (rows: [ScoredRow], network: MeasuredNetwork), after: (rows: [ScoredRow], network: MeasuredNetwork)
  ) {
    posts = (
      before.network.evidence.reduce(0) { $0 + $1.posts }, after.network.evidence.reduce(0) { $0 + $1.posts }
    )
    let earlier = Dictionary(before.rows.map { ($0.voice, $0) }) { first, _ in first }
    let later = Dictionary(after.rows.map { ($0.voice, $0) }) { first, _ in first }
    let (bandsBefore, bandsAfter) = (before.network.rankBands, after.network.rankBands)
    let ranked =
      after.rows.filter { $0.rank != nil }
      + before.rows.filter { row in
        row.rank != nil && later[row.voice]?.rank == nil
      }
    var readers = (
      FigureReader(before.network, figure: .score), FigureReader(after.network, figure: .score)
    )
    let tests = ranked.map { row -> VoiceDifference? in
      if !Coverage.mayCompare(earlier[row.voice]?.coverage, later[row.voice]?.coverage) { return nil }
      return VoiceDifference(readers.0.points(of: row.voice), readers.1.points(of: row.voice), share: false)
    }
    rows = zip(ranked, Holm.adjusted(tests)).map { row, p in
      let (left, right) = (earlier[row.voice], later[row.voice])
      let change: Change =
        switch (left?.rank, right?.rank) {
        case (nil, _): .entered
        case (_, nil): .left
        case (let first?, let second?): first > second ? .rose : first < second ? .fell : .stayed
        }
      return Row(
        label: row.label, change: change, before: left, after: right, bandBefore: bandsBefore[row.voice],
        bandAfter: bandsAfter[row.voice], p: p)
    }
  }

  /// One row a voice.
  package var table: ResultTable {
    ResultTable(
      columns: [
        "voice", "change", "rank_before", "rank_after", "score_before", "score_after", "score_change", "score_p",
        "beyond_bands",
        "reply_reach_before", "reply_reach_after", "conversed_before", "conversed_after", "rank_low_before",
        "rank_high_before", "rank_low_after", "rank_high_after",
      ],
      rows: rows.map { row in
        [
          .text(row.label), .text(row.change.rawValue), .integer(row.before?.rank), .integer(row.after?.rank),
          .integer(row.before?.score), .integer(row.after?.score), .text(row.scoreChange), .decimal(row.p, places: 4),
          .text(row.isBeyondBands.map { $0 ? "yes" : "no" }), .integer(row.before?.replyReach),
          .integer(row.after?.replyReach),
          .integer(row.before?.conversed), .integer(row.after?.conversed), .integer(row.bandBefore?.low),
          .integer(row.bandBefore?.high), .integer(row.bandAfter?.low), .integer(row.bandAfter?.high),
        ]
      })
  }

  /// That the files hold much more of one window than of the other, in a clause; nil where they do not.
  package var imbalance: String? {
    let (least, most) = (min(posts.before, posts.after), max(posts.before, posts.after))
    if most == 0 || least * 2 > most { return nil }
    let held =
      "the files hold \(NumberFormat.text(posts.before, "post")) of the earlier window and "
      + "\(NumberFormat.text(posts.after)) of the later one"
    return least == 0
      ? "\(held), so nothing says what changed" : "\(held): what changed may be what was collected"
  }

  /// How many voices entered, left, rose, fell and stayed, in one sentence.
  package var sentence: String {
    let counts = Change.allCases.map { change in
      "\(NumberFormat.text(rows.count { $0.change == change })) \(change.rawValue)"
    }
    let beyond = rows.count { $0.isBeyondChance == true }
    let untested = rows.count { $0.p == nil }
    return counts.joined(separator: ", ") + "; scores that changed beyond chance: \(NumberFormat.text(beyond))"
      + (untested > 0 ? "; that cannot be tested: \(NumberFormat.text(untested))" : "")
  }
}
