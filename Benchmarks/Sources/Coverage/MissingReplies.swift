import ArgumentParser
import Foundation
import RealConversations
import Repartee

/// What is left of the funnel where replies are missing, and how far `reply_reach_full` mends it.
///
/// Of real conversations a share of the replies is taken away at random; each answer to one of them still names whom it answered
/// and its conversation, as exports do, and each post has the count of direct replies that it had before. For voices of ten people or
/// more: the sums of R, M, C and of the estimate against what they were, and how often the estimate's interval holds the R before.
struct MissingReplies: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "missing", abstract: "Figures where replies are missing, and the estimate of reply reach without.")

  @Option(help: "Where the random numbers begin.") var seed: UInt64 = 31
  @Option(help: "The folder of real data.") var data = "../shared/data"
  @Option(help: "The fewest people whom a voice reaches before.") var least = 10

  private static let widths = [22, 8, 8, 9, 8, 8, 8, 12, 12, 14]

  func run() throws {
    print(
      Line.text(
        ["set", "lost", "voices", "coverage", "R", "M", "C", "estimate", "off by 10%", "interval holds"],
        widths: Self.widths))
    for set in try RealData.all(in: data) {
      for percent in [20, 50, 80] { print(row(set, percent)) }
    }
  }

  private func row(_ set: RealData, _ percent: Int) -> String {
    let before = set.measured
    var random = SplitMix64(seed: seed, part: percent)
    let network = before.scoped.network
    let after = MeasuredNetwork(ScopedNetwork(network.losing(network.replies(percent: percent, with: &random))))
    let voices = before.voices.kinds.indices.filter { Int(before.replyReach.reach[$0]) >= least }
    let full = after.replyReachFull
    func ratio(_ value: (MeasuredNetwork, Int) -> Int) -> String {
      let (left, all) = (voices.reduce(0) { $0 + value(after, $1) }, voices.reduce(0) { $0 + value(before, $1) })
      return all == 0 ? "" : String(format: "%.2f", Double(left) / Double(all))
    }
    let known = voices.filter { full[$0] != nil }
    let reach = known.map { Double(before.replyReach.reach[$0]) }
    let estimates = known.map { full[$0]?.estimate ?? 0 }
    let withInterval = known.filter { full[$0]?.high != nil }
    let held = withInterval.count { voice in
      let truth = Double(before.replyReach.reach[voice])
      return (full[voice]?.low ?? 0) <= truth && truth <= (full[voice]?.high ?? 0)
    }
    let near = zip(reach, estimates).count { abs($1 - $0) <= 0.1 * $0 }
    return Line.text(
      [
        set.name, "\(percent)%", "\(known.count)", String(format: "%.2f", after.coverage.total.share ?? 0),
        ratio { Int($0.replyReach.reach[$1]) }, ratio { $0.reciprocated.count(of: $1) },
        ratio { $0.conversed.count(of: $1) },
        String(format: "%.2f", estimates.reduce(0, +) / max(1, reach.reduce(0, +))),
        String(format: "%.2f", Double(near) / Double(max(1, known.count))),
        withInterval.isEmpty
          ? "" : String(format: "%.2f of %d", Double(held) / Double(withInterval.count), withInterval.count),
      ], widths: Self.widths)
  }
}
