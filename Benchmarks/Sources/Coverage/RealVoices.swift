import ArgumentParser
import Foundation
import RealConversations
import Repartee

/// How often intervals and ranges hold on voices of real data made smaller at random.
///
/// Of each voice with 4T conversations or more, T are drawn without replacement, twenty times; the truth is what T of its
/// conversations bring on average (rarefaction). What calibrates an interval are the other voices: one half of them is
/// calibrated by the other half, where both have twenty. The next window is T others of the voice's conversations; the last column has
/// those draws alone whose figure is 10 or more.
struct RealVoices: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "voices", abstract: "Intervals and ranges on voices of real data made smaller.",
    discussion: "A cell: coverage in %, (misses below the low end, above the high end), mean width.")

  @Option(help: "How many draws a voice.") var draws = 20
  @Option(help: "The most voices of a set and size.") var voices = 200
  @Option(help: "Where the random numbers begin.") var seed: UInt64 = 17
  @Option(help: "The folder of real data.") var data = "../shared/data"

  private static let widths = [22, 13, 5, 8, 8, 21, 21, 21, 21, 21, 21]

  func run() throws {
    print(
      Line.text(
        [
          "set", "figure", "T", "voices", "mean", "old", "studentised", "new", "next: interval", "next: range",
          "from 10 on",
        ],
        widths: Self.widths))
    for set in try RealData.all(in: data) {
      for figure in [FunnelFigure.replyReach, .reciprocated, .conversed, .score] { try rows(set, figure) }
    }
  }

  private func rows(_ set: RealData, _ figure: FunnelFigure) throws {
    var reader = FigureReader(set.measured, figure: figure)
    let conversations = set.measured.replyReach.conversations
    for size in [5, 10, 20, 50] {
      var random = SplitMix64(seed: seed, part: size)
      var candidates = conversations.indices.filter { conversations[$0] >= UInt32(4 * size) }
      random.shuffle(&candidates)
      var own: [(count: Int, brought: [[UInt64]])] = []
      for voice in candidates where own.count < voices {
        let points = reader.points(of: voice)
        if !points.points.isEmpty { own.append((points.conversations.count, RealData.brought(points))) }
      }
      guard !own.isEmpty else { continue }
      let opened = own.map { Calibration.Conversations(count: $0.count, brought: $0.brought) }
      let halves = [0, 1].map { half in opened.indices.filter { $0 % 2 == half }.map { opened[$0] } }
      let calibrations = halves.map { Calibration.by($0, seed: seed) }
      var tallies = [Tally](repeating: Tally(), count: 6)
      var sum = 0.0
      for (index, voice) in own.enumerated() {
        let truth = opened[index].expectation(of: size)
        sum += truth
        for _ in 0..<draws {
          var (here, next): ([[UInt64]], Set<UInt64>) = ([], [])
          let order = random.order(of: voice.count)
          for place in 0..<(2 * size) where Int(order[place]) < voice.brought.count {
            let items = voice.brought[Int(order[place])]
            if place < size { here.append(items) } else { next.formUnion(items) }
          }
          let intervals = Intervals(here, conversations: size, calibration: calibrations[1 - index % 2])
          tallies[0].add(intervals.old, truth: truth)
          tallies[1].add(intervals.studentised, truth: truth)
          tallies[2].add(intervals.new, truth: truth)
          tallies[3].add(intervals.next == nil ? nil : intervals.new, truth: Double(next.count))
          tallies[4].add(intervals.next, truth: Double(next.count))
          tallies[5].add(intervals.count >= 10 ? intervals.next : nil, truth: Double(next.count))
        }
      }
      print(
        Line.text(
          [
            set.name, figure.rawValue, "\(size)", "\(own.count)", String(format: "%.1f", sum / Double(own.count)),
          ] + tallies.map(\.text), widths: Self.widths))
    }
  }
}
