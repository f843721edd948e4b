/// How often intervals of a nominal 95% held where they held least, as recorded in `Benchmarks/Runs/coverage.txt`.
///
/// The record is made by `make bench-certainty` (`Coverage intervals`), and a test compares these numbers with it. Each is the
/// lowest of all sizes of conversations and kinds of crowd tried with so many conversations: fixed, Poisson, geometric,
/// lognormal, Pareto, giants, those of two events on X, and a mixture of those of five forums and lists and a microblog. Settings
/// where everybody was met, so that an interval has no width, are left out. Without a calibration the mixture and the
/// giants are the worst: what a voice of few conversations has seen does not show how large the next one may be.
package struct RecordedCoverage: Sendable, Equatable {
  /// T.
  package var conversations: Int
  /// In so many of 100 the studentised interval alone held.
  package var alone: Double
  /// In so many of 100 the wider of it and of the calibrated one held.
  package var calibrated: Double

  /// What was recorded, by rising T.
  package static let all = [
    RecordedCoverage(conversations: 5, alone: 19.6, calibrated: 92.4),
    RecordedCoverage(conversations: 10, alone: 23.6, calibrated: 90.7),
    RecordedCoverage(conversations: 20, alone: 61.6, calibrated: 93.5),
    RecordedCoverage(conversations: 50, alone: 75.8, calibrated: 95.7),
    RecordedCoverage(conversations: 200, alone: 82.2, calibrated: 95.5),
  ]

  /// An interval that missed more often than it held somewhere tells nobody anything, and is not shown to people.
  package static let leastShown = 50.0
  /// Where an interval held less often than this, whoever is shown it as one of 95 in 100 is told how often.
  package static let leastUnqualified = 90.0

  /// In how many of 100 an interval of so many conversations held at worst: that recorded for the next smaller T; nil
  /// below the smallest.
  package static func worst(conversations: Int, isCalibrated: Bool) -> Double? {
    all.last { $0.conversations <= conversations }.map { isCalibrated ? $0.calibrated : $0.alone }
  }
}

extension Jackknife.Interval {
  /// Whether an interval is worth showing to people: not where its two ends meet, which is no certainty but says that nobody
  /// was met in one conversation alone; and not where intervals of as many conversations were recorded to miss more often than
  /// they hold. Tables for programs have every interval.
  package static func isWorthShowing(low: Double, high: Double, conversations: Int, isCalibrated: Bool) -> Bool {
    guard low < high, let worst = RecordedCoverage.worst(conversations: conversations, isCalibrated: isCalibrated)
    else { return false }
    return worst >= RecordedCoverage.leastShown
  }
}
