import Foundation
import ReparteeAnalysis
import ReparteeBriefings
import ReparteeFormats
import ReparteeStore

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
  package func run(onEvent: (Event) throws -> Void) throws {
    var step = ImportStep(files: job.sources + job.rosters, store: job.store)
    step.wait = wait
    try step.check()
    let outputs = try JobOutputs(job)
    let lock = try StoreLock(store: job.store, wait: wait)
    defer { withExtendedLifetime(lock) {} }
    // A file that was changed since the last run is in the store as it is now.
    step.earlierVersions = .replace
    var facts = RunMetrics()
    try facts.time("read") {
      try step.run(
        progress: { try onEvent(.reading($0)) }, report: { try onEvent(.imported($0)) })
    }
    for (path, reason) in step.passedOver { try onEvent(.passedOver(path: path, reason: reason)) }
    for warning in step.warnings { try onEvent(.warned(warning)) }
    let store = try ConversationStore(path: job.store, access: .writing, wait: wait)
    if let moment = job.retention.forgetBefore {
      let forgotten = try facts.time("forget") { try store.forget(before: moment) }
      if !forgotten.isNothing { try onEvent(.forgot(forgotten)) }
    }
    try make(outputs, from: store, &facts, onEvent)
    if let most = job.retention.briefings, let folder = job.outputs.briefings {
      for path in try OutputFolder.dropOldest(in: folder, keeping: most) { try onEvent(.removed(path: path)) }
    }
    facts.write(beside: job.store)
    try onEvent(.wrote(path: job.store, what: "the store"))
  }

  /// Scores, where anything is to be made from it, and makes that.
  private func make(
    _ outputs: JobOutputs, from store: ConversationStore, _ facts: inout RunMetrics, _ onEvent: (Event) throws -> Void
  ) throws {
    var done = try StepCache(job, store: store)
    let pending = outputs.all.filter { !done.isDone($0) }
    for output in outputs.all where !pending.contains(where: { $0.path == output.path }) {
      try onEvent(.unchanged(path: output.path, what: output.what))
    }
    if pending.isEmpty, let finding = done.finding {
      try onEvent(.scoredBefore(finding: finding))
      return try outputs.linkLatest()
    }
    let result = try facts.time("score") { try job.score.run(on: store) }
    let finding = Finding(rows: result.rows, in: result.measured).sentence
    if done.finding == nil {
      try store.saveRun(result.table, definitions: Scoring.definitionsVersion, parameters: job.score.parameters)
      done.scored(finding)
    }
    try onEvent(.scored(voices: result.rows.count, finding: finding, notes: result.measured.notes))
    try facts.time("write") {
      try outputs.write(pending, of: result, from: store) {
        done.wrote($0)
        try onEvent(.wrote(path: $0.path, what: $0.what))
      }
    }
    try outputs.linkLatest()
    try done.keep(in: store)
  }

  /// What a run would do, a line each: what it reads, what it writes. Nothing is done.
  /// - Throws: as ``run(onEvent:)`` before anything is done.
  package func plan() throws -> [String] {
    var step = ImportStep(files: job.sources + job.rosters, store: job.store)
    try step.check()
    var lines = step.files.map { file in
      "would read \(file.path)\(file.format.map { " as \($0)" } ?? ""), unless the store holds it already"
    }
    lines += step.passedOver.map { "would pass over \($0.path): \($0.reason)" }
    if let moment = job.retention.forgetBefore { lines.append("would forget what was before \(moment.isoMoment)") }
    let window = job.score.scope.window
    lines.append(
      "would score \(window.start?.isoMoment ?? "all before") to \(window.end?.isoMoment ?? "all after"), by "
        + job.score.scoring.ranking.rawValue)
    return lines + JobOutput.all(of: job).map { "would write \($0.path): \($0.what)" }
      + ["would write \(job.store): the store"]
  }
}
