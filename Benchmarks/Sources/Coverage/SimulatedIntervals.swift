import ArgumentParser
import Foundation
import Repartee

/// How often the interval of reply reach holds the truth, on simulated voices, and the range of a like window the next count.
///
/// The truth of a setting is the expected reach of T conversations, the mean over many independent voices. A run draws
/// one voice more, computes every candidate's interval, and asks whether the truth lies inside; the range of a like window
/// is asked whether the count of another voice of the same setting does. What the intervals are calibrated by are forty other
/// voices of the setting with 4T to 8T conversations, drawn eight times.
struct SimulatedIntervals: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "intervals", abstract: "Intervals of reply reach on simulated voices.",
    discussion: "A cell: coverage in %, (misses below the low end, above the high end), mean width in people.")

  @Option(help: "How many voices a setting.") var runs = 1000
  @Option(help: "How many voices the truth of a setting is the mean of.") var truthRuns = 4000
  @Option(help: "Where the random numbers begin.") var seed: UInt64 = 17
  @Option(help: "The folder of real data whose sizes of conversations are drawn from; left out where it is absent.")
  var data = "../shared/data"

  private static let widths = [11, 11, 5, 8, 21, 21, 21, 21, 21]
  private static let poolCount = 8

  func run() throws {
    print(
      Line.text(
        ["sizes", "people", "T", "truth", "old", "studentised", "new", "next: interval", "next: range"],
        widths: Self.widths))
    for sizes in try ThreadSizes.all(data: data) {
      for crowd in Crowd.allCases where !(sizes.isFixed && crowd == .strangers) {
        for conversations in [5, 10, 20, 50, 200] { print(row(sizes, crowd, conversations)) }
      }
    }
  }

  private func row(_ sizes: ThreadSizes, _ crowd: Crowd, _ conversations: Int) -> String {
    var random = SplitMix64(seed: seed &+ UInt64(conversations) &* 7919)
    func voice() -> SimulatedVoice {
      SimulatedVoice(conversations: conversations, sizes: sizes, crowd: crowd, random: &random)
    }
    let truth = (0..<truthRuns).reduce(0.0) { sum, _ in sum + Double(voice().reach) } / Double(truthRuns)
    var tallies = [Tally](repeating: Tally(), count: 5)
    for pool in 0..<Self.poolCount {
      let voices = (0..<40).map { _ in
        let count = 4 * conversations + random.below(4 * conversations)
        return SimulatedVoice.conversations(count, sizes: sizes, crowd: crowd, random: &random)
      }
      let calibration = Calibration.by(voices, seed: seed &+ UInt64(pool))
      for _ in 0..<(runs / Self.poolCount) {
        let (voice, next) = (voice(), voice())
        let intervals = Intervals(voice, calibration: calibration)
        tallies[0].add(intervals.old, truth: truth)
        tallies[1].add(intervals.studentised, truth: truth)
        tallies[2].add(intervals.new, truth: truth)
        tallies[3].add(intervals.new, truth: Double(next.reach))
        tallies[4].add(intervals.next, truth: Double(next.reach))
      }
    }
    return Line.text(
      [sizes.name, crowd.rawValue, "\(conversations)", String(format: "%.1f", truth)] + tallies.map(\.text),
      widths: Self.widths)
  }
}

/// What became of one candidate's intervals.
struct Tally {
  private var (below, above, runs) = (0, 0, 0)
  private var width = 0.0

  mutating func add(_ interval: (low: Double, high: Double)?, truth: Double) {
    guard let interval else { return }
    runs += 1
    // A mean over many voices is known to some digits only.
    if truth < interval.low - 1e-9 { below += 1 }
    if truth > interval.high + 1e-9 { above += 1 }
    width += interval.high - interval.low
  }

  /// Coverage in %, misses below and above, mean width.
  var text: String {
    if runs == 0 { return "" }
    let share = 100 / Double(runs)
    return String(
      format: "%5.1f (%2.0f,%2.0f) %5.0f", Double(runs - below - above) * share, Double(below) * share,
      Double(above) * share, width / Double(runs))
  }
}
