import Foundation
import ReparteeAnalysis
import ReparteeBriefings
import ReparteeFigures
import ReparteeFormats
import ReparteeGraph
import ReparteeMeasures
import ReparteeStore
import ReparteeText

/// Makes a briefing of a scored store.
package struct BriefStep: Sendable {
  /// The title; nil states the finding.
  package var title: String?
  /// The style of pictures.
  package var page = FigurePage(.landscape)
  /// What names are replaced by; nil writes handles.
  package var pseudonyms: Pseudonyms?
  /// Whether shapes lead to profiles.
  package var links = DiagramContext.LinkRule.none
  /// How many voices tables and the chart show.
  package var voices = 10
  /// How many voices are proposed to be engaged.
  package var picks = 5
  /// What is shown of hashtags and links, where the store has kept some. Either may reveal who somebody is, so that
  /// pseudonyms hide them too.
  package var text: TextPolicy = [.hashtags, .domains]
  /// The window before, to compare with; nil takes one as long as the briefing's, where that has both ends.
  package var previous: Window?
  /// Whether to compare with a window before at all.
  package var comparison = Comparison.withWindowBefore

  /// Which files for office programs come with it.
  package var office: [OfficeFormat] = []
  /// Whose masters and layouts its slides take; nil takes ones of our own.
  package var template: SlideTemplate?
  /// Whether its CSV files begin with a byte order mark.
  package var mark = TableFormat.ByteOrderMark.absent
  /// Whose days the page shows.
  package var days = LocalDays.utc
  /// The moment after which times lie in the future; nil counts none.
  package var now: Timestamp?
  /// What a person should see before the figures, a sentence each without a full stop.
  package var notices: [String] = []

  /// What a briefing is compared with.
  package enum Comparison: Sendable { case none, withWindowBefore }

  /// A briefing in handles, on A4 landscape.
  package init() {}

  /// The briefing's files, and `manifest.json`: what it was made from and by which rules. The same store and step give the
  /// same bytes, on any day and any machine.
  /// - Parameters:
  ///   - result: the scored network.
  ///   - step: how it was scored: the window before is scored in the same way.
  ///   - store: what it was loaded from.
  /// - Throws: what the store throws, `FigureError`, and `OfficeError`.
  package func files(of result: ScoreStep.Result, by step: ScoreStep, from store: ConversationStore) throws
    -> [Briefing.File]
  {
    try files(
      of: result, by: step, from: store, rows: QualityLedger.Rows(of: store),
      sources: Self.table(of: try store.sources(), hidesNames: pseudonyms != nil))
  }

  /// The same of a network that a program put together from tables.
  /// - Parameter rows: what became of the tables' rows.
  package func files(of result: ScoreStep.Result, by step: ScoreStep, rows: QualityLedger.Rows) throws -> [Briefing
    .File]
  {
    try files(of: result, by: step, from: nil, rows: rows, sources: Self.table(of: [], hidesNames: false))
  }

  private func files(
    of result: ScoreStep.Result, by step: ScoreStep, from store: ConversationStore?, rows: QualityLedger.Rows,
    sources: ResultTable
  ) throws -> [Briefing.File] {
    var input = try material(of: result, by: step, from: store)
    (input.rows, input.sources) = (rows, sources)
    let files = try Briefing(on: input).files(page: page, office: office, template: template, mark: mark)
    return files + [manifest(of: input, files: files)]
  }

  private func material(of result: ScoreStep.Result, by step: ScoreStep, from store: ConversationStore?) throws
    -> BriefingInput
  {
    var diagrams = context(of: result)
    let (voices, window) = (result.network.network.voices, step.scope.window)
    if let store, text.contains(.hashtags), pseudonyms == nil {
      diagrams.hashtags = try store.topics(.hashtag, among: voices, window: window)
    }
    var input = BriefingInput(diagrams, title: title ?? diagrams.finding.headline)
    if let store, text.contains(.domains), pseudonyms == nil {
      input.domains = try store.topics(.domain, among: voices, window: window)
    }
    input.voices = self.voices
    input.picks = picks
    input.rules = step.rules(days: days)
    input.notices = notices
    input.now = now
    if let window = windowBefore(step.scope.window) {
      var earlier = step
      earlier.scope.window = window
      // Nobody sees its table.
      earlier.top = 0
      let network = result.network.network
      let before = earlier.score(
        try store.map { try earlier.rescoped(network, from: $0) }
          ?? earlier.scoring.measured(ScopedNetwork(network, scope: earlier.scope)))
      if !before.measured.isSilent { input.previous = self.context(of: before) }
    }
    return input
  }

  private func manifest(of input: BriefingInput, files: [Briefing.File]) -> Briefing.File {
    let rows = input.diagrams.rows
    let scoped = input.diagrams.measured.scoped
    let window = scoped.scope.window
    let inWindow = scoped.network.counts(in: window)
    let tables = [
      (
        "window",
        ResultTable(
          columns: ["from", "to", "time_zone", "posts", "replies", "account_replies"],
          rows: [
            [
              .text(window.start?.isoMoment), .text(window.end?.isoMoment), .text(days.name ?? "UTC"),
              .integer(inWindow.posts), .integer(inWindow.answers), .integer(inWindow.accountReplies),
            ]
          ])
      ),
      (
        "rules",
        ResultTable(columns: input.rules.map(\.name), rows: [input.rules.map { .text($0.value) }])
      ),
      (
        "counts",
        ResultTable(
          columns: ["voices", "ranked"],
          rows: [[.integer(rows.count), .integer(rows.count { $0.section == .voices })]])
      ),
      ("sources", input.sources),
      (
        "files",
        ResultTable(
          columns: ["path", "bytes"], rows: files.map { [.text($0.path), .integer($0.bytes.count)] })
      ),
    ]
    let parts = tables.map { name, table in
      "\"\(name)\": " + TableFormat.json.text(of: table).trimmingCharacters(in: .newlines)
    }
    return Briefing.File(
      path: "manifest.json", bytes: Data("{\(parts.joined(separator: ",\n"))}\n".utf8), what: "what it was made from")
  }

  private func context(of result: ScoreStep.Result) -> DiagramContext {
    DiagramContext(measured: result.measured, rows: result.rows, pseudonyms: pseudonyms, links: links, days: days)
  }

  /// The window that the briefing of a window is compared with.
  func windowBefore(_ window: Window) -> Window? {
    guard comparison == .withWindowBefore else { return nil }
    if let previous { return previous }
    guard let start = window.start, let end = window.end else { return nil }
    let length = end.milliseconds - start.milliseconds
    return Window(start: Timestamp(milliseconds: start.milliseconds - length), end: start)
  }

  /// The sources by their names alone: where they lay is the machine's affair. A name may tell whose file it is, and a
  /// hash who has the file.
  private static func table(of sources: [Source], hidesNames: Bool) -> ResultTable {
    ResultTable(
      columns: ["file", "format", "sha256", "rows_in", "kept", "duplicates", "ignored", "rejected"],
      rows: sources.map { source in
        [
          .text(hidesNames ? "source \(source.number)" : FileName.of(source.path)), .text(source.format),
          .text(hidesNames ? nil : source.sha256), .integer(source.rowsIn), .integer(source.kept),
          .integer(source.duplicates),
          .integer(source.ignored), .integer(source.rejected),
        ]
      })
  }
}

extension QualityLedger.Rows {
  /// What became of the rows of all sources of a store.
  package init(of store: ConversationStore) throws {
    self.init()
    for source in try store.sources() {
      sources += 1
      rowsIn += source.rowsIn
      kept += source.kept
      duplicates += source.duplicates
      ignored += source.ignored
      rejected += source.rejected
    }
  }
}

extension ScoreStep {
  /// The rules as names and values, for people.
  func rules(days: LocalDays) -> [(name: String, value: String)] {
    let window = scope.window
    return [
      ("window", Self.words(for: window, days)),
      ("ranked by", scoring.ranking.rawValue),
      ("ranked kinds", scoring.eligibleKinds.map(\.rawValue).sorted().joined(separator: ", ")),
      ("bots", scope.bots == .count ? "count as people" : "left out"),
      ("colleagues", scope.colleagues == .leaveOut ? "left out of each other's sets" : "count"),
      ("quotes with a parent", quotes == .asReplies ? "replies" : "conversations of their own"),
      ("seed", "\(scoring.seed)"), ("definitions", "version \(Scoring.definitionsVersion)"),
      ("program", "Repartee \(Program.version)"),
    ]
      + (SmallCounts.current.map {
        [("small counts", "counts below \($0.below) are hidden, with what would tell them")]
      } ?? [])
  }

  private static func words(for window: Window, _ days: LocalDays) -> String {
    let ends = words(for: window)
    guard let name = days.name, let start = window.start, let end = window.end else { return ends }
    let last = Timestamp(milliseconds: end.milliseconds - 1)
    return "\(ends); the days \(days.day(of: start)) to \(days.day(of: last)) of \(name)"
  }

  private static func words(for window: Window) -> String {
    switch (window.start?.isoMoment, window.end?.isoMoment) {
    case (nil, nil): "all that these data hold"
    case (let start?, nil): "from \(start) on"
    case (nil, let end?): "before \(end)"
    case (let start?, let end?): "\(start) to \(end), its end not in it"
    }
  }
}
