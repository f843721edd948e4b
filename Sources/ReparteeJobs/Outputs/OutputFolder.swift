import Foundation
import ReparteeBriefings
import ReparteeGraph

/// A folder of results that is seen whole or as it was before: it is written beside its place, then moved there.
package struct OutputFolder: Sendable {
  /// Where it goes.
  package let path: String

  /// Makes sure that the folder can be written, and that what stands there is an earlier briefing or nothing.
  /// - Throws: `OutputError`; nothing is touched.
  package init(_ path: String) throws {
    self.path = path
    let files = FileManager.default
    var isFolder: ObjCBool = false
    if files.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw OutputError.file(path: path) }
      let held = (try? files.contentsOfDirectory(atPath: path)) ?? []
      guard held.isEmpty || held.contains(Self.mark) else { throw OutputError.occupied(path: path) }
    }
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard files.fileExists(atPath: parent, isDirectory: &isFolder), isFolder.boolValue else {
      throw OutputError.noFolder(path: path)
    }
    guard files.isWritableFile(atPath: parent) else { throw OutputError.unwritable(path: path) }
  }

  /// The file by which a folder is known as one of ours.
  private static let mark = "briefing.json"

  /// Writes all files, and puts them in the place of what was there.
  /// - Throws: `OutputError.unwritable`; what was there before stays.
  package func write(_ contents: [Briefing.File]) throws {
    let files = FileManager.default
    let target = URL(fileURLWithPath: path)
    let parent = target.deletingLastPathComponent()
    let beside = parent.appendingPathComponent(".\(target.lastPathComponent).\(getpid())")
    let old = parent.appendingPathComponent(".\(target.lastPathComponent).\(getpid()).old")
    Self.removeLeftovers(beside: target)
    do {
      for file in contents {
        let place = beside.appendingPathComponent(file.path)
        try files.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try file.bytes.write(to: place)
      }
      if files.fileExists(atPath: path) { try files.moveItem(at: target, to: old) }
      try files.moveItem(at: beside, to: target)
      try? files.removeItem(at: old)
    } catch {
      if !files.fileExists(atPath: path), files.fileExists(atPath: old.path) {
        try? files.moveItem(at: old, to: target)
      }
      try? files.removeItem(at: beside)
      throw OutputError.unwritable(path: path)
    }
  }

  /// Takes away what runs that were killed left half done; a folder that one of them had moved aside goes back.
  private static func removeLeftovers(beside target: URL) {
    let files = FileManager.default
    let parent = target.deletingLastPathComponent()
    let start = ".\(target.lastPathComponent)."
    for name in (try? files.contentsOfDirectory(atPath: parent.path)) ?? [] where name.hasPrefix(start) {
      let parts = name.dropFirst(start.count).split(separator: ".")
      guard let process = parts.first.flatMap({ pid_t($0) }), process == getpid() || kill(process, 0) != 0 else {
        continue
      }
      let left = parent.appendingPathComponent(name)
      if parts.last == "old", !files.fileExists(atPath: target.path) {
        try? files.moveItem(at: left, to: target)
      } else {
        try? files.removeItem(at: left)
      }
    }
  }

  /// Removes the oldest of the briefings in a folder that are called by a day, but for the newest ones and that to which
  /// `latest` leads.
  /// - Returns: the paths that are gone.
  static func dropOldest(in parent: String, keeping most: Int) throws -> [String] {
    let files = FileManager.default
    let latest = try? files.destinationOfSymbolicLink(atPath: parent + "/latest")
    let days = ((try? files.contentsOfDirectory(atPath: parent)) ?? []).filter { name in
      name.utf8.count == 10 && Timestamp(text: name)?.isoDay == name
        && files.fileExists(atPath: "\(parent)/\(name)/\(mark)")
    }
    return try days.sorted(by: >).dropFirst(most).filter { $0 != latest }.map { day in
      let path = parent + "/" + day
      do { try files.removeItem(atPath: path) } catch { throw OutputError.unwritable(path: path) }
      return path
    }
  }

  /// Lets `link` lead to a folder beside it, in one step: who reads through it sees the old one or the new one.
  /// - Throws: `OutputError`, where something else than a link stands there.
  package static func link(_ link: String, to folder: String) throws {
    let place = URL(fileURLWithPath: link)
    let files = FileManager.default
    if (try? files.destinationOfSymbolicLink(atPath: link)) == nil, files.fileExists(atPath: link) {
      throw OutputError.occupied(path: link)
    }
    let beside = place.deletingLastPathComponent().appendingPathComponent(".\(place.lastPathComponent).\(getpid())")
    removeLeftovers(beside: place)
    do {
      try files.createSymbolicLink(
        atPath: beside.path, withDestinationPath: URL(fileURLWithPath: folder).lastPathComponent)
    } catch {
      throw OutputError.unwritable(path: link)
    }
    // Foundation moves onto nothing that is there; the system does, in one step.
    if rename(beside.path, link) != 0 { throw OutputError.unwritable(path: link) }
  }
}
