import CReparteeCrypto
import Foundation

/// SHA-256 (FIPS 180-4) of bytes as they come. Not for several threads at once.
package final class SHA256Digest {
  private let context = EVP_MD_CTX_new()

  /// The digest of nothing yet.
  package init() { EVP_DigestInit_ex(context, EVP_sha256(), nil) }

  deinit { EVP_MD_CTX_free(context) }

  /// Takes in the next bytes.
  package func update(_ bytes: UnsafeRawBufferPointer) { EVP_DigestUpdate(context, bytes.baseAddress, bytes.count) }

  /// The digest in hexadecimal, lower case; nothing may be added afterwards.
  package func finish() -> String {
    finishBytes().map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// The digest's 32 bytes; nothing may be added afterwards, unless `restart` comes first.
  func finishBytes() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
      EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
      count = 32
    }
  }

  /// The digest of some bytes in Base64, as a Content-Security-Policy names scripts.
  package static func base64(of bytes: [UInt8]) -> String {
    let digest = SHA256Digest()
    bytes.withUnsafeBytes(digest.update)
    return Data(digest.finishBytes()).base64EncodedString()
  }

  /// A digest of the same bytes so far, to which others may be added.
  func copy() -> SHA256Digest {
    let copy = SHA256Digest()
    EVP_MD_CTX_copy_ex(copy.context, context)
    return copy
  }

  /// Makes it the digest of nothing yet.
  func restart() { EVP_DigestInit_ex(context, EVP_sha256(), nil) }

  /// The digest of a file as it lies on disk. Complexity: linear in its size, memory flat.
  package static func ofFile(at path: String) throws -> String {
    guard let file = FileHandle(forReadingAtPath: path) else { throw FormatError.missing(path: path) }
    defer { try? file.close() }
    let digest = SHA256Digest()
    while let data = try file.read(upToCount: 1 << 20), !data.isEmpty { data.withUnsafeBytes { digest.update($0) } }
    return digest.finish()
  }
}
