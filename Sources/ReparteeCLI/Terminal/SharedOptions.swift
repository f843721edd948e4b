import ArgumentParser
import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeJobs
import ReparteeMeasures
import ReparteeStore

extension EdgeKind: ExpressibleByArgument {}
extension TextPolicy: ExpressibleByArgument {
  /// What a list of names with commas between says.
  public init?(argument: String) { self.init(names: argument) }

  /// What help shows as the default.
  public var defaultValueDescription: String { self == .none ? "none" : TextPolicy.names.joined(separator: ",") }
}
extension AccountList: ExpressibleByArgument {}
extension TableFormat: ExpressibleByArgument {}
extension Ranking: ExpressibleByArgument {}
extension VoiceKind: ExpressibleByArgument {}
extension CalendarSpan: ExpressibleByArgument {}

extension Timestamp: ExpressibleByArgument {
  /// A date or time on the command line.
  package init?(argument: String) { self.init(text: argument) }
}

/// What of a store counts: for every command that measures.
struct ScopeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The first moment that counts, in UTC: 2026-01-05, or an ISO 8601 time.", valueName: "date"))
  var from: Timestamp?

  @Option(help: ArgumentHelp("The end of the window, exclusive, in UTC.", valueName: "date"))
  var to: Timestamp?

  @OptionGroup var rules: RuleOptions

  func validate() throws {
    if let from, let to, from >= to {
      throw ValidationError("--from has to be earlier than --to; the window does not hold its end.")
    }
  }

  /// The step that these options describe.
  func step(rankBy: Ranking = .score) throws -> ScoreStep {
    var step = try rules.step(rankBy: rankBy)
    step.scope.window = Window(start: from, end: to)
    return step
  }
}

/// Who and what counts, whatever the window.
struct RuleOptions: ParsableArguments {
  @Flag(help: "Drop people of the same organisation from each other's sets.")
  var withoutColleagues = false

  @Flag(help: "Count accounts of kind bot as people.")
  var withBots = false

  @Flag(help: "Take a quote as a reply to what it quotes, where the file names that post as its parent.")
  var quotesAsReplies = false

  @Option(
    help: ArgumentHelp(
      "The kinds that may be ranked, separated by commas: \(VoiceKind.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "kinds"))
  var kinds = "person,unknown"

  @Option(help: "Random seed; the same seed gives the same figures.")
  var seed: UInt64 = 1

  func validate() throws { _ = try eligibleKinds() }

  /// The step that these options describe, over all time; its table has no rows until a command asks for some.
  func step(rankBy: Ranking) throws -> ScoreStep {
    var step = ScoreStep()
    step.scope = Scope(
      bots: withBots ? .count : .leaveOut,
      colleagues: withoutColleagues ? .leaveOut : .count)
    step.scoring = Scoring(eligibleKinds: try eligibleKinds(), ranking: rankBy, seed: seed)
    step.top = 0
    step.quotes = quotesAsReplies ? .asReplies : .newConversations
    return step
  }

  private func eligibleKinds() throws -> Set<VoiceKind> { Set(try OptionList.kinds(kinds, option: "--kinds")) }
}

/// How voices are ranked, for the commands that show a ranking.
/// How long to wait for other commands that use a store.
struct WaitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How long to wait for another command that uses the store, in seconds; then the command ends with exit code 75.",
      valueName: "seconds"))
  var wait = 60.0

  func validate() throws {
    guard wait >= 0, wait <= 1e6 else { throw ValidationError("--wait takes a number of seconds, 0 to 1000000.") }
  }

  /// The wait, and a line to standard error once it has lasted a second.
  /// - Parameter isQuiet: whether that line is left out.
  func storeWait(isQuiet: Bool = false) -> StoreWait {
    StoreWait(longest: .milliseconds(Int64(wait * 1000))) { holder in
      if !isQuiet { StandardError.print("waiting for the store, which \(holder ?? "another program") uses …") }
    }
  }
}

/// The store of a command that reads it.
struct StoreOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The store.", valueName: "store"))
  var path: String

  @OptionGroup var waiting: WaitOptions

  /// Opens it.
  func open(_ access: ConversationStore.Access = .reading) throws -> ConversationStore {
    try ConversationStore(
      path: path, access: access, wait: waiting.storeWait(), measuring: { KeptResults.columns(of: $0) })
  }
}

struct RankingOptions: ParsableArguments {
  @Option(help: "What to rank by: \(Ranking.allCases.map(\.rawValue).joined(separator: ", ")).")
  var rankBy = Ranking.score
}

/// How results are written.
struct TableOptions: ParsableArguments {
  @Option(help: "table, csv or json.")
  var outputFormat = TableFormat.table

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  /// Prints a result.
  func print(_ table: ResultTable) throws {
    try StandardOutput.print(outputFormat.text(of: table), terminator: "")
  }

  /// Says something beside the result.
  func note(_ text: String) { if !quiet { StandardError.print(text) } }

  /// Says what makes the figures of these data doubtful as a whole: beside every ranking.
  /// - Parameter context: what the figures are of, where a command has several.
  func cautions(_ network: MeasuredNetwork, of context: String? = nil) {
    cautions(network.cautions, of: network, context: context)
  }

  /// Says the same, and what was put right while the data were read.
  func notes(_ network: MeasuredNetwork) { cautions(network.notes, of: network, context: nil) }

  private func cautions(_ sentences: [String], of network: MeasuredNetwork, context: String?) {
    for sentence in sentences { note("note: \(context.map { "\($0): " } ?? "")\(sentence)") }
    if network.coverage.isLow { note("note: “repartee coverage” says of which conversations to fetch more") }
  }
}

/// Options that take a number, or several values separated by commas.
enum OptionList {
  /// The largest number that an option takes: sums with it stay far below what an `Int` holds.
  static let largestNumber = 1_000_000_000

  /// - Throws: `ValidationError` where a number is given that is out of range.
  static func check(_ number: Int?, _ option: String, _ what: String, from least: Int) throws {
    guard let number, number < least || number > largestNumber else { return }
    throw ValidationError("\(option) takes a number of \(what), from \(least) to \(largestNumber).")
  }

  static func values(_ text: String) -> [String] {
    text.split(separator: ",").map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
  }

  static func kinds(_ text: String, option: String) throws -> [VoiceKind] {
    try choices(text, option: option, noun: "kind")
  }

  /// The values of an enumeration that a list names.
  /// - Parameter noun: what one of them is called.
  static func choices<Choice: RawRepresentable & CaseIterable>(
    _ text: String, option: String, noun: String
  ) throws -> [Choice] where Choice.RawValue == String {
    let values = values(text)
    if values.isEmpty { throw ValidationError("\(option) takes one \(noun) at least.") }
    return try values.map { name in
      guard let choice = Choice(rawValue: name) else {
        let known = Choice.allCases.map(\.rawValue)
        throw ValidationError(
          "\(name) is no \(noun); \(option) takes \(known.joined(separator: ", "))."
            + Suggestions.suggestion(for: name, among: known))
      }
      return choice
    }
  }
}
