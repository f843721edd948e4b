import ArgumentParser
import Foundation
import Repartee

/// How often the interval of reply reach holds what it promises, on simulated voices whose truth is known.
///
/// The truth of a setting is the expected reach of T conversations, the mean over many independent voices. A run draws
/// one voice more, computes every candidate's interval, and asks whether the truth lies inside.
@main
struct Coverage: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Simulates how often intervals of reply reach cover the truth.",
    discussion: "A cell: coverage in %, (misses below the low end, above the high end), mean width in people.")

  @Option(help: "How many voices a setting.") var runs = 1000
  @Option(help: "How many voices the truth of a setting is the mean of.") var truthRuns = 4000
  @Option(help: "Where the random numbers begin.") var seed: UInt64 = 17

  func run() throws {
    let candidates = IntervalCandidate.all
    print(line("sizes", "people", "T", "truth", candidates.map(\.name) + ["cautions"]))
    for sizes in ThreadSizes.allCases {
      for crowd in Crowd.allCases where !(sizes == .fixed && crowd == .strangers) {
        for conversations in [10, 20, 50, 100] {
          print(row(sizes, crowd, conversations, candidates))
        }
      }
    }
  }

  private func row(
    _ sizes: ThreadSizes, _ crowd: Crowd, _ conversations: Int, _ candidates: [IntervalCandidate]
  ) -> String {
    var random = SplitMix64(seed: seed &+ UInt64(conversations) &* 7919)
    func voice() -> SimulatedVoice {
      SimulatedVoice(conversations: conversations, sizes: sizes, crowd: crowd, random: &random)
    }
    let truth = (0..<truthRuns).reduce(0.0) { sum, _ in sum + Double(voice().reach) } / Double(truthRuns)
    var tallies = candidates.map { _ in Tally() }
    var cautions = 0
    for _ in 0..<runs {
      let voice = voice()
      for (index, candidate) in candidates.enumerated() { tallies[index].add(candidate.interval(voice), truth: truth) }
      let largest = voice.onlyThere.max() ?? 0
      if Jackknife.caution(conversations: conversations, count: voice.reach, largestLoss: largest) != nil {
        cautions += 1
      }
    }
    return line(
      sizes.rawValue, crowd.rawValue, "\(conversations)", String(format: "%.1f", truth),
      tallies.map { $0.text(runs: runs) } + [String(format: "%3.0f%%", 100 * Double(cautions) / Double(runs))])
  }

  private func line(_ sizes: String, _ people: String, _ count: String, _ truth: String, _ cells: [String]) -> String {
    func pad(_ text: String, _ width: Int) -> String {
      text.padding(toLength: max(width, text.count), withPad: " ", startingAt: 0)
    }
    return pad(sizes, 11) + pad(people, 11) + pad(count, 5) + pad(truth, 8) + cells.map { pad($0, 21) }.joined()
  }
}

/// What became of one candidate's intervals.
private struct Tally {
  var (below, above) = (0, 0)
  var width = 0.0

  mutating func add(_ interval: (low: Double, high: Double), truth: Double) {
    if truth < interval.low { below += 1 }
    if truth > interval.high { above += 1 }
    width += interval.high - interval.low
  }

  func text(runs: Int) -> String {
    let share = 100 / Double(runs)
    return String(
      format: "%5.1f (%2.0f,%2.0f) %5.0f", Double(runs - below - above) * share, Double(below) * share,
      Double(above) * share, width / Double(runs))
  }
}
