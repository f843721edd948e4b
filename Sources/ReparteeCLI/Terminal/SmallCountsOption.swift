import ArgumentParser
import ReparteeMeasures
import ReparteeText

/// Which counts are hidden in what a command publishes.
struct SmallCountsOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Hide counts below this number, with what would tell them: a CSV's cell is empty, and its last column names it.",
      valueName: "number"))
  var smallCounts: Int?

  func validate() throws {
    guard let smallCounts, !SmallCounts.limits.contains(smallCounts) else { return }
    throw ValidationError(
      "--small-counts takes a number from \(SmallCounts.limits.lowerBound) to \(SmallCounts.limits.upperBound).")
  }

  /// - Throws: `ValidationError` where the order of rows would tell what is hidden.
  func check(rankedBy ranking: Ranking) throws {
    guard smallCounts != nil, ranking == .reciprocated else { return }
    throw ValidationError("--small-counts hides what a ranking by reciprocated shows by its order; rank by score.")
  }
}

/// A command whose result may be published without small counts.
protocol PublishingCommand: ParsableCommand {
  /// Which counts are hidden.
  var hiding: SmallCountsOption { get }
}

extension ParsableCommand {
  /// Runs the command, with small counts hidden where it was asked for that.
  mutating func runPublishing() throws {
    let limit = (self as? any PublishingCommand)?.hiding.smallCounts
    try SmallCounts.$current.withValue(limit.map(SmallCounts.init) ?? SmallCounts.current) { try run() }
  }
}
