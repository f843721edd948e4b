import Foundation
import ReparteeText

/// The files that a user names: by path, by folder, or by a pattern such as `exports/*.jsonl`.
///
/// Whoever takes files from a user, be it the command or a job, asks here, so that the same names give the same files in
/// the same order on every machine.
package enum InputFiles {
  /// The paths of the files that `names` stand for, each once: those of the first name first, and those of one name in
  /// the order of their bytes.
  ///
  /// - A path of a file, and `-` for standard input, stand for themselves, even where they hold a `*`.
  /// - A folder stands for the files in it and below. Hidden ones, stores (`.repartee`), pipes and devices are passed over, and
  ///   links to folders are not followed.
  /// - A pattern stands for the files and folders that it fits: `*` is any run of characters, `?` any one, `[ab]` one of
  ///   several, none of them a `/` or the point of a hidden file.
  ///
  /// - Throws: `FormatError.missing` for a path where nothing is, `.noMatch` for a pattern that fits nothing and for a
  ///   folder that holds no file, `.unreadable` for a folder that cannot be read, or more names than `InputLimits.names`.
  package static func paths(for names: [String]) throws(FormatError) -> [String] {
    try files(for: names).map(\.path)
  }

  /// A file that a name stands for.
  package struct Found: Equatable, Sendable {
    /// Its path.
    package let path: String
    /// Whether only a folder names it, in which collectors leave pictures and notes beside what can be read.
    package let isFromFolder: Bool
  }

  /// The same files as `paths`, and how each was named.
  /// - Throws: as `paths`.
  package static func files(for names: [String]) throws(FormatError) -> [Found] {
    var all: [Found] = []
    var seen: Set<String> = []
    for name in names {
      let found = try files(named: name)
      if found.isEmpty { throw .noMatch(name) }
      all += found.filter { seen.insert($0.path).inserted }
    }
    return all
  }

  private static func files(named name: String) throws(FormatError) -> [Found] {
    func named(_ paths: [String], isFromFolder: Bool) -> [Found] {
      paths.map { Found(path: $0, isFromFolder: isFromFolder) }
    }
    // The system takes a path to end there, and another file would be meant.
    if name.contains("\0") { throw .unreadable(path: "a path", reason: "it holds the character NUL") }
    if name == "-" { return named([name], isFromFolder: false) }
    if let isFolder = isFolder(name) {
      return named(isFolder ? try files(below: name) : [name], isFromFolder: isFolder)
    }
    guard name.contains(where: "*?[".contains) else { throw .missing(path: name) }
    if name.contains("**") {
      throw .unreadable(path: name, reason: "** is no pattern here: name a folder, which stands for all files below it")
    }
    let wildcards = name.split(separator: "/").count { $0.contains(where: "*?[".contains) }
    if wildcards > mostWildcards {
      throw .unreadable(
        path: name,
        reason:
          "patterns in \(wildcards) folders; expected \(mostWildcards) at most: name a folder, which stands for all "
          + "files below it")
    }
    var found: [Found] = []
    for match in matches(of: name) {
      let isFolder = isFolder(match) == true
      if !isFolder, !isRegularFile(match) { continue }
      found += named(isFolder ? try files(below: match) : [match], isFromFolder: isFolder)
    }
    return found.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Whether there is a folder at `path`, or something else; nil where there is nothing.
  private static func isFolder(_ path: String) -> Bool? {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) ? isFolder.boolValue : nil
  }

  private static func files(below folder: String) throws(FormatError) -> [String] {
    guard access(folder, R_OK | X_OK) == 0, let inside = FileManager.default.enumerator(atPath: folder) else {
      throw .unreadable(path: folder, reason: "the folder cannot be read; check its permissions")
    }
    let start = folder.hasSuffix("/") ? folder : folder + "/"
    var shown: [String] = []
    var count = 0
    let mostNames = InputLimits.current.names
    while let path = inside.nextObject() as? String {
      count += 1
      if count > mostNames {
        throw .unreadable(
          path: folder, reason: "more than \(mostNames) names below it: name the folder of the exports itself")
      }
      var status = stat()
      guard stat(start + path, &status) == 0 else { continue }
      if FileName.of(path).hasPrefix(".") {
        if status.st_mode & S_IFMT == S_IFDIR { inside.skipDescendants() }
      } else if status.st_mode & S_IFMT == S_IFDIR {
        if access(start + path, R_OK | X_OK) != 0 {
          throw .unreadable(path: start + path, reason: "the folder cannot be read; check its permissions")
        }
      } else if !path.contains(".repartee"), status.st_mode & S_IFMT == S_IFREG {
        shown.append(start + path)
      }
    }
    return sorted(shown)
  }

  /// How many parts of a path may be patterns: links that lead back to their folder would make each further one a multiple.
  package static let mostWildcards = 4

  /// Whether there is a file to be read at its end: to read from a pipe is to wait for who writes to it.
  private static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private static func matches(of pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
  }

  /// In the order of their bytes, which no locale changes.
  private static func sorted(_ paths: [String]) -> [String] {
    paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
