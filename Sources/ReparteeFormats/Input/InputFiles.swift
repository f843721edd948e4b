import Foundation

/// The files that a user names: by path, by folder, or by a pattern such as `exports/*.jsonl`.
///
/// Whoever takes files from a user, be it the command or a job, asks here, so that the same names give the same files in
/// the same order on every machine.
package enum InputFiles {
  /// The paths of the files that `names` stand for, each once: those of the first name first, and those of one name in
  /// the order of their bytes.
  ///
  /// - A path of a file, and `-` for standard input, stand for themselves, even where they hold a `*`.
  /// - A folder stands for the files in it and below. Hidden ones and stores (`.repartee`) are passed over.
  /// - A pattern stands for the files and folders that it fits: `*` is any run of characters, `?` any one, `[ab]` one of
  ///   several, none of them a `/` or the point of a hidden file.
  ///
  /// - Throws: `FormatError.missing` for a path where nothing is, `.noMatch` for a pattern that fits nothing and for a
  ///   folder that holds no file, `.unreadable` for a folder that cannot be read.
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
    if name == "-" { return named([name], isFromFolder: false) }
    if let isFolder = isFolder(name) {
      return named(isFolder ? try files(below: name) : [name], isFromFolder: isFolder)
    }
    guard name.contains(where: "*?[".contains) else { throw .missing(path: name) }
    if name.contains("**") {
      throw .unreadable(path: name, reason: "** is no pattern here: name a folder, which stands for all files below it")
    }
    var found: [Found] = []
    for match in matches(of: name) {
      let isFolder = isFolder(match) == true
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
    let inside: [String]
    do { inside = try FileManager.default.subpathsOfDirectory(atPath: folder) } catch {
      throw .unreadable(path: folder, reason: "the folder cannot be read; check its permissions")
    }
    let start = folder.hasSuffix("/") ? folder : folder + "/"
    let shown = inside.filter { path in
      !path.split(separator: "/").contains { $0.hasPrefix(".") } && !path.contains(".repartee")
    }
    return sorted(shown.map { start + $0 }.filter { isFolder($0) == false })
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
