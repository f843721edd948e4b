import ArgumentParser
import Foundation
import ReparteeAnalysis
import ReparteeBriefings
import ReparteeFigures
import ReparteeFormats
import ReparteeJobs
import ReparteeStore

/// Errors as one clear line on standard error, with the right exit code.
enum Failure {
  /// Bad data: with `--strict`, or when nothing could be read.
  static let badData = ExitCode(65)

  /// The store was in use until the wait ran out: EX_TEMPFAIL, which schedulers take as “try again later”.
  static let inUse = ExitCode(75)

  /// Ends the command for `error`; `otherwise` handles what is not ours, such as wrong usage and help. `isJob` says
  /// whether a job file was run, so that its keys are named instead of options.
  static func exit(_ error: any Error, isJob: Bool, otherwise: () -> Never) -> Never {
    guard let code = code(of: error) else { otherwise() }
    StandardError.print("repartee: \(Remedy.line(for: error, isJob: isJob))")
    Foundation.exit(code.rawValue)
  }

  /// What the command ends with for `error`; nil for what is not ours.
  static func code(of error: any Error) -> ExitCode? {
    switch error {
    case let error as FormatError: error.exitCode
    case is StrictError, is NothingReadError, is TooManyPlatformsError, is JobError: badData
    case OutputError.same, is PseudonymKeyError, is JobOverrideError, is UnknownGraphFormat, is MissingMapping:
      .validationFailure
    case is VoiceLookup.Failure, is AccountLookupError, is VoiceWithoutRow, is SeriesTooLong: .failure
    case StoreError.locked, is StoreIsBusy: inUse
    case is StoreError, is OutputError, is FigureError, is GenerateError, is PostLookupError, is NoConversation:
      .failure
    default: nil
    }
  }
}

extension FormatError {
  /// 64 where the user has to say more, 65 where the data are bad, 1 where the file cannot be reached.
  fileprivate var exitCode: ExitCode {
    switch self {
    case .missing, .noMatch, .unreadable, .directory, .archive: .failure
    case .empty, .binary, .unsupported, .truncated, .unknownFormat, .missingColumns: Failure.badData
    case .ambiguous, .unknownFormatName, .missingSetting: .validationFailure
    }
  }
}

/// Results.
enum StandardOutput {
  /// - Throws: `OutputError` where a full disk or a closed file loses them.
  static func print(_ text: String, terminator: String = "\n") throws {
    do {
      try FileHandle.standardOutput.write(contentsOf: Data((text + terminator).utf8))
    } catch {
      throw OutputError.unwritable(path: "standard output")
    }
  }
}

/// Progress and diagnostics: everything that is no result. Where they cannot be written they are lost.
enum StandardError {
  /// Prints lines, without the control characters that a handle or a path in them may hold.
  static func print(_ text: String) {
    write(SafeText.lines(text) + "\n")
  }

  /// Writes text as it is.
  static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }

  /// Whether a person watches.
  static var isTerminal: Bool { isatty(2) == 1 }
}
