import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// What changed between the rankings of two windows, and whether it goes beyond what half of the conversations could
/// have changed.
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

    /// Whether the two bands have no rank in common; nil where either is missing. Bands rank by reply reach, whatever
    /// the ranking is by.
    package var isBeyondBands: Bool? {
      guard let bandBefore, let bandAfter else { return nil }
      return bandBefore.high < bandAfter.low || bandAfter.high < bandBefore.low
    }
  }

  /// The voices ranked in either window: by the later rank, then those who left by the earlier one.
  package let rows: [Row]

  /// Compares two windows of one store; the networks number the same voices.
  package init(
    before: (rows: [ScoredRow], network: MeasuredNetwork), after: (rows: [ScoredRow], network: MeasuredNetwork)
  ) {
    let earlier = Dictionary(before.rows.map { ($0.voice, $0) }) { first, _ in first }
    let later = Dictionary(after.rows.map { ($0.voice, $0) }) { first, _ in first }
    let (bandsBefore, bandsAfter) = (before.network.rankBands, after.network.rankBands)
    let ranked =
      after.rows.filter { $0.rank != nil }
      + before.rows.filter { row in
        row.rank != nil && later[row.voice]?.rank == nil
      }
    rows = ranked.map { row in
      let (left, right) = (earlier[row.voice], later[row.voice])
      let change: Change =
        switch (left?.rank, right?.rank) {
        case (nil, _): .entered
        case (_, nil): .left
        case (let first?, let second?): first > second ? .rose : first < second ? .fell : .stayed
        }
      return Row(
        label: row.label, change: change, before: left, after: right, bandBefore: bandsBefore[row.voice],
        bandAfter: bandsAfter[row.voice])
    }
  }

  /// One row a voice.
  package var table: ResultTable {
    ResultTable(
      columns: [
        "voice", "change", "rank_before", "rank_after", "beyond_bands", "score_before", "score_after",
        "reply_reach_before", "reply_reach_after", "conversed_before", "conversed_after", "rank_low_before",
        "rank_high_before", "rank_low_after", "rank_high_after",
      ],
      rows: rows.map { row in
        [
          .text(row.label), .text(row.change.rawValue), .integer(row.before?.rank), .integer(row.after?.rank),
          .text(row.isBeyondBands.map { $0 ? "yes" : "no" }), .decimal(row.before?.score, places: 2),
          .decimal(row.after?.score, places: 2), .integer(row.before?.replyReach), .integer(row.after?.replyReach),
          .integer(row.before?.conversed), .integer(row.after?.conversed), .integer(row.bandBefore?.low),
          .integer(row.bandBefore?.high), .integer(row.bandAfter?.low), .integer(row.bandAfter?.high),
        ]
      })
  }

  /// How many voices entered, left, rose, fell and stayed, in one sentence.
  package var sentence: String {
    let counts = Change.allCases.map { change in
      "\(NumberFormat.text(rows.count { $0.change == change })) \(change.rawValue)"
    }
    let beyond = rows.count { $0.isBeyondBands == true }
    return counts.joined(separator: ", ") + "; beyond their rank bands: \(NumberFormat.text(beyond))"
  }
}
