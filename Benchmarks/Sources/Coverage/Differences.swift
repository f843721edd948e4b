import ArgumentParser
import Foundation
import RealConversations
import Repartee

/// How often the test of two voices calls a difference that is none, and how often one that is there.
///
/// False positives: a voice of real data whose conversations are dealt into two halves at random (each conversation by a coin
/// of its own, so that the number is random as it is from month to month; and halves of equal number), and 100 or 500 simulated
/// voices that are all alike, tested against one more. Power: two simulated voices whose expected figures differ by 2, 5 or
/// 10 points, at an expected 5 points, and likewise one such voice among 100 alike ones, after Holm.
struct Differences: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "differences", abstract: "False positives and power of the test of two voices.")

  @Option(help: "How many tries a setting.") var runs = 400
  @Option(help: "The most voices of a set.") var voices = 300
  @Option(help: "Where the random numbers begin.") var seed: UInt64 = 23
  @Option(help: "The folder of real data; left out where it is absent.") var data = "../shared/data"

  func run() throws {
    try halves()
    alike()
    power()
  }

  // MARK: Halves of one voice

  private func halves() throws {
    let widths = [22, 13, 8, 9, 14, 14]
    print("Halves of one voice's conversations: share with p < .05")
    print(Line.text(["set", "figure", "voices", "tests", "by a coin", "equal halves"], widths: widths))
    for set in try RealData.all(in: data) {
      let conversations = set.measured.replyReach.conversations
      for figure in [FunnelFigure.replyReach, .conversed, .score] {
        var reader = FigureReader(set.measured, figure: figure)
        var random = SplitMix64(seed: seed, part: 1)
        var candidates = conversations.indices.filter { conversations[$0] >= 20 }
        random.shuffle(&candidates)
        var (used, tests, found, equal) = (0, 0, 0, 0)
        for voice in candidates where used < voices {
          let points = reader.points(of: voice)
          if points.points.isEmpty { continue }
          used += 1
          for _ in 0..<20 {
            let (heads, tails) = split(points) { _ in random.below(2) == 0 }
            guard let test = VoiceDifference(heads, tails, share: false) else { continue }
            let order = random.order(of: points.conversations.count)
            let (left, right) = split(points) { Int(order[$0]) < points.conversations.count / 2 }
            tests += 1
            if test.isSignificant { found += 1 }
            if VoiceDifference(left, right, share: false)?.isSignificant == true { equal += 1 }
          }
        }
        guard tests > 0 else { continue }
        print(
          Line.text(
            [
              set.name, figure.rawValue, "\(used)", "\(tests)", share(found, tests), share(equal, tests),
            ], widths: widths))
      }
    }
  }

  private func split(_ points: VoicePoints, _ isFirst: (Int) -> Bool) -> (VoicePoints, VoicePoints) {
    var sides: [[UInt32]] = [[], []]
    var side: [UInt32: Int] = [:]
    for (place, conversation) in points.conversations.enumerated() {
      side[conversation] = isFirst(place) ? 0 : 1
      sides[side[conversation] ?? 0].append(conversation)
    }
    let halves = [0, 1].map { half in
      VoicePoints(
        conversations: sides[half], points: points.points.filter { side[$0.conversation] == half })
    }
    return (halves[0], halves[1])
  }

  // MARK: Simulated voices

  /// How the points of a conversation are spread; all with the same mean.
  private enum Spread: String, CaseIterable {
    case poisson, lognormal
    case pareto = "pareto1.5"

    func draw(mean: Double, _ random: inout SplitMix64) -> Int {
      switch self {
      case .poisson: random.poisson(mean: mean)
      case .lognormal: random.poisson(mean: min(500, mean * exp(1.2 * random.normal() - 0.72)))
      case .pareto: random.poisson(mean: min(500, mean / 3 * pow(random.unit(), -1 / 1.5)))
      }
    }
  }

  /// A voice with so many points expected in about so many conversations, the number being random.
  private func voice(_ spread: Spread, points: Double, conversations: Int, _ random: inout SplitMix64) -> VoicePoints {
    let count = max(5, random.poisson(mean: Double(conversations)))
    var items: [VoicePoints.Point] = []
    for conversation in 0..<UInt32(count) {
      for _ in 0..<spread.draw(mean: points / Double(conversations), &random) {
        items.append(.init(item: UInt64(items.count), conversation: conversation))
      }
    }
    return VoicePoints(conversations: Array(0..<UInt32(count)), points: items)
  }

  private func p(_ first: VoicePoints, _ second: VoicePoints) -> Double {
    VoiceDifference(first, second, share: false)?.p ?? 1
  }

  private func alike() {
    let widths = [12, 8, 14, 14, 22, 20]
    print("\nVoices all alike (10 points in about T conversations) against one more: share of tries with any p < .05")
    print(
      Line.text(
        ["spread", "T", "voices", "single test", "the highest, untouched", "any, after Holm"], widths: widths))
    for spread in Spread.allCases {
      for conversations in [10, 20, 50] {
        for count in [100, 500] {
          var random = SplitMix64(seed: seed, part: conversations)
          var (single, highest, holm, tests) = (0, 0, 0, 0)
          let tries = max(40, runs * 100 / count)
          for _ in 0..<tries {
            let other = voice(spread, points: 10, conversations: conversations, &random)
            let all = (0..<count).map { _ in voice(spread, points: 10, conversations: conversations, &random) }
            let values = all.map { p($0, other) }
            single += values.count { $0 < VoiceDifference.level }
            tests += count
            // Only those above the other would be named.
            let best = all.indices.max { all[$0].count < all[$1].count } ?? 0
            if values[best] < VoiceDifference.level { highest += 1 }
            if Holm.adjusted(values).contains(where: { $0 < VoiceDifference.level }) { holm += 1 }
          }
          print(
            Line.text(
              [
                spread.rawValue, "\(conversations)", "\(count)", share(single, tests), share(highest, tries),
                share(holm, tries),
              ], widths: widths))
        }
      }
    }
  }

  private func power() {
    let widths = [12, 8, 13, 14, 18, 20]
    print("\nPower: an expected 5 points against 5 more by the difference")
    print(
      Line.text(
        ["spread", "T", "difference", "single test", "smallest shown", "among 100, Holm"], widths: widths))
    for spread in Spread.allCases {
      for conversations in [10, 20, 50] {
        for difference in [2, 5, 10] {
          var random = SplitMix64(seed: seed, part: 100 + conversations)
          var (single, holm) = (0, 0)
          var smallest = 0.0
          let tries = max(100, runs)
          for _ in 0..<tries {
            let low = voice(spread, points: 5, conversations: conversations, &random)
            let high = voice(spread, points: Double(5 + difference), conversations: conversations, &random)
            guard let test = VoiceDifference(high, low, share: false) else { continue }
            smallest += test.smallestDetectable
            if test.isSignificant, test.difference > 0 { single += 1 }
            let others = (0..<99).map { _ in
              p(voice(spread, points: 5, conversations: conversations, &random), low)
            }
            if Holm.adjusted([test.p] + others)[0] < VoiceDifference.level, test.difference > 0 { holm += 1 }
          }
          print(
            Line.text(
              [
                spread.rawValue, "\(conversations)", "\(difference)", share(single, tries),
                String(format: "%.1f", smallest / Double(tries)), share(holm, tries),
              ], widths: widths))
        }
      }
    }
  }

  private func share(_ part: Int, _ whole: Int) -> String {
    String(format: "%.3f", Double(part) / Double(max(1, whole)))
  }
}
