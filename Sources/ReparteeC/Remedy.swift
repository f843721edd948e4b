import ReparteeFormats
import ReparteeStore

/// What a caller can do about an error of the library: which argument mends it, which only the interface knows.
enum Remedy {
  /// An error as one line, with the arguments that mend it.
  static func line(for error: any Error) -> String {
    let line = "\(error)"
    let arguments = arguments(for: error)
    if arguments.isEmpty { return line }
    let added = " (\(arguments.joined(separator: ", ")))"
    return line.hasSuffix(".") ? line.dropLast() + added + "." : line + added
  }

  private static func arguments(for error: any Error) -> [String] {
    switch error {
    case let error as FormatError:
      switch error {
      case .unknownFormat: ["format=", "columns=", "mapping="]
      case .ambiguous, .unknownFormatName: ["format="]
      case .missingColumns(_, _, _, _, let settings): settings.map { $0.rawValue + "=" }
      case .missingSetting(_, let setting, _): [setting.rawValue + "="]
      default: []
      }
    case let error as NothingReadError: error.rejected > 0 ? ["format="] : []
    case is TooManyPlatformsError: ["platform="]
    case StoreError.locked: ["wait="]
    default: []
    }
  }
}
