import Foundation
import ReparteeFormats
import ReparteeGraph
import ReparteeJobs
import ReparteeStore
import ReparteeText

/// The events of a job, one line of JSON each: for programs that watch it. Each has the time, a level, the command, and the seconds
/// since the job began.
struct JobLog {
  private let start = ContinuousClock.now

  /// How grave a line is.
  private enum Level: String, Encodable {
    case info, warning
    /// Something that a person should see, with all outputs written.
    case attention
    case error
  }

  /// The line of an event.
  func line(of event: JobRun.Event) throws -> String { try line(Step(event)) }

  /// The last line of a run that is done.
  func end(exitCode: Int32) throws -> String {
    var step = Step(exitCode == 0 ? .info : .attention, "ended")
    step.exitCode = exitCode
    return try line(step)
  }

  /// The last line of a run that failed, with the error as the terminal has it.
  func failure(_ text: String, exitCode: Int32) throws -> String {
    var step = Step(.error, "failed")
    (step.error, step.exitCode) = (SafeText.withoutControls(text), exitCode)
    return try line(step)
  }

  private func line(_ step: Step) throws -> String {
    var step = step
    step.seconds = (start.duration(to: .now) / .milliseconds(1)).rounded() / 1_000
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(step), as: UTF8.self)
  }

  private struct Step: Encodable {
    let time = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)).isoInstant
    var level = Level.info
    let command = "run"
    var seconds = 0.0
    var step = ""
    var error: String?
    var exitCode: Int32?
    var path: String?
    var format: String?
    var wasHeld: Bool?
    var rowsIn: Int?
    var kept: Int?
    var duplicates: Int?
    var ignored: Int?
    var rejected: Int?
    var voices: Int?
    var finding: String?
    var notes: [String]?
    var posts: Int?
    var interactions: Int?
    var accounts: Int?
    var notices: [Notice]?

    struct Notice: Encodable {
      var kind: String
      var text: String
      var needsAttention: Bool
    }

    init(_ level: Level, _ step: String) { (self.level, self.step) = (level, step) }

    init(_ event: JobRun.Event) {
      switch event {
      case .passedOver, .warned: level = .warning
      case .noticed(let notices): level = notices.contains(where: \.kind.needsAttention) ? .attention : .warning
      case .imported(let report) where report.source.rejected > 0: level = .warning
      default: break
      }
      switch event {
      case .reading(let progress): (step, path) = ("reading", progress.path)
      case .imported(let report):
        let source = report.source
        (step, path, format, wasHeld) = ("imported", report.path, source.format, report.wasAlreadyImported)
        (rowsIn, kept, duplicates) = (source.rowsIn, source.kept, source.duplicates)
        (ignored, rejected) = (source.ignored, source.rejected)
      case .passedOver(let path, let reason): (step, self.path, notes) = ("passed over", path, [reason])
      case .warned(let warning): (step, notes) = ("warned", [warning])
      case .noticed(let notices):
        step = "noticed"
        self.notices = notices.map {
          Notice(kind: $0.kind.rawValue, text: $0.text, needsAttention: $0.kind.needsAttention)
        }
      case .scored(let voices, let finding, let notes):
        let isHidden = SmallCounts.current?.hides(voices) == true
        (step, self.voices, self.finding, self.notes) = ("scored", isHidden ? nil : voices, finding, notes)
      case .scoredBefore(let finding): (step, self.finding) = ("unchanged", finding)
      case .unchanged(let path, _): (step, self.path) = ("unchanged", path)
      case .forgot(let forgotten):
        step = "forgot"
        (posts, interactions, accounts) = (forgotten.posts, forgotten.interactions, forgotten.accounts)
      case .removed(let path): (step, self.path) = ("removed", path)
      case .wrote(let path, _): (step, self.path) = ("wrote", path)
      }
    }
  }
}
