/// Why a file could not be read at all. Single bad rows are `Reject`s, not errors.
public enum FormatError: Error, Equatable, Sendable {
  /// There is no file at the path.
  case missing(path: String)
  /// The system does not let it be read, or it is of a kind that cannot be.
  case unreadable(path: String, reason: String)
  /// Its content is of a kind that is not read, such as another compression or encoding.
  case unsupported(path: String, reason: String)
  /// The path is a folder's.
  case directory(path: String)
  /// The file is an archive of files.
  case archive(path: String)
  /// A pattern fits no file, or a folder holds none.
  case noMatch(String)
  /// The file holds no bytes, or nothing but blanks.
  case empty(path: String)
  /// The file is not text.
  case binary(path: String)
  /// A compressed file that ends too early or is damaged.
  case truncated(path: String, reason: String)
  /// No format fits; `formats` are the nearest, at most three.
  case unknownFormat(path: String, formats: [String])
  /// Several formats fit equally.
  case ambiguous(path: String, formats: [String])
  /// The format asked for is none of `formats`.
  case unknownFormatName(String, formats: [String])
  /// A sheet lacks columns; `settings` are those that would say where they are.
  case missingColumns(
    path: String, missing: [String], found: [String], remedy: String, settings: [ReadSetting] = [])
  /// The file does not say something that has to be said of it, or what is said of it cannot be.
  case missingSetting(path: String, setting: ReadSetting, remedy: String)
}

/// What can be said of a file that does not say it itself, by the name of the property of `ReadOptions`.
public enum ReadSetting: String, CaseIterable, Sendable {
  case kind, columns, owner, list, mapping
}

extension FormatError {
  /// Why a file of a folder is passed over, shortly; nil for what is wrong with a file that can be meant only to be read.
  package var reasonToPassOver: String? {
    switch self {
    case .empty: "empty"
    case .binary: "no text, such as pictures"
    case .unsupported(_, let reason): reason
    case .unknownFormat: "of no known format"
    case .missingColumns: "tables whose columns are not known; columns or a mapping name them"
    case .missingSetting(_, let setting, _): "\(setting.text) needed to read them"
    default: nil
    }
  }

  /// Whether the file can be read, but nothing says what its rows mean.
  package var isOfNoFormat: Bool {
    switch self {
    case .unknownFormat, .missingColumns: true
    default: false
    }
  }
}

extension FormatError: CustomStringConvertible {
  /// One line for a person: the file, what was expected, what was found, the remedy.
  public var description: String {
    switch self {
    case .missing(let path): "\(FormatError.name(path)): there is no such file; check the path"
    case .unreadable(let path, let reason): "\(FormatError.name(path)): it cannot be read: \(reason)"
    case .unsupported(let path, let reason): "\(FormatError.name(path)): it cannot be read: \(reason)"
    case .directory(let path): "\(FormatError.name(path)): expected a file, found a folder; name the files in it"
    case .archive(let path):
      "\(FormatError.name(path)): expected a file, found an archive; import and jobs read the files in it, anything else "
        + "takes them unpacked"
    case .noMatch(let name): "\(name): no file is named by it; check the folder and the pattern"
    case .empty(let path): "\(FormatError.name(path)): expected rows, found an empty file; export it again"
    case .binary(let path):
      "\(FormatError.name(path)): expected text (JSON, CSV or an edge list), found binary data; export it as text, as it "
        + "is or compressed by gzip or zstd"
    case .truncated(let path, let reason):
      "\(FormatError.name(path)): \(reason); nothing of it was kept: fetch the file again"
    case .unknownFormat(let path, let formats):
      "\(FormatError.name(path)): its content is of no known format; "
        + (formats.isEmpty
          ? "" : "the nearest \(formats.count == 1 ? "is" : "are") \(FormatError.list(formats)); ")
        + "name its format, name a sheet's columns, or give a mapping"
    case .ambiguous(let path, let formats):
      "\(FormatError.name(path)): its content fits several formats, \(FormatError.list(formats)): name one of them"
    case .unknownFormatName(let name, let formats):
      "\(name): there is no such format; the formats are \(FormatError.list(formats))"
    case .missingColumns(let path, let missing, let found, let remedy, _):
      "\(FormatError.name(path)), line 1: expected the columns \(FormatError.list(missing)), found only "
        + "\(FormatError.list(found)); \(remedy)"
    case .missingSetting(let path, let setting, let remedy):
      "\(FormatError.name(path)): \(setting.text) needed: \(remedy)"
    }
  }

  private static func name(_ path: String) -> String { path == "-" ? "standard input" : path }

  /// Names one after the other, on one line and not without end.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(30).map { name in String(name.prefix(60).map { $0.isNewline ? " " : $0 }) }
    return shown.joined(separator: ", ") + (names.count > 30 ? ", …" : "")
  }
}

extension ReadSetting {
  /// The setting and its verb, for a person.
  fileprivate var text: String {
    switch self {
    case .kind, .owner, .list: "its \(rawValue) is"
    case .columns: "its columns are"
    case .mapping: "a mapping is"
    }
  }
}
