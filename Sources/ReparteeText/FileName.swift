/// Names of files, as people are told them.
package enum FileName {
  /// What a path ends with, behind the last `/`; the path itself where there is nothing.
  package static func of(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
}
