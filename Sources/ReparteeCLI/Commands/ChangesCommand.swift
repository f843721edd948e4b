import ArgumentParser
import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeJobs
import ReparteeStore
import ReparteeText

struct ChangesCommand: PublishingCommand {
  static let configuration = CommandConfiguration(
    commandName: "changes",
    abstract: "Says who entered, left, rose or fell between two windows, and whether the score changed beyond chance.",
    usage: "repartee changes [<options>] <store> --before <from..to> --after <from..to>",
    discussion: """
      A window is FROM..TO in UTC; TO is excluded, and either may be missing. score_change says more, less, or too close to \
      call, by a test over the conversations of both windows, all voices taken together; it is empty below five \
      conversations in either window. Windows that overlap, stand in the wrong order or differ in length are refused; two \
      whole months may be compared. beyond_bands is yes where the 5–95% rank bands of the two windows (200 half-samples \
      of the conversations) have no rank in common.

        repartee changes campaign.repartee --before 2026-01-05..2026-01-26 --after 2026-01-26..2026-02-16
      """)

  @OptionGroup var store: StoreOptions

  @Option(help: ArgumentHelp("The earlier window.", valueName: "from..to"))
  var before: Window

  @Option(help: ArgumentHelp("The later window.", valueName: "from..to"))
  var after: Window

  @OptionGroup var ranking: RankingOptions

  @OptionGroup var rules: RuleOptions

  @OptionGroup var output: TableOptions

  @OptionGroup var hiding: SmallCountsOption

  func validate() throws {
    try hiding.check(rankedBy: ranking.rankBy)
    if before.overlaps(after) {
      throw ValidationError(
        "--before and --after overlap, so that what lies in both would be compared with itself; --after has to begin where "
          + "--before ends, or later.")
    }
    if let end = after.end, let start = before.start, end <= start {
      throw ValidationError("--after lies before --before; exchange them.")
    }
    guard let first = before.length, let second = after.length, abs(first - second) > Self.mostApart else { return }
    if before.isMonth, after.isMonth { return }
    throw ValidationError(
      "--before has \(Self.text(first)) and --after \(Self.text(second)): numbers of people grow with the length, so give "
        + "windows of one length, or two whole months.")
  }

  /// A change of clocks makes no difference.
  private static let mostApart: Int64 = 2 * 3_600_000

  /// A length in days, or in hours below two days.
  private static func text(_ milliseconds: Int64) -> String {
    let hours = Double(milliseconds) / 3_600_000
    return hours < 48
      ? NumberFormat.text(Int(hours.rounded()), "hour", "hours")
      : NumberFormat.text(Int((hours / 24).rounded()), "day", "days")
  }

  func run() throws {
    let store = try store.open()
    var step = try rules.step(rankBy: ranking.rankBy)
    step.scope.window = before
    let earlier = try step.run(on: store)
    step.scope.window = after
    let later = step.score(try step.rescoped(earlier.network.network, from: store))
    let changes = RankingChanges(before: (earlier.rows, earlier.measured), after: (later.rows, later.measured))
    try output.print(changes.table)
    output.note(changes.sentence)
    if let imbalance = changes.imbalance { output.note("note: \(imbalance)") }
    for (name, result) in [("before", earlier), ("after", later)] {
      output.cautions(result.measured, of: "--\(name)")
    }
    if let first = before.length, let second = after.length {
      if first != second {
        output.note(
          "note: --before has \(Self.text(first)) and --after \(Self.text(second)); numbers are not set in proportion")
      }
    } else {
      output.note(
        "note: a window without a beginning or an end is as long as the data; the windows may be of different lengths, and "
          + "numbers are not set in proportion")
    }
  }
}

extension Window {
  /// How long it is; nil where it is open.
  fileprivate var length: Int64? {
    guard let start, let end else { return nil }
    return end.milliseconds - start.milliseconds
  }

  /// Whether it runs from a day of one month to the same day of the next, in whatever zone.
  fileprivate var isMonth: Bool {
    guard let start, let end else { return false }
    let (first, last) = (Self.date(near: start), Self.date(near: end))
    let next = first.month == 12 ? (first.year + 1, 1) : (first.year, first.month + 1)
    return first.day == last.day && (last.year, last.month) == next
  }

  /// The day that begins nearest to a moment.
  private static func date(near moment: Timestamp) -> CivilDate {
    CivilDate(daysSince1970: Timestamp(milliseconds: moment.milliseconds + 43_200_000).daysSince1970)
  }
}

extension Window: ExpressibleByArgument {
  /// A window on the command line: `2026-01-05..2026-02-16`, `..2026-02-16` or `2026-01-05..`.
  package init?(argument: String) {
    guard let dots = argument.range(of: "..") else { return nil }
    let (from, to) = (String(argument[..<dots.lowerBound]), String(argument[dots.upperBound...]))
    let (start, end) = (Timestamp(text: from), Timestamp(text: to))
    if (start == nil && !from.isEmpty) || (end == nil && !to.isEmpty) { return nil }
    if let start, let end, start >= end { return nil }
    self.init(start: start, end: end)
  }
}
