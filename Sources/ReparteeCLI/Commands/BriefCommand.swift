import ArgumentParser
import ReparteeAnalysis
import ReparteeBriefings
import ReparteeFigures
import ReparteeGraph
import ReparteeJobs
import ReparteeStore
import ReparteeText

struct BriefCommand: PublishingCommand {
  static let configuration = CommandConfiguration(
    commandName: "brief",
    abstract: "Writes the briefing: one page with its pictures, tables and figures, in a folder.",
    discussion: """
      index.html needs nothing from elsewhere, says the same without its script, and prints on A4 and US \
      Letter. Beside it: every picture as SVG, every table as CSV, briefing.json with all of it, and manifest.json, which \
      says what it was made from. A window with both ends is compared with the one before it.

        repartee brief campaign.repartee --output briefing
        repartee brief campaign.repartee --output briefing --from 2026-01-05 --to 2026-02-16 --pseudonyms
        repartee brief campaign.repartee --output briefing --office xlsx,docx,pptx
      """)

  @OptionGroup var store: StoreOptions

  @Option(
    help: ArgumentHelp("The folder to write: a new one, or that of an earlier briefing.", valueName: "folder"))
  var output: String

  @Option(help: "The title; by default the finding.")
  var title: String?

  @Option(help: "How many voices tables show.")
  var voices = 10

  @Option(help: "How many voices the briefing proposes to engage.")
  var picks = 5

  @Option(
    help: ArgumentHelp(
      "The window to compare with, such as 2026-01-05..2026-02-16; by default the one before it, of the same length.",
      valueName: "window"))
  var before: Window?

  @Flag(help: "Compare with no other window.")
  var withoutChanges = false

  @Option(
    help: ArgumentHelp(
      "Files for office programs to write beside the page, separated by commas: \(OfficeFormat.names).",
      valueName: "formats"))
  var office: String?

  @Option(
    help: ArgumentHelp(
      "A presentation (.pptx or .potx) whose masters and layouts the slides take.", valueName: "file"))
  var template: String?

  @Flag(help: "Begin CSV files with a byte order mark, by which Excel knows UTF-8.")
  var bom = false

  @OptionGroup var look: StyleOptions

  @OptionGroup var ranking: RankingOptions

  @OptionGroup var scope: ScopeOptions

  @OptionGroup var hiding: SmallCountsOption

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  func validate() throws {
    try hiding.check(rankedBy: ranking.rankBy)
    try OptionList.check(voices, "--voices", "voices", from: 1)
    try OptionList.check(picks, "--picks", "voices", from: 1)
    if try !officeFormats().contains(.pptx), template != nil {
      throw ValidationError("--template is of slides: use it with --office pptx.")
    }
    if withoutChanges, before != nil { throw ValidationError("--before and --without-changes exclude each other.") }
  }

  private func officeFormats() throws -> [OfficeFormat] {
    guard let office else { return [] }
    return OfficeFormat.inOrder(try OptionList.choices(office, option: "--office", noun: "office format"))
  }

  func run() throws {
    let folder = try OutputFolder(output)
    let names = try look.names(for: store.path)
    let store = try store.open()
    let step = try scope.step(rankBy: ranking.rankBy)
    var brief = BriefStep()
    brief.title = title
    brief.page = look.page
    brief.pseudonyms = names
    brief.links = look.links ? .profiles : .none
    brief.office = try officeFormats()
    brief.template = try template.map { try SlideTemplate(readingFile: $0) }
    brief.mark = bom ? .present : .absent
    (brief.voices, brief.picks, brief.previous) = (voices, picks, before)
    brief.comparison = withoutChanges ? .none : .withWindowBefore
    let files = try brief.files(of: step.run(on: store), by: step, from: store)
    try folder.write(files)
    if quiet { return }
    for file in files where !file.path.contains("/") { StandardError.print("\(output)/\(file.path): \(file.what)") }
    for (folder, what) in [("figures", "picture"), ("tables", "table")] {
      let count = files.count { $0.path.hasPrefix(folder + "/") }
      StandardError.print("\(output)/\(folder): \(NumberFormat.exact(count)) \(what)\(count == 1 ? "" : "s")")
    }
  }
}
