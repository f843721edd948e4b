import Foundation
import Repartee

/// How well each measure foretells each target: the mean over sets of the means over their pairs of windows, and its
/// difference to the score's with a bootstrap interval over pairs of windows within sets.
struct Foretold {
  struct Row {
    var name: String
    /// Target → mean.
    var means: [Double]
    /// Target → the difference to the score's, and the 2.5% and 97.5% quantiles of 2,000 bootstrap samples.
    var differences: [(mean: Double, low: Double, high: Double)]
    /// In how many sets it foretells the next conversed better than the score does.
    var better: Int
  }

  let rows: [Row]
  let setCount: Int

  /// - Parameter scores: set → pair of windows → measure → target → NDCG.
  init(measures: [Candidate], scores: [[[[Double?]]]], samples: Int, seed: UInt64) {
    setCount = scores.count
    let reference = measures.firstIndex { $0.measure.name == "score" } ?? 0
    /// The mean over sets, each set's pairs chosen by `pick`.
    func mean(_ measure: Int, _ target: Int, _ pick: [[Int]]) -> Double {
      let bySet = scores.indices.compactMap { set -> Double? in
        let values = pick[set].compactMap { scores[set][$0][measure][target] }
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
      }
      return bySet.isEmpty ? 0 : bySet.reduce(0, +) / Double(bySet.count)
    }
    let all = scores.map { Array($0.indices) }
    var random = SplitMix64(seed: seed)
    let picks = (0..<samples).map { _ in all.map { pairs in pairs.map { _ in random.below(pairs.count) } } }
    let targets = Target.allCases.indices
    let referenceSamples = targets.map { target in picks.map { mean(reference, target, $0) } }
    rows = measures.indices.map { measure in
      Row(
        name: measures[measure].measure.name, means: targets.map { mean(measure, $0, all) },
        differences: targets.map { target in
          let differences = picks.indices.map { mean(measure, target, picks[$0]) - referenceSamples[target][$0] }
            .sorted()
          return (
            mean(measure, target, all) - mean(reference, target, all),
            differences[max(0, samples * 25 / 1000)], differences[min(samples - 1, samples * 975 / 1000)]
          )
        },
        better: scores.indices.count { set in
          let only = scores.indices.map { $0 == set ? all[$0] : [] }
          return mean(measure, 0, only) > mean(reference, 0, only)
        })
    }.sorted { ($0.means[0], $1.name) > ($1.means[0], $0.name) }
  }

  private static let columns = Target.allCases.map(\.rawValue)

  private func cell(_ row: Row, _ target: Int) -> String {
    let difference = row.differences[target]
    return String(
      format: "%.3f (%+.3f [%+.3f, %+.3f])", row.means[target], difference.mean, difference.low, difference.high)
  }

  /// For a terminal.
  var text: String {
    rows.map { row in
      "\(row.name.padding(toLength: 30, withPad: " ", startingAt: 0)) "
        + Self.columns.indices.map { cell(row, $0) }.joined(separator: "  ")
        + "  better in \(row.better) of \(setCount)"
    }.joined(separator: "\n")
  }

  /// For the record.
  func markdown(sets: [String]) -> String {
    """
    # What a measure foretells

    NDCG@20 of the next window by the ranking of this one: the mean over sets, and in brackets the difference to the score's
    with its 95% bootstrap interval over pairs of windows. Numbers alone; nobody is named.
    Sets: \(sets.joined(separator: ", ")). Command: `make bench-foretelling`.
    `foretelling.svg` draws the differences for the next conversed.

    | measure | \(Self.columns.map { "next \($0)" }.joined(separator: " | ")) | better by conversed |
    | --- | \(Self.columns.map { _ in "---" }.joined(separator: " | ")) | --- |
    \(rows.map { row in
      "| `\(row.name)` | " + Self.columns.indices.map { cell(row, $0) }.joined(separator: " | ")
        + " | \(row.better) of \(setCount) |"
    }.joined(separator: "\n"))

    """
  }

  /// For other programs.
  var csv: String {
    let header =
      "measure,"
      + Self.columns.flatMap { ["\($0)", "\($0)_difference", "\($0)_low", "\($0)_high"] }.joined(separator: ",")
    return
      ([header]
      + rows.map { row in
        row.name + ","
          + Self.columns.indices.map { target in
            let difference = row.differences[target]
            return String(
              format: "%.4f,%.4f,%.4f,%.4f", row.means[target], difference.mean, difference.low, difference.high)
          }.joined(separator: ",")
      }).joined(separator: "\n") + "\n"
  }
}

/// The differences to the score for the next conversed, as points with their intervals.
struct Picture {
  private let table: Foretold

  init(_ table: Foretold) { self.table = table }

  var svg: String {
    let (left, width, height) = (230.0, 460.0, 16.0)
    let rows = table.rows
    let low = min(-0.1, rows.map { $0.differences[0].low }.min() ?? 0)
    let high = max(0.1, rows.map { $0.differences[0].high }.max() ?? 0)
    func x(_ value: Double) -> Double { left + (value - low) / (high - low) * width }
    var parts: [String] = []
    func text(_ value: Double) -> String { String(format: "%.1f", value) }
    let bottom = text(40 + height * Double(rows.count))
    for step in Int((low * 10).rounded(.up))...Int((high * 10).rounded(.down)) {
      let place = text(x(Double(step) / 10))
      let label = step == 0 ? "0" : String(format: "%+.1f", Double(step) / 10)
      parts.append(##"<line x1="\##(place)" y1="34" x2="\##(place)" y2="\##(bottom)" stroke="#ddd"/>"##)
      parts.append(#"<text x="\#(place)" y="30" text-anchor="middle">\#(label)</text>"#)
    }
    for (index, row) in rows.enumerated() {
      let y = text(48 + height * Double(index))
      let difference = row.differences[0]
      let ends = #"x1="\#(text(x(difference.low)))" y1="\#(y)" x2="\#(text(x(difference.high)))" y2="\#(y)""#
      parts.append(
        #"<text x="\#(text(left - 10))" y="\#(text(52 + height * Double(index)))" text-anchor="end">\#(row.name)</text>"#
      )
      parts.append(##"<line \##(ends) stroke="#1d70b8" stroke-width="2"/>"##)
      parts.append(##"<circle cx="\##(text(x(difference.mean)))" cy="\##(y)" r="3.5" fill="#0b0c0c"/>"##)
    }
    let total = 60 + height * Double(rows.count)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 \(Int(total))" font-family="Liberation Sans, Arial, sans-serif" \
      font-size="11" role="img"><title>What a measure foretells of the next window's conversed, against the score</title>
      <rect width="720" height="\(Int(total))" fill="#fff"/>
      <text x="10" y="14" font-size="13">NDCG@20 of the next window's conversed: difference to the score, 95% interval</text>
      \(parts.joined(separator: "\n"))
      </svg>

      """
  }
}
