import Foundation
import ReparteeBriefings
import ReparteeFormats

/// The file that holds the key of pseudonyms: never an argument or a setting itself, which others may read in lists of processes,
/// logs and repositories.
package enum PseudonymKey {
  /// The variable of the environment that names the file where nothing else does.
  package static let variable = "REPARTEE_PSEUDONYM_KEY_FILE"

  /// The pseudonyms of the key in a file.
  /// - Throws: `PseudonymKeyError` where it cannot be read, others may read it, or it is too short.
  package static func pseudonyms(readingFile path: String) throws -> Pseudonyms {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw PseudonymKeyError(path: path, reason: "there is no such file; \(remedy(path))")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw PseudonymKeyError(path: path, reason: "no file; \(remedy(path))")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw PseudonymKeyError(path: path, reason: "others may read it; keep it to yourself: chmod 600 \(path)")
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw PseudonymKeyError(path: path, reason: "it cannot be read")
    }
    var key = Array(data.prefix(1 << 16))
    while let last = key.last, [0x0A, 0x0D, 0x20].contains(last) { key.removeLast() }
    do throws(Pseudonyms.KeyError) {
      return try Pseudonyms(key: key)
    } catch { throw PseudonymKeyError(path: path, reason: "\(error)") }
  }

  /// The pseudonyms of the user's own key: of the file that the environment names, else of one in the user's settings, which is
  /// made where it is missing.
  package static func ownPseudonyms() throws -> Pseudonyms {
    let environment = ProcessInfo.processInfo.environment
    if let named = environment[variable], !named.isEmpty { return try pseudonyms(readingFile: named) }
    guard let home = environment["XDG_CONFIG_HOME"] ?? environment["HOME"].map({ $0 + "/.config" }), !home.isEmpty
    else {
      throw PseudonymKeyError(
        path: "pseudonyms",
        reason: "no key file is named, and there is no home folder for one")
    }
    let path = home + "/repartee/pseudonym-key"
    if !FileManager.default.fileExists(atPath: path) { try make(path) }
    return try pseudonyms(readingFile: path)
  }

  private static func make(_ path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    try? FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var generator = SystemRandomNumberGenerator()
    let key = (0..<4).map { _ in
      let digits = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    // Another command may have made it just now.
    if descriptor < 0, errno == EEXIST { return }
    let text = Array((key + "\n").utf8)
    guard descriptor >= 0, write(descriptor, text, text.count) == text.count, fsync(descriptor) == 0 else {
      throw PseudonymKeyError(path: path, reason: "the key cannot be written there; name another file")
    }
    close(descriptor)
  }

  private static func remedy(_ path: String) -> String {
    "make one, and keep it: (umask 077; head -c 32 /dev/urandom | base64 > \(path))"
  }

  /// That the key lies where a store does, so that whoever is handed the folder can undo the pseudonyms; nil where it does not.
  package static func note(of path: String, besideStore store: String) -> String? {
    func folder(_ path: String) -> String {
      URL(fileURLWithPath: path).resolvingSymlinksInPath().deletingLastPathComponent().path
    }
    guard folder(path) == folder(store) else { return nil }
    return "warning: \(path) lies beside the store; whoever is given the folder can tell who the pseudonyms are"
  }
}

/// A key file that is of no use.
package struct PseudonymKeyError: Error, Equatable, CustomStringConvertible, Sendable {
  let path: String
  let reason: String

  /// One line: the file, what is wrong and what to do.
  package var description: String { "\(path): \(reason)." }
}
