import ArgumentParser
import ReparteeAnalysis
import ReparteeFormats
import ReparteeJobs
import ReparteeStore
import ReparteeText

struct ChooseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "choose",
    abstract: "Chooses the few voices that together reach most people, counting nobody twice.",
    discussion: """
      Greedily takes the voice that adds most people: at least 63% of the best possible choice, mostly the best itself; with \
      --per-community at least half. gain is what a voice adds, overlap those whom the voices before it reach already. The \
      candidates are the ranked voices to whom more than two people came back and whose replies show fewer than two signs of a pile-on, \
      as in the briefing; --all and --among include others. The table also lists the next five, with the reason why they \
      were not chosen.

        repartee choose campaign.repartee --voices 5
        repartee choose campaign.repartee --voices 5 --include MarianOakhollowDPW --per-community 1
        repartee choose campaign.repartee --voices 3 --over conversed --all
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: "How many voices to choose.")
  var voices: Int

  @Option(
    help:
      "What to maximise: \(CoverageSelection.Objective.allCases.map(\.rawValue).joined(separator: ", ")).")
  var over = CoverageSelection.Objective.replyReach

  @Option(help: ArgumentHelp("A voice that has to be among them; may be repeated.", valueName: "voice"))
  var include: [String] = []

  @Option(help: ArgumentHelp("A voice that must not be among them; may be repeated.", valueName: "voice"))
  var exclude: [String] = []

  @Option(help: ArgumentHelp("Choose among these voices alone, of whatever kind; may be repeated.", valueName: "voice"))
  var among: [String] = []

  @Option(help: ArgumentHelp("Only voices of this organisation; may be repeated.", valueName: "name"))
  var organisation: [String] = []

  @Flag(help: "Choose among all voices of the kinds in --kinds, those that nobody came back to as well.")
  var all = false

  @Option(help: "At most this many voices of one community of the reply network.")
  var perCommunity: Int?

  @Flag(help: "Show instead every community, and how many of its people are reached.")
  var communities = false

  @OptionGroup var scope: ScopeOptions

  @OptionGroup var output: TableOptions

  func validate() throws {
    if voices < 1 { throw ValidationError("--voices takes a number of voices, from 1.") }
    try OptionList.check(perCommunity, "--per-community", "voices", from: 1)
    if include.count > voices { throw ValidationError("--include names more voices than --voices asks for.") }
    if all, !among.isEmpty { throw ValidationError("--all and --among exclude each other.") }
    if let both = include.first(where: exclude.contains) {
      throw ValidationError("\(both) stands in --include and in --exclude.")
    }
  }

  func run() throws {
    let result = try scope.step().run(on: store.open())
    let lookup = VoiceLookup(result.measured)
    var choosing = CoverageSelection(count: voices)
    choosing.objective = over
    choosing.included = try distinct(include.map { try UInt32(result.row(named: $0, lookup: lookup).voice) })
    choosing.excluded = Set(try exclude.map { try lookup.voice(named: $0) })
    choosing.mostPerCommunity = perCommunity
    var candidates = ChoiceReport.Candidates()
    if !among.isEmpty { candidates.among = Set(try among.map { try lookup.voice(named: $0) }) }
    if !organisation.isEmpty { candidates.organisations = Set(organisation) }
    candidates.all = all
    let report = ChoiceReport(choosing, among: candidates, rows: result.rows, network: result.measured)
    try output.print(communities ? report.communityTable : report.table)
    report.notes.forEach { output.note($0) }
    for missed in report.missed {
      output.note("not chosen: \(SafeText.withoutControls(missed.row.label)): \(missed.reason)")
    }
    output.notes(result.measured)
  }

  private func distinct(_ voices: [UInt32]) throws -> [UInt32] {
    guard Set(voices).count == voices.count else { throw ValidationError("--include names a voice twice.") }
    return voices
  }
}

extension CoverageSelection.Objective: ExpressibleByArgument {}
