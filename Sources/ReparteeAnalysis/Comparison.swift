import ReparteeGraph
import ReparteeMeasures
import ReparteeText

/// Voices side by side, down the reach funnel.
package struct Comparison: Sendable {
  /// The voices' rows, in the order asked for.
  package let rows: [ScoredRow]
  /// The same as people are shown them.
  private let shown: [ScoredRow]
  /// Every pair of them by score, the test of each taken together with the others'.
  private let contrasts: [Contrast]

  private let pairs: [(left: ScoredRow, right: ScoredRow)]

  /// A comparison of these rows; two at least make sense.
  package init(_ rows: [ScoredRow], in network: MeasuredNetwork) {
    self.rows = rows
    shown = rows.map { $0.shown(in: network) }
    pairs = rows.indices.flatMap { left in rows.indices.dropFirst(left + 1).map { (rows[left], rows[$0]) } }
    contrasts = Contrast.tested(pairs, by: .score, in: network)
  }

  /// The test of every pair by score, then by the people who came back, a row each; of those that are not compared the reason.
  ///
  /// `voice` is ahead; `difference` is how much by, `standard_error` how far that would stray with other conversations,
  /// `conversations` those of either voice, `p` how likely a difference as large is where there is none, `p_adjusted` the same
  /// with all pairs of that figure taken together (Holm).
  package func tests(in network: MeasuredNetwork) -> ResultTable {
    let tests = [("score", contrasts), ("conversed", Contrast.tested(pairs, by: .conversed, in: network))]
    return ResultTable(
      columns: [
        "figure", "voice", "other", "difference", "standard_error", "conversations", "p", "p_adjusted", "outcome",
        "reason",
      ],
      rows: tests.flatMap { name, contrasts in
        contrasts.map { contrast -> [TableCell] in
          let names: [TableCell] = [.text(name), .text(contrast.ahead.label), .text(contrast.behind.label)]
          if case .notCompared(let reason) = contrast.outcome {
            return names + [.empty, .empty, .empty, .empty, .empty, .text("not compared"), .text(reason)]
          }
          let test = contrast.difference
          return names + [
            .integer(test.map { abs($0.difference) }), .decimal(test?.standardError, places: 4),
            .integer(test?.conversations), .decimal(test?.p, places: 6), .decimal(contrast.p, places: 6),
            .text(contrast.outcome == .different ? "different" : "too close to call"), .empty,
          ]
        }
      })
  }

  /// What the comparison says of each pair, and the smallest difference of scores that the data could have shown.
  package var sentences: [String] {
    contrasts.map { contrast in
      var sentence = contrast.sentence
      if contrast.outcome == .tooCloseToCall, let difference = contrast.difference {
        let smallest = Int(difference.smallestDetectable.rounded(.up))
        // Of so many people more cannot come, whatever they do.
        let most = 2 * max(contrast.ahead.repliers, contrast.behind.repliers)
        sentence +=
          smallest > most
          ? " With their conversations as uneven as here, no difference below \(NumberFormat.text(smallest)) could be told from chance."
          : " The smallest difference that these data could show is \(NumberFormat.text(smallest))."
      }
      return sentence
    }
  }

  /// The funnel's figures, widest first, then what stands beside them.
  package static let columns: [ScoreColumn] = [
    "followers", "audience_reach", "reply_reach", "reply_reach_low", "reply_reach_high", "repliers", "reciprocated",
    "conversed", "score", "score_low", "score_high", "rank", "section", "kind", "organisation", "conversations",
    "posts", "response_rate",
    "largest_conversation_share", "basis", "coverage",
  ].compactMap { name in ScoreColumn.standard.first { $0.name == name } }

  /// One row a voice: for programs.
  package var table: ResultTable {
    ResultTable(
      columns: ["voice"] + Self.columns.map(\.name),
      rows: rows.map { row in [.text(row.label)] + Self.columns.map { $0.cell(row) } })
  }

  /// One row a figure, one column a voice: for people.
  package var sideBySide: ResultTable {
    ResultTable(
      columns: ["figure"] + rows.map(\.label),
      rows: Self.columns.map { column in [.text(column.name)] + shown.map(column.cell) })
  }
}
