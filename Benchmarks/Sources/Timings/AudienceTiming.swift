import ArgumentParser
import Foundation
import Repartee

/// Audience reach of every voice of a store, and how far its estimates are from the exact values.
struct AudienceTiming: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "audience")

  @Argument(help: "The store.") var store: String
  @Option(help: "How many runs.") var runs = 5
  @Option(help: "How many estimates to compare with the exact value, evenly over the voices that have one.")
  var check = 1000
  @Option(help: "The work up to which everything is exact; 0 estimates whatever is large.")
  var exactLimit = AudienceReach.exactLimit
  @Option(help: "Write voice, audience and whether it is an estimate to this file.") var answers: String?

  func run() throws {
    let network = ScopedNetwork(try ConversationStore(path: store, access: .reading).network())
    var all: [Double] = []
    var audiences: [AudienceReach.Audience?] = []
    for _ in 0..<runs {
      let (result, duration) = seconds {
        AudienceReach.ofEverybody(in: network, exactLimit: exactLimit) { ReplyReach.compute(in: network).reach }
      }
      audiences = result
      all.append(duration)
    }
    if let answers { try write(audiences, of: network, to: answers) }
    let estimated = audiences.indices.filter { audiences[$0]?.isEstimated == true }
    let sum = audiences.reduce(0) { $0 + Int($1?.people ?? 0) }
    print(
      #"{"voices": \#(audiences.count), "estimated": \#(estimated.count), "sum": \#(sum), "seconds": \#(all)"#
        + #", "errors": \#(errors(audiences, of: estimated, in: network))}"#)
  }

  /// The standard error, mean error and largest error of the estimates of some voices, as shares of the exact values.
  private func errors(_ audiences: [AudienceReach.Audience?], of estimated: [Int], in network: ScopedNetwork) -> String
  {
    let chosen = stride(from: 0, to: estimated.count, by: max(1, estimated.count / max(1, check)))
      .prefix(check).map { estimated[$0] }
    if chosen.isEmpty { return #"{"voices": 0}"# }
    let exact = AudienceReach.compute(in: network, of: chosen)
    let errors = zip(chosen, exact).map { voice, exact in
      Double(audiences[voice]?.people ?? 0) / Double(exact?.people ?? 0) - 1
    }
    let square = errors.reduce(0) { $0 + $1 * $1 } / Double(errors.count)
    let mean = errors.reduce(0, +) / Double(errors.count)
    let largest = errors.map(abs).max() ?? 0
    return #"{"voices": \#(errors.count), "standard": \#(square.squareRoot()), "mean": \#(mean), "#
      + #""largest": \#(largest)}"#
  }

  private func write(_ audiences: [AudienceReach.Audience?], of network: ScopedNetwork, to path: String) throws {
    var text = "id,people,estimated\n"
    for (voice, audience) in audiences.enumerated() {
      guard let audience else { continue }
      text += "\(network.network.voices.ids[voice]),\(audience.people),\(audience.isEstimated)\n"
    }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }
}
