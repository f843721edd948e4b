import ReparteeGraph

/// Stable names instead of handles: a voice has the same name in every picture made with the same key.
///
/// They keep names from readers of a picture. They do not withstand somebody who has the key and a list of accounts to
/// try; without a key of one's own, that is everybody.
package struct Pseudonyms: Sendable {
  private let start: UInt64

  /// Names by this key; give your own, and keep it, so that nobody else can work the names out.
  package init(key: String = "") { start = Self.mixed(key.utf8, from: 0xCBF2_9CE4_8422_2325) }

  /// The name of a voice: six letters and digits that are not easily misread.
  package func name(of voice: Int, in voices: Voices) -> String {
    let identity = voices.platforms[voice] + ":" + voices.ids[voice].description
    var number = Self.mixed(identity.utf8, from: start)
    let digits = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
    var word = ""
    for _ in 0..<6 {
      word.append(digits[Int(number % UInt64(digits.count))])
      number /= UInt64(digits.count)
    }
    return "Voice " + word
  }

  /// FNV-1a, its bits mixed once more (Stafford's variant 13).
  private static func mixed(_ bytes: String.UTF8View, from start: UInt64) -> UInt64 {
    var hash = start
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
    return hash ^ (hash >> 31)
  }
}
