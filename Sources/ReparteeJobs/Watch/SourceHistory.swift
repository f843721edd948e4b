import Foundation
import ReparteeFormats
import ReparteeGraph
import ReparteeStore
import ReparteeText

/// What became of a job's files from one run to the next: which were replaced, left the list or changed their layout, and what
/// of it concerns the window of this run.
struct SourceHistory {
  private let job: JobFile
  private let store: ConversationStore

  init(_ job: JobFile, store: ConversationStore) { (self.job, self.store) = (job, store) }

  /// What happened to the files of this run, kept for its window's page.
  /// - Parameter isAnyAbsent: whether a source is missing today, so that no file may be said to have left the list.
  func events(of reports: [ImportReport], files: [ImportStep.File], isAnyAbsent: Bool) throws -> [RunNotice] {
    var events =
      reports.compactMap(replacement) + reports.compactMap(correction) + (try reports.compactMap(renaming))
      + (try removals(files, isAnyAbsent: isAnyAbsent))
    var shapes: [String: SourceShapes] = [:]
    let entries = Dictionary(files.map { ($0.path, $0.entry) }) { first, _ in first }
    for report in reports where !report.wasAlreadyImported && report.source.format != Self.roster {
      guard let entry = entries[report.path] ?? nil else { continue }
      var shape = try shapes[entry] ?? SourceShapes(entry, in: store)
      if let difference = shape.add(report, hidesNames: job.outputs.pseudonyms != nil) {
        events.append(RunNotice(.schema, difference))
      }
      shapes[entry] = shape
    }
    for shape in shapes.values { try shape.keep(in: store) }
    if !events.isEmpty {
      let all = try eventsOfWindow()
      let new = events.filter { !all.contains($0) }
      try store.keep([step: DoneStep(key: "", result: RunNotice.text(all + new))])
    }
    return events
  }

  /// What happened to files in this run, and in earlier runs of the same window.
  func eventsOfWindow() throws -> [RunNotice] { try store.doneStep(step).map { RunNotice.list($0.result) } ?? [] }

  private static let roster = "roster-csv"

  /// The name of the step that keeps the events of the window. Without a window, runs of one day have theirs.
  private var step: String {
    let window = job.score.scope.window
    let ends = [window.start, window.end].map { $0.map { "\($0.milliseconds)" } ?? "" }.joined(separator: " ")
    // What was noted with names is for no page without them.
    return "events \(ends) \(window.isUnbounded ? job.outputs.day : "")\(job.outputs.namesMark)"
  }

  private func replacement(_ report: ImportReport) -> RunNotice? {
    guard let earlier = report.earlier, earlier.rows > 0, report.source.format != Self.roster else { return nil }
    let what =
      earlier.areKept
      ? ("kept", JobFile.ReplacedRule.keep.rawValue) : ("took back", JobFile.ReplacedRule.takeBack.rawValue)
    return RunNotice(
      .history,
      "\(name(of: report.source)) was replaced: \(what.0) \(NumberFormat.text(earlier.rows, "row", "rows")) that it held "
        + "before and holds no longer (replaced: \(what.1))")
  }

  private func correction(_ report: ImportReport) -> RunNotice? {
    guard let changed = report.earlier?.changed, changed > 0 else { return nil }
    return RunNotice(
      .history,
      "\(name(of: report.source)) holds \(NumberFormat.text(changed, "row", "rows")) with another author, parent or "
        + "time than before; figures count what it holds now")
  }

  /// What a source is called in notices: its number where names are hidden.
  private func name(of source: Source) -> String {
    job.outputs.pseudonyms == nil ? FileName.of(source.path) : "source \(source.number)"
  }

  /// How many renamed accounts are named.
  private static let mostNamed = 5

  private func renaming(_ report: ImportReport) throws -> RunNotice? {
    guard !report.wasAlreadyImported, report.source.format != Self.roster else { return nil }
    let renamed = try store.renamedAccounts(by: report.source.number)
    guard !renamed.isEmpty else { return nil }
    let count = NumberFormat.text(renamed.count, "account has", "accounts have")
    if job.outputs.pseudonyms != nil { return RunNotice(.history, "\(count) another handle than before") }
    let names = renamed.prefix(Self.mostNamed).map { "\($0.account) is now \($0.now), and was \($0.before)" }
    return RunNotice(
      .history,
      "\(count) another handle than before: " + names.joined(separator: "; ")
        + (renamed.count > names.count ? "; …" : ""))
  }

  /// Takes back files that the job listed at its last run and lists no longer: rosters, and by `take back` all.
  private func removals(_ files: [ImportStep.File], isAnyAbsent: Bool) throws -> [RunNotice] {
    let rosters = Set(job.rosters.map { store.place(of: $0.path) })
    let sources = Set(files.map { store.place(of: $0.path) }).subtracting(rosters)
    let place = store.place(of: job.path)
    var events: [RunNotice] = []
    for (name, listed, isRoster) in [("rosters ", rosters, true), ("files ", sources, false)] {
      let before = try store.doneStep(name + place)?.result.split(separator: "\n").map(String.init) ?? []
      // Where an entry stands for no file today, its folder may only be away.
      if !isRoster, isAnyAbsent { continue }
      for gone in before where !listed.contains(gone) {
        let start = "\(job.outputs.pseudonyms == nil ? FileName.of(gone) : "a source") is listed no longer: "
        if !isRoster, job.replaced == .keep {
          if try store.holds(place: gone) {
            events.append(RunNotice(.history, start + "what it said stays (replaced: keep)"))
          }
          continue
        }
        let rows = try store.takeBack(place: gone).reduce(0) { $0 + $1.kept }
        guard rows > 0 else { continue }
        events.append(
          RunNotice(
            .history,
            isRoster
              ? start + "took back its \(NumberFormat.text(rows, "line", "lines"))"
              : start + "took back \(NumberFormat.text(rows, "row", "rows")) (replaced: take back)"))
      }
      if Set(before) != listed {
        try store.keep([name + place: DoneStep(key: "", result: listed.sorted().joined(separator: "\n"))])
      }
    }
    return events
  }
}

extension SourceHistory {
  /// What is different about the window and the one before it since their briefings were made.
  func published(before result: ScoreStep.Result) throws -> [RunNotice] {
    let network = result.network.network
    var (notices, rules): ([RunNotice], [String]) = ([], [])
    let window = job.score.scope.window
    if !window.isUnbounded, let earlier = try PublishedCounts.published(for: window, by: job, in: store) {
      let now = try PublishedCounts(job, window: window, network: network, store: store)
      if let changed = now.changedRules(since: earlier) { rules.append(changed) }
      if let changed = now.changedPosts(since: earlier) {
        notices.append(RunNotice(.published, "this window was published on \(earlier.day), when it held \(changed)"))
      }
    }
    if job.outputs.briefings != nil, let previous = job.outputs.brief.windowBefore(window),
      let earlier = try PublishedCounts.published(for: previous, by: job, in: store)
    {
      let now = try PublishedCounts(job, window: previous, network: network, store: store)
      let changedRules = now.changedRules(since: earlier)
      if let changedRules, rules.isEmpty { rules.append(changedRules) }
      if let changed = now.changedPosts(since: earlier) {
        notices.append(
          RunNotice(
            .published,
            "the window before was published on \(earlier.day), when it held \(changed); "
              + (now.posts == 0
                ? "nothing is left of it to compare with"
                : "changes are computed from today's data and rules for both windows")))
        // By other rules another is first for that reason.
        if now.posts > 0, changedRules == nil,
          let revised = try revision(of: previous, since: earlier, network)
        {
          notices.append(revised)
        }
      }
    }
    return rules.map { RunNotice(.rules, $0) } + notices
  }

  /// Whether somebody else is ranked first in a window today than when it was published.
  private func revision(
    of window: Window, since earlier: PublishedCounts, _ network: SocialNetwork
  ) throws -> RunNotice? {
    guard let published = earlier.ranking else { return nil }
    var step = job.score
    step.scope.window = window
    step.top = 0
    let first = PublishedCounts.Ranking(job, step.score(try step.rescoped(network, from: store)))
    guard first != published else { return nil }
    return RunNotice(
      .revised,
      "the briefing of \(earlier.day) ranked \(published.text); with the posts that are held now it would rank \(first.text)"
    )
  }

  /// Keeps what was published of the window.
  func keepPublished(_ result: ScoreStep.Result) throws {
    let window = job.score.scope.window
    guard !window.isUnbounded else { return }
    var counts = try PublishedCounts(job, window: window, network: result.network.network, store: store)
    counts.ranking = PublishedCounts.Ranking(job, result)
    try counts.keep(for: window, by: job, in: store)
  }
}
