/// Why a file could not be read at all. Single bad rows are `Reject`s, not errors.
public enum FormatError: Error, Equatable, Sendable {
  case missing(path: String)
  case unreadable(path: String, reason: String)
  case directory(path: String)
  case empty(path: String)
  case binary(path: String)
  /// A compressed file that ends too early or is damaged.
  case truncated(path: String, reason: String)
  case unknownFormat(path: String, formats: [String])
  case ambiguous(path: String, formats: [String])
  case unknownFormatName(String, formats: [String])
  case missingColumns(path: String, missing: [String], found: [String], remedy: String)
  case missingOption(path: String, option: String, remedy: String)
}
