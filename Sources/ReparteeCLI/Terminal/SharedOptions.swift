import Analysis
import ArgumentParser
import Formats
import Jobs
import Measures
import SocialGraph

extension EdgeKind: ExpressibleByArgument {}
extension TableFormat: ExpressibleByArgument {}
extension Ranking: ExpressibleByArgument {}
extension VoiceKind: ExpressibleByArgument {}

extension Timestamp: ExpressibleByArgument {
  /// A date or time on the command line.
  public init?(argument: String) { self.init(text: argument) }
}

/// How voices are scored, for the commands that show a ranking.
struct ScoringOptions: ParsableArguments {
  @Option(help: "What to rank by: \(Ranking.allCases.map(\.rawValue).joined(separator: ", ")).")
  var rankBy = Ranking.score

  @Option(
    help: ArgumentHelp(
      "The kinds that may be ranked, separated by commas: \(VoiceKind.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "kinds"))
  var kinds = "person,unknown"

  @Option(
    help: ArgumentHelp("The first moment that counts, in UTC: 2026-01-05, or an ISO 8601 time.", valueName: "date"))
  var from: Timestamp?

  @Option(help: ArgumentHelp("The first moment that no longer counts, in UTC.", valueName: "date"))
  var to: Timestamp?

  @Flag(help: "Drop people of the same organisation from each other's sets.")
  var withoutColleagues = false

  @Flag(help: "Count accounts of kind bot as people.")
  var withBots = false

  @Flag(help: "Take a quote as a reply to what it quotes, where the file names that post as its parent.")
  var quotesAsReplies = false

  func validate() throws {
    _ = try eligibleKinds()
    if let from, let to, from >= to {
      throw ValidationError("--from has to be earlier than --to; the window does not hold its end.")
    }
  }

  /// The step that these options describe.
  func step() throws -> ScoreStep {
    var step = ScoreStep()
    step.scope = Scope(
      window: Window(start: from, end: to), bots: withBots ? .count : .leaveOut,
      colleagues: withoutColleagues ? .leaveOut : .count)
    step.scoring = Scoring(eligibleKinds: try eligibleKinds(), ranking: rankBy)
    step.quotes = quotesAsReplies ? .asReplies : .newConversations
    return step
  }

  private func eligibleKinds() throws -> Set<VoiceKind> {
    let words = kinds.split(separator: ",")
    if words.isEmpty { throw ValidationError("--kinds takes one kind at least.") }
    return try Set(
      words.map { word in
        let name = word.filter { $0 != " " }
        guard let kind = VoiceKind(rawValue: name) else {
          throw ValidationError(
            "\(name) is no kind; --kinds takes \(VoiceKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        return kind
      })
  }
}
