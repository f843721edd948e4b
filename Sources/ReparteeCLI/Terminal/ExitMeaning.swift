import ArgumentParser
import ReparteeJobs

/// What the command ends with: the one table of exit codes, which the help prints and the guide repeats.
enum ExitMeaning: CaseIterable {
  case done, failed, attention, usage, badData, inUse, interrupted, terminated

  /// The code.
  var code: Int32 {
    switch self {
    case .done: 0
    case .failed: 1
    case .attention: RunNotice.exitCode
    case .usage: ExitCode.validationFailure.rawValue
    case .badData: Failure.badData.rawValue
    case .inUse: Failure.inUse.rawValue
    case .interrupted: 130
    case .terminated: 143
    }
  }

  /// What it says.
  var text: String {
    switch self {
    case .done: "done; rejected rows are reported"
    case .failed: "failed"
    case .attention: "a job is done and noticed something that a person should see"
    case .usage: "wrong usage"
    case .badData:
      "bad data: with --strict, a job or mapping with a mistake, when nothing could be read, or where check finds something broken"
    case .inUse: "the store was in use until the wait ran out"
    case .interrupted: "stopped by SIGINT"
    case .terminated: "stopped by SIGTERM"
    }
  }

  /// All of them, a line each.
  static var table: String { allCases.map { "  \($0.code)  \($0.text)" }.joined(separator: "\n") }
}
