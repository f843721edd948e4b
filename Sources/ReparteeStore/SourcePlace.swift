import Foundation
import GRDB

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

extension SourcePlace {
  /// A path as a store keeps it: from the folder of the store, so that no record names a home folder, and a project that is
  /// moved as a whole knows its files; below `~` where the file is in the user's home folder and the store is not. Standard
  /// input has no place.
  /// - Parameter folder: the folder of the store, from the root and without links.
  static func kept(_ path: String, from folder: String) -> String {
    if path == "-" { return path }
    let (file, start) = (parts(of: of(path)), parts(of: folder))
    let home = home
    if !home.isEmpty, file.starts(with: home), !start.starts(with: home) {
      return (["~"] + file.dropFirst(home.count)).joined(separator: "/")
    }
    let common = zip(file, start).prefix { $0 == $1 }.count
    let place = start.dropFirst(common).map { _ in ".." } + file.dropFirst(common)
    return (place.first == "~" ? ["."] + place : place).joined(separator: "/")
  }

  /// The parts of the path to the user's home folder.
  private static var home: [Substring] {
    guard let home = ProcessInfo.processInfo.environment["HOME"], home.hasPrefix("/") else { return [] }
    return parts(of: of(home))
  }

  /// What a file is called in records: the path that was given, or where it lies from the store's folder where that began at
  /// the root.
  static func named(_ path: String, from folder: String) -> String {
    path.hasPrefix("/") ? kept(path, from: folder) : path
  }

  /// The path from the root of what is kept as `place`.
  static func path(of place: String, from folder: String) -> String {
    if place == "-" || place.hasPrefix("/") { return place }
    var path = place.hasPrefix("~/") ? home : parts(of: folder)
    for part in parts(of: place).drop(while: { place.hasPrefix("~/") && $0 == "~" }) where part != "." {
      if part == ".." { _ = path.popLast() } else { path.append(part) }
    }
    return "/" + path.joined(separator: "/")
  }

  /// The folder of a store, from the root and without links.
  static func folder(of database: Database) throws -> String {
    let file = try String.fetchOne(database, sql: "SELECT file FROM pragma_database_list WHERE name = 'main'") ?? ""
    return folder(of: file)
  }

  /// The folder that a file lies in, from the root and without links.
  static func folder(of file: String) -> String { "/" + parts(of: of(file)).dropLast().joined(separator: "/") }

  private static func parts(of path: String) -> [Substring] { path.split(separator: "/") }
}

extension ConversationStore {
  /// The place of a path as this store keeps it.
  package func place(of path: String) -> String { SourcePlace.kept(path, from: folder) }

  /// What a file is called in this store's records.
  package func name(of path: String) -> String { SourcePlace.named(path, from: folder) }

  /// The path from the root of what this store keeps as `place`.
  func path(of place: String) -> String { SourcePlace.path(of: place, from: folder) }

  private var folder: String { SourcePlace.folder(of: path) }
}

extension SourcePlace {
  /// Makes places from the root into places from the store's folder: of sources, of the files that a job had, of its outputs.
  static func migrate(_ database: Database) throws {
    let folder = try folder(of: database)
    func moved(_ path: String) -> String { path.hasPrefix("/") ? kept(path, from: folder) : path }
    for row in try Row.fetchAll(database, sql: "SELECT source, path, place FROM source") {
      try database.execute(
        sql: "UPDATE source SET path = ?, place = ? WHERE source = ?",
        arguments: [moved(row["path"]), (row["place"] as String?).map(moved), row["source"] as Int64])
    }
    let lists = ["rosters ", "files ", "shapes "]
    for row in try Row.fetchAll(database, sql: "SELECT step, result FROM step") {
      let (step, result): (String, String) = (row["step"], row["result"])
      let list = lists.first { step.hasPrefix($0 + "/") }
      guard list != nil || step.hasPrefix("/") else { continue }
      let isOfFiles = list != nil && list != "shapes "
      try database.execute(
        sql: "UPDATE OR REPLACE step SET step = ?, result = ? WHERE step = ?",
        arguments: [
          (list ?? "output ") + moved(String(step.dropFirst(list?.count ?? 0))),
          isOfFiles
            ? result.split(separator: "\n").map { moved(String($0)) }.sorted().joined(separator: "\n") : result, step,
        ])
    }
  }
}
