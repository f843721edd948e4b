import Crypto
import Formats
import Foundation

/// The SHA-256 of a file as it lies on disk.
enum FileHash {
  /// In hexadecimal, lower case. Complexity: linear in the file's size, memory flat.
  static func sha256(ofFileAt path: String) throws -> String {
    guard let file = FileHandle(forReadingAtPath: path) else { throw FormatError.missing(path: path) }
    defer { try? file.close() }
    var hash = SHA256()
    while let data = try file.read(upToCount: 1 << 20), !data.isEmpty { hash.update(data: data) }
    return hexadecimal(hash.finalize())
  }

  /// A digest in hexadecimal, lower case.
  static func hexadecimal(_ digest: SHA256.Digest) -> String {
    digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
