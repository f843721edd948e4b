import Foundation

/// A file of results: checked before any work starts, written so that a reader sees all of it or what was there before.
package struct OutputFile: Sendable {
  /// Where it is written; `-` is standard output.
  package let path: String

  /// Makes sure that the file can be written, and that it is none of the other files that are read or written.
  /// - Parameter others: the store, the inputs, and other outputs.
  /// - Throws: `OutputError` where the path is a folder, lies in no folder that may be written to, or is one of
  ///   `others`; nothing is touched.
  package init(_ path: String, apartFrom others: [String] = []) throws {
    self.path = path
    guard path != "-" else { return }
    // The system takes a path to end there, and another file would be meant.
    if path.contains("\0") { throw OutputError.badPath(path: path) }
    if let link = OutputFile.linkOfAnother(path) { throw OutputError.link(path: path, to: link) }
    if let other = others.first(where: { OutputFile.isSame($0, path) }) {
      throw OutputError.same(path: path, as: other)
    }
    let files = FileManager.default
    var isFolder: ObjCBool = false
    let exists = files.fileExists(atPath: path, isDirectory: &isFolder)
    if isFolder.boolValue { throw OutputError.folder(path: path) }
    if !exists {
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
      guard files.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
        throw OutputError.noFolder(path: path)
      }
      guard files.isWritableFile(atPath: folder) else { throw OutputError.unwritable(path: path) }
    } else if !files.isWritableFile(atPath: path) {
      throw OutputError.unwritable(path: path)
    }
  }

  /// Writes `text`: a regular file beside itself, moved there in one step; a pipe or a device straight.
  /// - Throws: `OutputError.unwritable`.
  package func write(_ text: String) throws { try write(Data(text.utf8)) }

  /// Writes `bytes`, in the same way.
  /// - Throws: `OutputError.unwritable`.
  package func write(_ bytes: Data) throws {
    do {
      let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
      if path == "-" {
        try FileHandle.standardOutput.write(contentsOf: bytes)
      } else if OutputFile.isRegularOrMissing(target.path) {
        let file = try StreamedFile(path)
        try bytes.withUnsafeBytes { try file.write($0) }
        try file.finish()
      } else {
        let handle = try FileHandle(forWritingTo: target)
        try handle.write(contentsOf: bytes)
        try handle.close()
      }
    } catch {
      throw OutputError.unwritable(path: path)
    }
  }

  /// Whether two paths lead to one file.
  static func isSame(_ left: String, _ right: String) -> Bool {
    var (first, second) = (stat(), stat())
    if stat(left, &first) == 0, stat(right, &second) == 0 {
      return first.st_dev == second.st_dev && first.st_ino == second.st_ino && first.st_mode & S_IFMT == S_IFREG
    }
    return URL(fileURLWithPath: left).standardizedFileURL == URL(fileURLWithPath: right).standardizedFileURL
  }

  /// Where a link leads that somebody else put at `path`; nil for a link of one's own, or the system's, and for what is none.
  static func linkOfAnother(_ path: String) -> String? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK, ![geteuid(), 0].contains(status.st_uid) else {
      return nil
    }
    return (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) ?? "?"
  }

  private static func isRegularOrMissing(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }
}

/// A place that results cannot be written to.
public enum OutputError: Error, Equatable, CustomStringConvertible, Sendable {
  /// The path is a folder.
  case folder(path: String)
  /// The folder that the file should lie in does not exist.
  case noFolder(path: String)
  /// No permission, or no room.
  case unwritable(path: String)
  /// The path is a file.
  case file(path: String)
  /// The folder holds something that no briefing is.
  case occupied(path: String)
  /// The folder holds a file that its briefing did not bring.
  case foreign(path: String, file: String)
  /// The path is that of another file that is read or written.
  case same(path: String, as: String)
  /// The path lies in a folder that is replaced as a whole.
  case inside(path: String, folder: String)
  /// The path is a link that another user made.
  case link(path: String, to: String)
  /// The path holds a character that no file's name has.
  case badPath(path: String)

  /// One line: what is wrong and what to do.
  public var description: String {
    switch self {
    case .folder(let path): "\(path): a folder, where a file was expected. Give the name of a file in it."
    case .file(let path): "\(path): a file, where a folder was expected. Give the name of a folder."
    case .occupied(let path):
      "\(path): it holds something else than an earlier briefing, which would be lost. Give an empty or a new folder."
    case .foreign(let path, let file):
      "\(path): beside an earlier briefing it holds \(file), which would be lost. Move that elsewhere, or give another folder."
    case .inside(let path, let folder):
      "\(path): it lies in \(folder), which each briefing replaces as a whole. Give another path."
    case .link(let path, let target):
      "\(path): a link to \(target) that another user made, so it is not written through. Remove it, or give another path."
    case .badPath(let path):
      "\(path.split(separator: "\0", omittingEmptySubsequences: false).joined(separator: "␀")): a path with the character "
        + "NUL, at which the system would cut it off. Give another path."
    case .noFolder(let path): "\(path): its folder does not exist. Make it first, or give another path."
    case .unwritable(let path): "\(path): it cannot be written. Check its permissions, and that the disk has room."
    case .same(let path, let other):
      "\(path): it is the same file as \(other), which is read or written besides, so it may not be written over. Give another "
        + "path."
    }
  }
}
