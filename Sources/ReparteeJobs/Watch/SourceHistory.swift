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
    var events = reports.compactMap(replacement) + (try removals(files, isAnyAbsent: isAnyAbsent))
    var shapes: [String: SourceShapes] = [:]
    let entries = Dictionary(files.map { ($0.path, $0.entry) }) { first, _ in first }
    for report in reports where !report.wasAlreadyImported && report.source.format != Self.roster {
      guard let entry = entries[report.source.path] ?? nil else { continue }
      var shape = try shapes[entry] ?? SourceShapes(entry, in: store)
      if let difference = shape.add(report) { events.append(RunNotice(.schema, difference)) }
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
    return "events \(ends) \(window.isUnbounded ? job.outputs.day : "")"
  }

  private func replacement(_ report: ImportReport) -> RunNotice? {
    guard let earlier = report.earlier, earlier.rows > 0, report.source.format != Self.roster else { return nil }
    let what =
      earlier.areKept
      ? ("kept", JobFile.ReplacedRule.keep.rawValue) : ("took back", JobFile.ReplacedRule.takeBack.rawValue)
    return RunNotice(
      .history,
      "\(FileName.of(report.source.path)) was replaced: \(what.0) \(NumberFormat.text(earlier.rows, "row", "rows")) that it held "
        + "before and holds no longer (replaced: \(what.1))")
  }

  /// Takes back files that the job listed at its last run and lists no longer: rosters, and by `take back` all.
  private func removals(_ files: [ImportStep.File], isAnyAbsent: Bool) throws -> [RunNotice] {
    let rosters = Set(job.rosters.map { SourcePlace.of($0.path) })
    let sources = Set(files.map { SourcePlace.of($0.path) }).subtracting(rosters)
    let place = SourcePlace.of(job.path)
    var events: [RunNotice] = []
    for (name, listed, isRoster) in [("rosters ", rosters, true), ("files ", sources, false)] {
      let before = try store.doneStep(name + place)?.result.split(separator: "\n").map(String.init) ?? []
      // Where an entry stands for no file today, its folder may only be away.
      if !isRoster, isAnyAbsent { continue }
      for gone in before where !listed.contains(gone) {
        let start = "\(FileName.of(gone)) is listed no longer: "
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
  func published(before network: SocialNetwork) throws -> [RunNotice] {
    var notices: [RunNotice] = []
    let window = job.score.scope.window
    if !window.isUnbounded, let earlier = try PublishedCounts.held(of: window, in: store),
      let changes = try PublishedCounts(job, window: window, network: network, store: store).changes(since: earlier)
    {
      notices.append(
        RunNotice(.published, "this window was published on \(earlier.day) and is computed again: \(changes)"))
    }
    guard job.outputs.briefings != nil, job.outputs.brief.comparison == .withWindowBefore,
      let previous = job.outputs.brief.windowBefore(window),
      let earlier = try PublishedCounts.held(of: previous, in: store)
    else { return notices }
    let now = try PublishedCounts(job, window: previous, network: network, store: store)
    guard let changes = now.changes(since: earlier) else { return notices }
    notices.append(
      RunNotice(
        .published,
        "the window before was published on \(earlier.day) and is computed again: \(changes); "
          + (now.posts == 0
            ? "nothing is left of it to compare with"
            : "what rose and fell is said of figures that are computed today, by today's rules, for both windows")))
    return notices
  }

  /// Keeps what was published of the window.
  func keepPublished(_ network: SocialNetwork) throws {
    let window = job.score.scope.window
    guard !window.isUnbounded else { return }
    try PublishedCounts(job, window: window, network: network, store: store).keep(for: window, in: store)
  }
}
