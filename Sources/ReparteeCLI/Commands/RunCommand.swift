import ArgumentParser
import Foundation
import ReparteeAnalysis
import ReparteeFormats
import ReparteeGraph
import ReparteeJobs
import ReparteeText

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a job: imports, scores and draws as one YAML file says.",
    discussion: """
      Paths in the job are relative to it. Running a job again changes nothing: what the store holds is not read again, and \
      what was made from the same data with the same settings is not made again. \
      A window may be relative: the last whole day, week or month before --as-of. Each day's briefing is a folder of its \
      own, and “latest” beside it links to the newest.

        store: output/campaign.repartee
        sources:
          - exports/*.jsonl.gz
          - {file: follows.txt.gz, kind: follow, platform: x}
        roster: roster.csv
        window: {last: week, time_zone: Europe/London}
        ranking: {by: score, kinds: [person, unknown]}
        outputs: {csv: output/ranking.csv}
        diagrams:
          - {file: output/network.svg}
          - {file: output/marian.pdf, show: ego, of: MarianOakhollowDPW, page: portrait}
        briefing: output/briefing

      A run that noticed something that a person should see (no data in the window, a source that is missing, half the usual \
      posts, an export with another layout, …) says it first and ends with 10; all outputs are written nevertheless. The \
      outcome is written to STORE.run.json.

        repartee run job.yaml --dry-run
        repartee run job.yaml --as-of 2026-02-16 --set window.last=month --log json
      """)

  @Argument(help: ArgumentHelp("The job file.", valueName: "job.yaml"))
  var job: String

  @Option(help: ArgumentHelp("The moment that relative windows end before, in UTC (default: now).", valueName: "date"))
  var asOf: Timestamp?

  @Option(
    help: ArgumentHelp(
      "Replaces a setting of the job for this run, such as ranking.by=conversed.", valueName: "key=value"))
  var set: [String] = []

  @Flag(help: "Say what would be read and written, and do nothing.")
  var dryRun = false

  @Option(help: "Progress output: text, or json with one line for each step.")
  var log = LogFormat.text

  @OptionGroup var waiting: WaitOptions

  @Flag(help: "Say nothing unless something is wrong.")
  var quiet = false

  func validate() throws {
    // Retention counts from that moment: one far ahead would empty the store.
    let tomorrow = Date.now.addingTimeInterval(86_400)
    if let asOf, Double(asOf.milliseconds) > tomorrow.timeIntervalSince1970 * 1000 {
      throw ValidationError("--as-of is \(asOf.isoMoment), more than a day ahead; give a moment that has been.")
    }
  }

  /// Progress output.
  enum LogFormat: String, CaseIterable, ExpressibleByArgument { case text, json }

  func run() throws {
    guard log == .json, !dryRun else {
      _ = try runJob(nil)
      return
    }
    let log = JobLog()
    do {
      let code = try runJob(log)
      if !quiet { StandardError.print(try log.end(exitCode: code)) }
      if code != 0 { throw ExitCode(code) }
    } catch let error where !(error is ExitCode) {
      guard let code = Failure.code(of: error) else { throw error }
      StandardError.print(try log.failure(Remedy.line(for: error, isJob: true), exitCode: code.rawValue))
      throw code
    }
  }

  /// Runs the job.
  /// - Parameter log: what writes lines of JSON; nil writes text.
  /// - Returns: what the command ends with, where it is done.
  private func runJob(_ log: JobLog?) throws -> Int32 {
    let run = JobRun(
      try JobFile(path: job, asOf: asOf, overrides: set), wait: waiting.storeWait(isQuiet: quiet || log != nil))
    if dryRun {
      try StandardOutput.print(run.plan().map(SafeText.withoutControls).joined(separator: "\n"))
      return 0
    }
    let bar = ProgressBar(isQuiet: quiet || log != nil)
    defer { bar.clear() }
    var finding = ""
    var early = EarlyLines()
    defer { early.release() }
    let notices = try run.run(exitCode: { Failure.code(of: $0)?.rawValue ?? 1 }) { event in
      if case .reading(let progress) = event { return bar.update(progress) }
      bar.clear()
      switch event {
      case .scored(_, let sentence, _), .scoredBefore(let sentence): finding = sentence
      default: break
      }
      var lines: [String] = []
      if !quiet {
        lines = try log.map { [try $0.line(of: event)] } ?? self.lines(of: event)
      } else if case .noticed(let notices) = event {
        lines = Self.attention(notices)
      }
      switch event {
      case .noticed:
        // What a person should see comes before everything else.
        lines.forEach { StandardError.print($0) }
        early.release()
      case .scored, .scoredBefore:
        early.release()
        lines.forEach { StandardError.print($0) }
      default: early.print(lines)
      }
    }
    early.release()
    try StandardOutput.print(SafeText.withoutControls(finding))
    let code = notices.contains(where: \.kind.needsAttention) ? RunNotice.exitCode : 0
    if log == nil, code != 0 { throw ExitCode(code) }
    return code
  }

  /// Lines that wait until it is known what has to stand before them.
  private struct EarlyLines {
    private var lines: [String]? = []

    mutating func print(_ more: [String]) {
      if lines == nil { more.forEach { StandardError.print($0) } } else { lines?.append(contentsOf: more) }
    }

    mutating func release() {
      lines?.forEach { StandardError.print($0) }
      lines = nil
    }
  }

  private static func attention(_ notices: [RunNotice]) -> [String] {
    notices.filter(\.kind.needsAttention).map { "attention: \($0.kind.rawValue): \($0.text)" }
  }

  private func lines(of event: JobRun.Event) -> [String] {
    switch event {
    case .reading: []
    case .imported(let report): ImportSummary.lines(report)
    case .passedOver(let path, let reason): ImportSummary.passedOver([(path, reason)])
    case .warned(let warning): [warning]
    case .noticed(let notices):
      Self.attention(notices)
        + notices.filter { !$0.kind.needsAttention && $0.kind != .history }.map { "note: \($0.text)" }
    case .scored(0, _, let notes): ["scored nobody"] + notes.map { "note: \($0)" }
    case .scored(let voices, _, let notes): ["scored \(NumberFormat.text(voices)) voices"] + notes.map { "note: \($0)" }
    case .scoredBefore: ["unchanged: the scores"]
    case .unchanged(let path, let what): ["unchanged: \(path): \(what)"]
    case .forgot(let forgotten):
      [
        "forgotten, as the job keeps no longer: \(NumberFormat.text(forgotten.posts, "post")), "
          + "\(NumberFormat.text(forgotten.interactions, "interaction")), \(NumberFormat.text(forgotten.accounts, "account"))"
      ]
    case .removed(let path): ["removed: \(path), an old briefing"]
    case .wrote(let path, let what): ["\(path): \(what)"]
    }
  }
}
