import ReparteeFigures
import ReparteeFormats
import ReparteeGenerator
import ReparteeJobs
import ReparteeStore

/// What the user can do about an error of the library, in terms of the command line.
///
/// The library's errors say what is wrong in the library's terms, since programs meet them too; which option, key of a job
/// or other command mends it, only the command knows.
enum Remedy {
  /// `error` as one line, with what mends it: a key of the job where `isJob`, else an option.
  static func line(for error: any Error, isJob: Bool) -> String {
    let settings = isJob ? keys(for: error) : options(for: error)
    let line = "\(error)"
    let full = settings.isEmpty ? line : insert(" (\(settings.joined(separator: ", ")))", before: ".", in: line)
    guard let sentence = sentence(for: error, isJob: isJob) else { return full }
    return full + (full.hasSuffix(".") ? " " : "; ") + sentence
  }

  /// The line with `text` at its end, before a full stop there.
  private static func insert(_ text: String, before end: Character, in line: String) -> String {
    line.last == end ? line.dropLast() + text + String(end) : line + text
  }

  private static func options(for error: any Error) -> [String] {
    switch error {
    case let error as FormatError:
      switch error {
      case .unknownFormat: ["--format NAME", "--column FIELD=HEADER", "--mapping FILE"]
      case .ambiguous, .unknownFormatName: ["--format NAME"]
      default: error.settings.map(\.option)
      }
    case let error as NothingReadError: error.rejected > 0 ? ["--format NAME"] : []
    case is TooManyPlatformsError: ["--platform NAME"]
    case is StoreIsBusy, StoreError.locked: ["--wait SECONDS"]
    case is SeriesTooLong: ["--from", "--to"]
    case is JobOverrideError: ["--set KEY=VALUE"]
    case is PseudonymKeyError: ["--pseudonym-key FILE"]
    case FigureError.layoutTooSlow: ["--top", "--from", "--to"]
    case let error as SyntheticNetworkError: options(for: error)
    default: []
    }
  }

  private static func options(for error: SyntheticNetworkError) -> [String] {
    switch error {
    case .count(let name, _), .planted(let name, _): ["--\(name)"]
    case .noAccounts: ["--accounts"]
    case .nobodyToFollow: ["--accounts", "--follows"]
    case .plantedIntoShape: ["--shape", "--puppets", "--pile-on"]
    }
  }

  private static func keys(for error: any Error) -> [String] {
    switch error {
    case let error as FormatError:
      switch error {
      case .unknownFormat: ["keys of the source: format, columns, mapping"]
      case .ambiguous, .unknownFormatName: ["key of the source: format"]
      default:
        error.settings.isEmpty ? [] : ["keys of the source: " + error.settings.map(\.rawValue).joined(separator: ", ")]
      }
    case let error as NothingReadError: error.rejected > 0 ? ["key of the source: format"] : []
    case is TooManyPlatformsError: ["key of the source: platform"]
    case is JobOverrideError: ["--set KEY=VALUE"]
    case is StoreIsBusy, StoreError.locked: ["--wait SECONDS"]
    default: []
    }
  }

  /// What else helps, as a sentence.
  private static func sentence(for error: any Error, isJob: Bool) -> String? {
    switch error {
    case FormatError.unknownFormat, FormatError.missingColumns(_, _, _, _, [.columns, .kind, .mapping]),
      FormatError.missingColumns(_, _, _, _, [.columns, .mapping]):
      "repartee inspect FILE writes a mapping to start from"
    case is StrictError: isJob ? nil : "Leave out --strict to keep the rest."
    case let error as StoreError:
      switch error {
      case .missing(let path): "For instance: repartee import FILE… --into \(path)"
      case .damaged(let path):
        "For details: repartee check \(path); to keep what is whole: repartee salvage \(path) --into NEW"
      case .ambiguousSource, .unknownSource: "They are listed by: repartee sources STORE"
      default: nil
      }
    default: nil
    }
  }
}

extension FormatError {
  /// What would have to be said of the file.
  fileprivate var settings: [ReadSetting] {
    switch self {
    case .missingColumns(_, _, _, _, let settings): settings
    case .missingSetting(_, let setting, _): [setting]
    default: []
    }
  }
}

extension ReadSetting {
  /// The option that gives it, with its value.
  fileprivate var option: String {
    switch self {
    case .kind: "--kind \(EdgeKind.allCases.map(\.rawValue).joined(separator: "|"))"
    case .columns: "--column FIELD=HEADER"
    case .owner: "--owner ACCOUNT"
    case .list: "--list followers|following"
    case .mapping: "--mapping FILE"
    }
  }
}
