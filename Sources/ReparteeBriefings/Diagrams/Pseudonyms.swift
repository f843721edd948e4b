import ReparteeFormats
import ReparteeGraph

/// Stable names instead of handles: a voice has the same name wherever the same key is used.
///
/// A name is made of the account by HMAC-SHA256, so that nobody works it out, or tries a list of accounts, without the key. What
/// else might tell who somebody is goes with the handle: organisations, exact counts of followers, hashtags, domains, the
/// names of files, moments within a day, the order of ids, and the places of shapes.
package struct Pseudonyms: Sendable {
  /// How many bytes a key has at least.
  package static let shortestKey = 32

  private let function: HMACSHA256

  /// Names by this key.
  /// - Throws: `KeyError` where the key is too short to withstand guesses.
  package init(key: [UInt8]) throws(KeyError) {
    guard key.count >= Self.shortestKey, Set(key).count >= 8 else { throw KeyError(bytes: key.count) }
    function = HMACSHA256(key: key)
  }

  /// The name of a voice: eight letters and digits that are not easily misread.
  package func name(of voice: Int, in voices: Voices) -> String {
    let digits = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
    var number = number(["voice", voices.platforms[voice], "\(voices.ids[voice])"])
    var word = ""
    for _ in 0..<8 {
      word.append(digits[Int(number % UInt64(digits.count))])
      number /= UInt64(digits.count)
    }
    return "Voice " + word
  }

  /// A number by which to order voices that nothing else orders: that of ids would tell who is meant.
  func order(of voice: Int, in voices: Voices) -> UInt64 {
    number(["order", voices.platforms[voice], "\(voices.ids[voice])"])
  }

  /// Where layouts of this key start, so that nobody finds in a picture the places of one with names.
  var layoutSeed: UInt32 { UInt32(truncatingIfNeeded: number(["layout"])) | 1 }

  private func number(_ parts: [String]) -> UInt64 {
    function.code(of: parts).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
  }

  /// The same for the same key, and nothing that leads to it.
  package var fingerprint: String { String(function.hexadecimal(of: ["fingerprint"]).prefix(16)) }

  /// A key that is too short.
  package struct KeyError: Error, Equatable, CustomStringConvertible, Sendable {
    let bytes: Int

    /// What is wrong and what to do, as a clause.
    package var description: String {
      "a key of \(bytes) bytes, or of the same few; expected \(Pseudonyms.shortestKey) random ones at least, as by: "
        + "head -c 32 /dev/urandom | base64"
    }
  }
}

extension Pseudonyms {
  /// A count of followers to its first digit: exact ones are found in any directory.
  static func rounded(_ followers: Int64) -> Int64 {
    var unit: Int64 = 1
    while followers / unit >= 10 { unit *= 10 }
    return (followers / unit + (followers % unit >= unit / 2 && unit > 1 ? 1 : 0)).multipliedReportingOverflow(by: unit)
      .partialValue
  }
}
