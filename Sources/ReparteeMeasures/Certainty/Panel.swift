/// How much the ranking depends on the choice of the measure: the same voices ordered by five measures at once.
///
/// The panel is R, R1, M, C and replyRank over the pool. A voice's percentile in one measure is
/// (midrank − ½) / n, ascending, tied voices sharing the mean of their ranks; its panel percentile is the mean over the
/// measures. Borda points count the voices placed below it, tied ones one half, summed over the measures: the same
/// order on another scale. Kendall's W says how far the measures agree: W = 12 Σ (R_i − mean R)² / (m² (n³ − n) − m Σ T),
/// R_i the sum of a voice's midranks over the m measures, T = Σ (t³ − t) over the ties of each measure. 1 is the same
/// order everywhere, 0 none in common; not defined below two voices, or where every measure is all ties.
///
/// A check, never the score: percentiles change when unrelated voices join, people do not. Complexity: O(m n log n).
/// Sources: Borda, "Mémoire sur les élections au scrutin" (1781); Kendall & Babington Smith, "The Problem of m
/// Rankings", Annals of Mathematical Statistics 10 (1939), https://doi.org/10.1214/aoms/1177732186.
package struct Panel: Sendable, Equatable {
  /// Voice → mean percentile, 0 to 1.
  package let percentiles: [Double]
  /// Voice → Borda points, 0 to m (n − 1).
  package let points: [Double]
  /// Kendall's W, 0 to 1, or nil.
  package let agreement: Double?

  /// The panel of these measures, each a list of values, one a voice, larger being better.
  package static func compute(_ measures: [[Double]]) -> Panel {
    let ranks = measures.map(RankCorrelation.midranks)
    let (count, judges) = (measures.first?.count ?? 0, Double(measures.count))
    let sums = (0..<count).map { voice in ranks.reduce(0) { $0 + $1[voice] } }
    let voices = Double(count)
    let mean = judges * (voices + 1) / 2
    let spread = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let ties = measures.reduce(0) { $0 + tieTerm(of: $1) }
    let most = judges * judges * (voices * voices * voices - voices) - judges * ties
    return Panel(
      percentiles: sums.map { ($0 / judges - 0.5) / voices }, points: sums.map { $0 - judges },
      agreement: most > 0 ? 12 * spread / most : nil)
  }

  /// Σ (t³ − t) over groups of t tied values.
  private static func tieTerm(of values: [Double]) -> Double {
    let sorted = values.sorted()
    var (sum, start) = (0.0, 0)
    while start < sorted.count {
      let end = sorted[start...].firstIndex { $0 != sorted[start] } ?? sorted.count
      let tied = Double(end - start)
      sum += tied * tied * tied - tied
      start = end
    }
    return sum
  }
}

extension MeasuredNetwork {
  /// The panel over the pool. replyRank is compared at nine decimals, since its iteration stops at 1e-12; a voice
  /// without one comes last.
  package var panel: Panel {
    remember("panel") {
      let members = pool.map(Int.init)
      return Panel.compute([
        members.map { Double(replyReach.reach[$0]) }, members.map { Double(repliers.count(of: $0)) },
        members.map { Double(reciprocated.count(of: $0)) }, members.map { Double(conversed.count(of: $0)) },
        members.map { ((replyRank[$0] ?? 0) * 1e9).rounded() },
      ])
    }
  }
}

extension Measure {
  static let panelPercentile = Measure(
    "panel_percentile", of: .voice,
    "mean percentile over reply reach, repliers, reciprocated, conversed and reply rank: a check, not the score",
    range: "0 to 1; empty outside the ranked voices", source: "midranks"
  ) { network in network.spread(network.panel.percentiles).map { .decimal($0, places: 4) } }

  static let panelBorda = Measure(
    "panel_borda", of: .voice, "Borda points over the same five measures: the voices placed below, ties one half",
    range: "0 to five times the other ranked voices; empty outside the ranked voices", source: "Borda 1781"
  ) { network in network.spread(network.panel.points).map { .decimal($0, places: 1) } }

  static let panelAgreement = Measure(
    "panel_agreement", of: .network, "Kendall's W: how far the five measures of the panel order the voices alike",
    range: "0 to 1; empty below two ranked voices", source: "Kendall & Babington Smith 1939"
  ) { network in [.decimal(network.panel.agreement, places: 4)] }
}
