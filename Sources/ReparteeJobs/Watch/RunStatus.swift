import Foundation
import ReparteeAnalysis
import ReparteeGraph
import ReparteeText

#if canImport(Glibc)
  import Glibc
#endif

/// What the last run of a job came to, on its day and machine: beside the store, as `STORE.run.json`, for a monitor that sounds
/// where a week has passed without one. Kept apart from the outputs, which are the same on any day and machine.
struct RunStatus: Encodable {
  /// What its path ends with, after the store's.
  static let suffix = ".run.json"

  /// How a run ended.
  private enum Outcome: String, Encodable {
    case done
    /// Done, and something needs a person's eyes.
    case attention
    case failed
  }

  /// The window of the run: its first moment and the one after its last, and the days of the time zone that these are.
  private struct Span: Encodable {
    var from: String?
    var to: String?
    var firstDay: String?
    var lastDay: String?
    var timeZone: String
  }

  /// How much was scored, where it was: posts in the window, those of them that answer something, and replies between accounts
  /// that name no post.
  private struct Counts: Encodable {
    var posts: Int?
    var replies: Int?
    var accountReplies: Int?
    var voices: Int?
    var ranked: Int?
    /// The names of those that are hidden, since they are small; nil where none is.
    var suppressed: [String]?
  }

  private let began: String
  private let host = ProcessInfo.processInfo.hostName
  private let threads = ProcessInfo.processInfo.activeProcessorCount
  private var outcome = Outcome.done
  private var exitCode: Int32 = 0
  /// When a run was last done, with or without notices.
  private var lastSuccess: String?
  private let window: Span
  /// The end of the next window: from then on the next run is expected.
  private let nextExpected: String?
  private var counts: Counts?
  private var notes: [RunNotice] = []
  private var error: String?
  /// Step → seconds on the clock.
  private var seconds: [String: Double] = [:]
  private var durationSeconds = 0.0
  private var peakMegabytes = 0

  private enum CodingKeys: String, CodingKey {
    case began, host, threads, outcome, exitCode, lastSuccess, window, nextExpected, counts, notes, error, seconds
    case durationSeconds, peakMegabytes
  }

  private let store: String
  private let start = ContinuousClock.now

  init(_ job: JobFile) {
    store = job.store
    began = Self.now
    let (scope, relative) = (job.score.scope.window, job.window.relative)
    let days = job.outputs.days
    window = Span(
      from: scope.start?.isoInstant, to: scope.end?.isoInstant, firstDay: scope.start.map(days.day),
      lastDay: scope.end.map { days.day(of: Timestamp(milliseconds: $0.milliseconds - 1)) },
      timeZone: days.name ?? "UTC")
    nextExpected = relative?.next(after: job.moment).isoInstant
    if let data = FileManager.default.contents(atPath: job.store + Self.suffix),
      let earlier = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    {
      lastSuccess = earlier["last_success"] as? String
    }
  }

  private static var now: String { Timestamp(seconds: Int64(Date().timeIntervalSince1970)).isoMoment }

  /// Does a step, and keeps how long it took.
  mutating func time<Result>(_ step: String, _ body: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    defer { seconds[step] = Self.seconds(since: start) }
    return try body()
  }

  private static func seconds(since start: ContinuousClock.Instant) -> Double {
    (start.duration(to: .now) / .milliseconds(1)).rounded() / 1_000
  }

  /// Keeps how much was scored.
  mutating func count(_ result: ScoreStep.Result) {
    let held = result.network.network.counts(in: result.network.scope.window)
    var hidden: [String] = []
    func shown(_ name: String, _ count: Int) -> Int? {
      guard SmallCounts.current?.hides(count) == true else { return count }
      hidden.append(name)
      return nil
    }
    var counts = Counts(
      posts: shown("posts", held.posts), replies: shown("replies", held.answers),
      accountReplies: shown("account_replies", held.accountReplies), voices: shown("voices", result.scoredVoices),
      ranked: shown("ranked", result.rows.count { $0.section == .voices }))
    if !hidden.isEmpty { counts.suppressed = hidden }
    self.counts = counts
  }

  /// The run is done.
  mutating func succeed(_ notices: [RunNotice]) {
    notes = notices
    if notices.contains(where: \.kind.needsAttention) { (outcome, exitCode) = (.attention, RunNotice.exitCode) }
    lastSuccess = Self.now
    write()
  }

  /// The run failed: what it did before stands, and so does when one was last done. Where none ever ran, nothing is
  /// written: a job that is refused leaves all as it was.
  mutating func fail(_ error: any Error, exitCode code: Int32) {
    guard FileManager.default.fileExists(atPath: store + Self.suffix) else { return }
    (outcome, exitCode) = (.failed, code)
    self.error = "\(error)"
    write()
  }

  /// Writes the file; a folder that cannot be written to is no reason to fail after the last step.
  private mutating func write() {
    var usage = rusage()
    #if canImport(Glibc)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      peakMegabytes = usage.ru_maxrss / 1_024
    #else
      getrusage(RUSAGE_SELF, &usage)
      peakMegabytes = usage.ru_maxrss / 1_048_576
    #endif
    durationSeconds = Self.seconds(since: start)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    guard let data = try? encoder.encode(self) else { return }
    try? (data + Data("\n".utf8)).write(to: URL(fileURLWithPath: store + Self.suffix), options: .atomic)
  }
}
