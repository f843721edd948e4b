import Foundation
import Repartee

/// The intervals of one count, old and new.
struct Intervals {
  /// The count.
  let count: Int
  /// As it was until version 2 of the definitions: no floor of the error, no calibration.
  let old: (low: Double, high: Double)
  /// With the floor.
  let studentised: (low: Double, high: Double)
  /// The wider, end by end, of this and of the calibrated one: what the product gives.
  let new: (low: Double, high: Double)
  /// The range of a like window, or nil where there is none.
  let next: (low: Double, high: Double)?

  /// - Parameters:
  ///   - onlyThere: for each conversation, the people or points seen in it and nowhere else.
  ///   - met: for each conversation, all of them.
  init(count: Int, onlyThere: [Int], met: [Int], calibration: Calibration) {
    self.count = count
    let total = Double(onlyThere.count)
    let mean = Double(onlyThere.reduce(0, +)) / total
    let squares = onlyThere.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    let half = StudentDistribution.quantile(degrees: onlyThere.count - 1) * (total * squares / (total - 1)).squareRoot()
    let skew = Double(onlyThere.max() ?? 0) - mean
    old = (max(Double(count) - half, Double(met.max() ?? 0)), Double(count) + half + skew)

    guard let interval = Jackknife.interval(of: count, losses: .init(onlyThere: onlyThere, met: met)) else {
      preconditionFailure("five conversations have an interval")
    }
    studentised = (interval.low, interval.high)
    let wider = calibration.widening(interval, of: count, fixed: 0, conversations: onlyThere.count)
    new = (wider.low, wider.high)
    next = Jackknife.nextWindow(of: count, interval: wider, conversations: onlyThere.count)
  }

  init(_ voice: SimulatedVoice, calibration: Calibration) {
    self.init(count: voice.reach, onlyThere: voice.onlyThere, met: voice.met, calibration: calibration)
  }

  /// Of some conversations, as lists of people or points; the others brought nobody.
  init(_ brought: [[UInt64]], conversations: Int, calibration: Calibration) {
    var meetings: [UInt64: Int] = [:]
    for item in brought.joined() { meetings[item, default: 0] += 1 }
    let rest = [Int](repeating: 0, count: conversations - brought.count)
    self.init(
      count: meetings.count, onlyThere: brought.map { $0.count { meetings[$0] == 1 } } + rest,
      met: brought.map(\.count) + rest, calibration: calibration)
  }
}
