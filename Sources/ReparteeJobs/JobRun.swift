import Foundation
import ReparteeAnalysis
import ReparteeBriefings
import ReparteeFormats
import ReparteeStore
import ReparteeText

/// Runs a job: imports, tags, scores, saves the run, and writes the outputs.
package struct JobRun {
  /// What to do.
  package let job: JobFile

  /// How long to wait for other programs that use the job's store.
  private let wait: StoreWait

  /// A run of this job.
  package init(_ job: JobFile, wait: StoreWait = StoreWait()) {
    self.job = job
    self.wait = wait
  }

  /// What a job reports while it runs.
  package enum Event {
    case reading(ImportStep.Progress)
    case imported(ImportReport)
    /// A file of a folder that cannot be read.
    case passedOver(path: String, reason: String)
    /// What there is to say of all sources together.
    case warned(String)
    case forgot(ConversationStore.Forgotten)
    /// What a person should see before anything else; once, before the scores.
    case noticed([RunNotice])
    case scored(voices: Int, finding: String, notes: [String])
    /// What was found when the same data were scored by the same job before.
    case scoredBefore(finding: String)
    /// What was made from the same data by the same job before, and is unchanged on disk.
    case unchanged(path: String, what: String)
    case wrote(path: String, what: String)
    case removed(path: String)
  }

  /// Runs all steps. Running it again changes nothing: sources that are held are not read again, what was made from the
  /// same data is not made again, and outputs come out the same to the byte. A run that was killed leaves the store as it
  /// was before the current source, and outputs as they were; the next one goes on from there.
  /// - Throws: what a step throws. Inputs and output paths are checked before anything is done, and outputs are
  ///   written only after all of them are made.
  /// - Returns: what was noticed: where one of the notices needs attention, the command ends with `RunNotice.exitCode`. What
  ///   the run ended with stands in the status beside the store, too.
  /// - Parameter exitCode: what the command ends with where a step throws.
  @discardableResult
  package func run(
    exitCode: (any Error) -> Int32 = { _ in 1 }, onEvent: (Event) throws -> Void
  ) throws -> [RunNotice] {
    var status = RunStatus(job)
    do {
      let notices = try InputLimits.$current.withValue(job.limits) { try run(&status, onEvent) }
      status.succeed(notices)
      return notices
    } catch {
      // A run that another one keeps from its store leaves that one's status alone.
      if !(error is StoreIsBusy) { status.fail(error, exitCode: exitCode(error)) }
      throw error
    }
  }

  private func run(_ status: inout RunStatus, _ onEvent: (Event) throws -> Void) throws -> [RunNotice] {
    var step = try checkedImport()
    let outputs = try JobOutputs(job)
    let lock = try StoreLock(store: job.store, wait: wait)
    defer { withExtendedLifetime(lock) {} }
    step.earlierVersions = job.replaced == .keep ? .history : .replace
    var reports: [ImportReport] = []
    try status.time("read") {
      try step.run(
        progress: { try onEvent(.reading($0)) },
        report: {
          reports.append($0)
          try onEvent(.imported($0))
        })
    }
    for (path, reason) in step.passedOver { try onEvent(.passedOver(path: path, reason: reason)) }
    for warning in step.warnings { try onEvent(.warned(warning)) }
    let store = try ConversationStore(
      path: job.store, access: .writing, wait: wait, measuring: { KeptResults.columns(of: $0) })
    let history = SourceHistory(job, store: store)
    let isAnyAbsent = !step.absent.isEmpty || !job.missing.isEmpty
    let events = try history.events(of: reports, files: step.files, isAnyAbsent: isAnyAbsent)
    for event in events where event.kind == .history { try onEvent(.warned(event.text)) }
    if let moment = job.retention.forgetBefore {
      let forgotten = try status.time("forget") { try store.forget(before: moment) }
      if !forgotten.isNothing { try onEvent(.forgot(forgotten)) }
    }
    let missing =
      job.missing.map { RunNotice(.missing, "no file is there for the source \(job.shownName(ofSource: $0.name))") }
      + step.absent.map { path, reason in
        RunNotice(.missing, "\(job.shownName(ofSource: FileName.of(path))): \(reason)")
      }
    let notices = try SmallCounts.$current.withValue(job.smallCounts) {
      try make(outputs, missing + history.eventsOfWindow(), from: store, &status, onEvent)
    }
    if let most = job.retention.briefings, let folder = job.outputs.briefings {
      for path in try OutputFolder.dropOldest(in: folder, keeping: most) { try onEvent(.removed(path: path)) }
    }
    try onEvent(.wrote(path: job.store, what: "the store"))
    return notices
  }

  /// The import, checked: where the store holds something already, a file may be missing or empty today.
  private func checkedImport() throws -> ImportStep {
    var step = ImportStep(files: job.sources + job.rosters, store: job.store)
    step.wait = wait
    step.mayLackFiles = FileManager.default.fileExists(atPath: job.store)
    if !step.mayLackFiles, let first = job.missing.first { throw first.error }
    try step.check()
    return step
  }

  /// Scores, where anything is to be made from it, and makes that.
  /// - Parameter known: what was noticed already.
  /// - Returns: all that was noticed.
  private func make(
    _ outputs: JobOutputs, _ known: [RunNotice], from store: ConversationStore, _ status: inout RunStatus,
    _ onEvent: (Event) throws -> Void
  ) throws -> [RunNotice] {
    var done = try StepCache(job, notices: known, store: store)
    let pending = outputs.all.filter { !done.isDone($0) }
    for output in outputs.all where !pending.contains(where: { $0.path == output.path }) {
      try onEvent(.unchanged(path: output.path, what: output.what))
    }
    if pending.isEmpty, let finding = done.finding, let noticed = done.notices {
      let notices = known + noticed
      if !notices.isEmpty { try onEvent(.noticed(notices)) }
      try onEvent(.scoredBefore(finding: finding))
      try outputs.linkLatest()
      return notices
    }
    let result = try status.time("score") {
      // Whoever asks the store afterwards finds it at hand.
      try store.keepNetwork()
      return try job.score.run(on: store)
    }
    status.count(result)
    // The log names nobody either, where the outputs do not.
    let finding = DiagramContext(
      measured: result.measured, rows: result.rows, pseudonyms: job.outputs.pseudonyms
    ).finding.sentence
    let history = SourceHistory(job, store: store)
    // What was published before is compared when it is scored, and kept with the scores.
    let noticed =
      try done.notices ?? WindowNotices(job, result.measured).all() + history.published(before: result)
    if done.finding == nil || done.notices == nil {
      try store.saveRun(result.table, definitions: Scoring.definitionsVersion, parameters: job.score.parameters)
      done.scored(finding, noticed)
    }
    // What a person should see comes first, on the page too.
    let all = known + noticed
    let notices = all.filter(\.kind.needsAttention) + all.filter { !$0.kind.needsAttention }
    if !notices.isEmpty { try onEvent(.noticed(notices)) }
    let notes = result.measured.notes.filter { note in !notices.contains { $0.text == note } }
    try onEvent(
      .scored(voices: result.scoredVoices, finding: finding, notes: notes))
    try status.time("write") {
      try outputs.write(
        pending, of: result, notices: notices.map(\.text), from: store, warned: { try onEvent(.warned($0)) },
        wrote: {
          done.wrote($0)
          try onEvent(.wrote(path: $0.path, what: $0.what))
        })
    }
    try outputs.linkLatest()
    try done.keep()
    try history.keepPublished(result)
    return notices
  }

  /// What a run would do, a line each: what it reads, what it writes. Nothing is done.
  /// - Throws: as ``run(onEvent:)`` before anything is done.
  package func plan() throws -> [String] {
    let (step, held) = try InputLimits.$current.withValue(job.limits) {
      var step = try checkedImport()
      let held = try step.held()
      return (step, held)
    }
    var lines = zip(step.files, held).map { file, source in
      source.map { "would not read \(file.path), which the store holds as source \($0.number)" }
        ?? "would read \(file.path)\(file.format.map { " as \($0)" } ?? "")"
    }
    lines += step.passedOver.map { "would pass over \($0.path): \($0.reason)" }
    lines += (job.missing.map { ($0.name, "no file is there") } + step.absent.map { ($0.path, $0.reason) }).map {
      "would note that a source is missing: \($0.0): \($0.1)"
    }
    if let moment = job.retention.forgetBefore { lines.append("would forget what was before \(moment.isoMoment)") }
    let window = job.score.scope.window
    lines.append(
      "would score \(window.start?.isoMoment ?? "all before") to \(window.end?.isoMoment ?? "all after"), by "
        + job.score.scoring.ranking.rawValue)
    return lines + JobOutput.all(of: job).map { "would write \($0.path): \($0.what)" }
      + ["would write \(job.store): the store"]
  }
}
