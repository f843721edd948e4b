import CReparteeFiles
import Foundation
import ReparteeBriefings
import ReparteeGraph
import ReparteeText

/// A folder of results that is seen whole or as it was before: it is written beside its place, brought to the disk, then
/// exchanged with what is there.
package struct OutputFolder: Sendable {
  /// Where it goes.
  package let path: String

  /// Makes sure that the folder can be written, and that what stands there is an earlier briefing or nothing.
  /// - Throws: `OutputError`; nothing is touched.
  package init(_ path: String) throws {
    self.path = path
    if path.contains("\0") { throw OutputError.badPath(path: path) }
    if let link = OutputFile.linkOfAnother(path) { throw OutputError.link(path: path, to: link) }
    let files = FileManager.default
    var isFolder: ObjCBool = false
    if files.fileExists(atPath: path, isDirectory: &isFolder) {
      guard isFolder.boolValue else { throw OutputError.file(path: path) }
      if let foreign = Self.foreignFile(in: path) {
        throw foreign.isEmpty ? OutputError.occupied(path: path) : .foreign(path: path, file: foreign)
      }
    }
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
    guard files.fileExists(atPath: parent, isDirectory: &isFolder), isFolder.boolValue else {
      throw OutputError.noFolder(path: path)
    }
    guard files.isWritableFile(atPath: parent) else { throw OutputError.unwritable(path: path) }
  }

  /// The files by which a folder is known as one of ours; the second lists all that is in it.
  private static let (mark, manifest) = ("briefing.json", "manifest.json")

  /// What file managers leave in any folder.
  private static let ofFileManagers: Set = [".DS_Store", "Thumbs.db", "desktop.ini"]

  /// A file that no briefing brought into the folder; empty where no briefing is there at all; nil where all may be replaced.
  private static func foreignFile(in folder: String) -> String? {
    let files = FileManager.default
    let held = ((try? files.subpathsOfDirectory(atPath: folder)) ?? []).filter { name in
      !ofFileManagers.contains(FileName.of(name))
    }
    if held.isEmpty { return nil }
    guard held.contains(mark), let data = files.contents(atPath: folder + "/" + manifest),
      let contents = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let rows = contents["files"] as? [[String: Any]]
    else { return "" }
    let own = Set(rows.compactMap { $0["path"] as? String } + [manifest])
    return held.sorted().first { name in
      var status = stat()
      let isFolder = lstat(folder + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      return isFolder ? !own.contains { $0.hasPrefix(name + "/") } : !own.contains(name)
    }
  }

  /// Writes all files, and puts them in the place of what was there, in one step: at no moment there is none.
  ///
  /// Where the file system cannot exchange two folders, the earlier one is moved aside first; a command that is killed between
  /// leaves it to the next one to move it back.
  /// - Throws: `OutputError`; what was there before stays.
  package func write(_ contents: [Briefing.File]) throws {
    let files = FileManager.default
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    Self.removeLeftovers(beside: target)
    let pending = PendingPlace.path(beside: target)
    let (new, old) = (pending + "/new", pending + "/old")
    do {
      try files.createDirectory(atPath: pending, withIntermediateDirectories: false)
      defer { try? files.removeItem(atPath: pending) }
      try Self.write(contents, to: new)
      // Somebody may have put a file there since.
      if let foreign = files.fileExists(atPath: target) ? Self.foreignFile(in: target) : nil {
        throw foreign.isEmpty ? OutputError.occupied(path: path) : .foreign(path: path, file: foreign)
      }
      try Self.place(new, at: target, aside: old)
      try? PendingPlace.sync(PendingPlace.folder(of: target))
    } catch let error as OutputError {
      if case .unwritable = error { throw OutputError.unwritable(path: path) }
      throw error
    } catch {
      throw OutputError.unwritable(path: path)
    }
  }

  private static func write(_ contents: [Briefing.File], to folder: String) throws {
    let files = FileManager.default
    var folders: Set<String> = [folder]
    try files.createDirectory(atPath: folder, withIntermediateDirectories: false)
    for file in contents {
      let place = folder + "/" + file.path
      let inner = URL(fileURLWithPath: place).deletingLastPathComponent().path
      try files.createDirectory(atPath: inner, withIntermediateDirectories: true)
      folders.insert(inner)
      try file.bytes.write(to: URL(fileURLWithPath: place))
      try PendingPlace.sync(place)
    }
    for folder in folders { try PendingPlace.sync(folder) }
  }

  private static func place(_ new: String, at target: String, aside old: String) throws {
    if rename(new, target) == 0 { return }
    // A folder that is not empty is in its place.
    if repartee_exchange(new, target) == 0 { return }
    guard rename(target, old) == 0 else { throw OutputError.unwritable(path: target) }
    guard rename(new, target) == 0 else {
      rename(old, target)
      throw OutputError.unwritable(path: target)
    }
  }

  /// Removes what runs that were killed left half done; a folder that one of them had moved aside goes back.
  private static func removeLeftovers(beside target: String) {
    let files = FileManager.default
    for left in PendingPlace.leftovers(beside: target) {
      let names = try? files.contentsOfDirectory(atPath: left)
      // A folder of another's making has other names in it.
      guard let names, Set(names).isSubset(of: ["new", "old"]) else { continue }
      if names.contains("old"), !files.fileExists(atPath: target) { rename(left + "/old", target) }
      try? files.removeItem(atPath: left)
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
        && files.fileExists(atPath: "\(parent)/\(name)/\(mark)") && foreignFile(in: "\(parent)/\(name)") == nil
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
    let files = FileManager.default
    if (try? files.destinationOfSymbolicLink(atPath: link)) == nil, files.fileExists(atPath: link) {
      throw OutputError.occupied(path: link)
    }
    for left in PendingPlace.leftovers(beside: link) where (try? files.destinationOfSymbolicLink(atPath: left)) != nil {
      unlink(left)
    }
    let beside = PendingPlace.path(beside: link)
    do {
      try files.createSymbolicLink(
        atPath: beside, withDestinationPath: URL(fileURLWithPath: folder).lastPathComponent)
    } catch {
      throw OutputError.unwritable(path: link)
    }
    // Foundation moves onto nothing that is there; the system does, in one step.
    if rename(beside, link) != 0 {
      unlink(beside)
      throw OutputError.unwritable(path: link)
    }
  }
}
