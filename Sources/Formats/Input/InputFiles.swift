import Foundation

/// Paths as people write them, one for many files: a file, a folder, or a pattern with `*`, `?` or `[…]`.
public enum InputFiles {
  /// The files that `path` means: a folder's, however deep, without hidden ones; those that a pattern matches, without
  /// folders; else the path itself, whether it is there or not. In the order of their names, whatever the system's.
  /// - Throws: `FormatError.missing` for a folder or a pattern without a file.
  public static func named(_ path: String) throws(FormatError) -> [String] {
    if path == "-" { return [path] }
    if let files = files(inFolder: path) {
      if files.isEmpty { throw .missing(path: path + "/*") }
      return files
    }
    if exists(path) || !path.contains(where: { "*?[".contains($0) }) { return [path] }
    let files = matches(of: path).flatMap { match in Self.files(inFolder: match) ?? [match] }
    if files.isEmpty { throw .missing(path: path) }
    return files
  }

  private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// A folder's files, or nil where there is no folder.
  private static func files(inFolder path: String) -> [String]? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else { return nil }
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.filter { name in !name.split(separator: "/").contains { $0.hasPrefix(".") } }
      .map { folder + "/" + $0 }.filter {
        FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder.boolValue
      }
      .sorted(by: utf8Order)
  }

  private static func matches(of pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, GLOB_NOSORT, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }.sorted(by: utf8Order)
  }

  /// The same order in every locale.
  private static func utf8Order(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
