import ArgumentParser
import Foundation

/// How often the intervals, ranges and tests of certainty hold what they promise, where the truth is known.
@main
struct Coverage: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures coverage and width of intervals, and false positives and power of the test of two voices.",
    subcommands: [
      SimulatedIntervals.self, RealVoices.self, Differences.self, MissingReplies.self, Fetching.self, RandomTalk.self,
    ],
    defaultSubcommand: SimulatedIntervals.self)
}

/// A table of fixed width.
enum Line {
  static func text(_ cells: [String], widths: [Int]) -> String {
    zip(cells, widths).map { cell, width in
      cell.padding(toLength: max(width, cell.count), withPad: " ", startingAt: 0)
    }.joined().trimmingTrailingSpaces
  }
}

extension String {
  var trimmingTrailingSpaces: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
