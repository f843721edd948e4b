import Foundation

/// Where a file lies: its path without links, from the root. So a file is the same one from any working directory, and where
/// its folder is reached by a link.
package enum SourcePlace {
  /// The place of a path; of what is not there, or lies in an archive, that of the folder or archive with the rest behind it.
  /// Standard input has none of its own.
  package static func of(_ path: String) -> String {
    if path == "-" { return path }
    let start = path.hasPrefix("/") ? "" : FileManager.default.currentDirectoryPath + "/"
    var parts = (start + path).split(separator: "/", omittingEmptySubsequences: true).map(String.init)[...]
    var rest: [String] = []
    while true {
      if let resolved = realpath("/" + parts.joined(separator: "/"), nil) {
        defer { free(resolved) }
        let base = String(cString: resolved)
        if rest.isEmpty { return base }
        return (base == "/" ? "" : base) + "/" + rest.joined(separator: "/")
      }
      guard let last = parts.popLast() else { return "/" + rest.joined(separator: "/") }
      rest.insert(last, at: 0)
    }
  }
}
