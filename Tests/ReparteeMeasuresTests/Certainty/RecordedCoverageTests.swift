import Foundation
import ReparteeMeasures
import Testing

/// What is said of intervals, against the record that it comes from, and which of them people are shown.
@Suite struct RecordedCoverageTests {
  /// The record's lines: T, and coverage and mean width of the studentised interval and of that with the calibration.
  private struct Line {
    var conversations: Int
    var alone: (coverage: Double, width: Double)
    var calibrated: (coverage: Double, width: Double)
  }

  private func record() throws -> [Line] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: folder.appendingPathComponent("Benchmarks/Runs/coverage.txt"), encoding: .utf8)
    // “pheme      strangers  5    44.1     93.6 ( 2, 4)    76   94.0 ( 2, 4)    76  …”
    let cell = /([0-9.]+) \( *[0-9]+, *[0-9]+\) +([0-9]+)/
    return try text.split(separator: "\n").dropFirst().map { line in
      let cells = line.matches(of: cell).map { (coverage: Double($0.1) ?? -1, width: Double($0.2) ?? -1) }
      try #require(cells.count == 5, "\(line)")
      let words = line.split(separator: " ")
      return Line(conversations: try #require(Int(words[2])), alone: cells[1], calibrated: cells[2])
    }
  }

  @Test func theConstantsAreTheWorstOfTheRecord() throws {
    let lines = try record()
    #expect(lines.count > 80)
    #expect(Set(lines.map(\.conversations)).sorted() == RecordedCoverage.all.map(\.conversations))
    for recorded in RecordedCoverage.all {
      // Where everybody was met an interval has no width, and the mean of the truth lies beside it.
      let own = lines.filter { $0.conversations == recorded.conversations && $0.alone.width > 0 }
      #expect(own.map(\.alone.coverage).min() == recorded.alone, "T = \(recorded.conversations)")
      #expect(own.map(\.calibrated.coverage).min() == recorded.calibrated, "T = \(recorded.conversations)")
    }
  }

  @Test func theNextSmallerNumberOfConversationsCounts() {
    #expect(RecordedCoverage.worst(conversations: 4, isCalibrated: true) == nil)
    for (place, recorded) in RecordedCoverage.all.enumerated() {
      let next = place + 1 < RecordedCoverage.all.count ? RecordedCoverage.all[place + 1].conversations : 10_000
      for conversations in [recorded.conversations, next - 1] {
        #expect(RecordedCoverage.worst(conversations: conversations, isCalibrated: true) == recorded.calibrated)
        #expect(RecordedCoverage.worst(conversations: conversations, isCalibrated: false) == recorded.alone)
      }
    }
  }

  @Test func anIntervalThatTellsNothingIsNotShown() {
    func isShown(_ low: Double, _ high: Double, _ conversations: Int, calibrated: Bool) -> Bool {
      Jackknife.Interval.isWorthShowing(
        low: low, high: high, conversations: conversations, isCalibrated: calibrated)
    }
    #expect(!isShown(24, 24, 200, calibrated: true), "ends that meet are no certainty")
    #expect(!isShown(3, 12, 9, calibrated: false), "it missed more often than it held")
    #expect(isShown(3, 12, 9, calibrated: true) && isShown(3, 12, 20, calibrated: false))
    #expect(!isShown(3, 12, 4, calibrated: true))
  }

  @Test func theCautionSaysTheFigureOfTheRecord() {
    let text = Jackknife.Caution.oneStandsOut.text(conversations: 30, isCalibrated: false)
    let worst = Int(RecordedCoverage.worst(conversations: 30, isCalibrated: false) ?? 0)
    #expect(text.hasSuffix("the interval held, at worst, in \(worst) of 100 simulated cases"))
  }
}
