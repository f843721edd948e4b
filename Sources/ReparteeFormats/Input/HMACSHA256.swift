/// HMAC-SHA256 (RFC 2104): a digest that nobody can work out, or try guesses with, who has not the key.
package struct HMACSHA256: Sendable {
  private static let block = 64

  /// The key with the two paddings of the definition.
  private let inner: [UInt8]
  private let outer: [UInt8]

  /// The function of this key, of any length.
  package init(key: [UInt8]) {
    var key = key.count > Self.block ? Self.digest([key]) : key
    key += [UInt8](repeating: 0, count: Self.block - key.count)
    inner = key.map { $0 ^ 0x36 }
    outer = key.map { $0 ^ 0x5C }
  }

  /// The 32 bytes that belong to some parts; the same text cut elsewhere is another message.
  package func code(of parts: [String]) -> [UInt8] {
    let messages = parts.map { Array("\($0.utf8.count):\($0)".utf8) }
    return Self.digest([outer, Self.digest([inner] + messages)])
  }

  /// The same in hexadecimal.
  package func hexadecimal(of parts: [String]) -> String {
    code(of: parts).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  private static func digest(_ parts: [[UInt8]]) -> [UInt8] {
    let digest = SHA256Digest()
    for part in parts { part.withUnsafeBytes { digest.update($0) } }
    return digest.finishBytes()
  }

  /// The code of bytes as they are: for the test vectors of RFC 4231.
  func code(ofBytes bytes: [UInt8]) -> [UInt8] { Self.digest([outer, Self.digest([inner, bytes])]) }
}
