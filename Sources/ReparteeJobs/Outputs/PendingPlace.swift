import Foundation

/// The names under which outputs are made beside their places, until they are whole and take those in one step.
///
/// A name is `.NAME.repartee-PROCESS-RANDOM`, so that it is hidden, nobody can guess it beforehand, and what a killed command
/// left is known by it.
enum PendingPlace {
  private static let mark = ".repartee-"

  /// A new name beside `target`.
  static func path(beside target: String) -> String {
    let random = String(UInt64.random(in: .min ... .max), radix: 16)
    return folder(of: target) + start(of: target) + "\(getpid())-\(random)"
  }

  /// What killed commands of this user left beside `target`.
  static func leftovers(beside target: String) -> [String] {
    let (folder, start) = (folder(of: target), start(of: target))
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { name in
      guard name.hasPrefix(start) else { return false }
      let parts = name.dropFirst(start.count).split(separator: "-", omittingEmptySubsequences: false)
      guard parts.count == 2, let process = pid_t(parts[0]), process > 0, UInt64(parts[1], radix: 16) != nil else {
        return false
      }
      // A process of another user is alive, too.
      guard kill(process, 0) != 0, errno == ESRCH else { return false }
      var status = stat()
      return lstat(folder + name, &status) == 0 && status.st_uid == geteuid()
    }.map { folder + $0 }
  }

  /// The folder of a path, with a slash at its end.
  static func folder(of path: String) -> String {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return folder.hasSuffix("/") ? folder : folder + "/"
  }

  private static func start(of target: String) -> String {
    // Systems take names of 255 bytes.
    ".\(URL(fileURLWithPath: target).lastPathComponent.prefix(40))\(mark)"
  }

  /// Waits until a file or a folder, with the names in it, is on the disk.
  static func sync(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputError.unwritable(path: path) }
    defer { close(descriptor) }
    // Some file systems cannot do it for folders.
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else { throw OutputError.unwritable(path: path) }
  }
}
