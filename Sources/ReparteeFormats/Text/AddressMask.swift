/// Takes e-mail and IP addresses out of messages about rows that could not be read: a message is kept, and an address that
/// stands in the wrong column is not to be.
enum AddressMask {
  /// What stands instead of an address.
  static let replacement = "(address)"

  /// The text without addresses, cut to so many characters. Complexity: O(text).
  static func masked(_ text: String, longest: Int) -> String {
    let cut = text.utf8.count > longest && text.count > longest ? text.prefix(longest - 1) + "…" : text[...]
    guard mayHoldAddress(cut.utf8) else { return String(cut) }
    var masked = ""
    var word = ""
    func isPart(_ scalar: Unicode.Scalar) -> Bool {
      scalar.value >= 0x80 && scalar != "…" && scalar != "“" && scalar != "”"
        || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "@._%+-:".unicodeScalars.contains(scalar)
    }
    for scalar in cut.unicodeScalars {
      if isPart(scalar) {
        word.unicodeScalars.append(scalar)
      } else {
        masked += shown(word)
        masked.unicodeScalars.append(scalar)
        word = ""
      }
    }
    return masked + shown(word)
  }

  /// Whether there can be an address at all, by the signs that each kind has: messages come by the million.
  private static func mayHoldAddress(_ text: Substring.UTF8View) -> Bool {
    var (dots, colons, previous): (Int, Int, UInt8) = (0, 0, 0)
    for byte in text {
      switch byte {
      case UInt8(ascii: "@"): return true
      case UInt8(ascii: "."): dots += 1
      case UInt8(ascii: ":"):
        colons += 1
        if previous == byte { return true }
      default: break
      }
      previous = byte
    }
    return dots >= 3 || colons >= 5
  }

  /// The word, or what stands for it, with the punctuation at its end.
  private static func shown(_ word: String) -> String {
    var core = Substring(word)
    while let last = core.last, ".:-".contains(last) { core.removeLast() }
    let end = word.dropFirst(core.count)
    return isEmail(core) || isIPv4(core) || isIPv6(core) ? replacement + end : word
  }

  private static func isEmail(_ word: Substring) -> Bool {
    guard let at = word.lastIndex(of: "@"), at != word.startIndex else { return false }
    let host = word[word.index(after: at)...]
    return host.contains(".") && !host.hasPrefix(".") && !host.hasSuffix(".")
  }

  /// Four numbers, perhaps with a port after them.
  private static func isIPv4(_ word: Substring) -> Bool {
    let parts = (word.split(separator: ":").first ?? "").split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }

  /// Eight groups, or fewer with a gap; a time of day has three.
  private static func isIPv6(_ word: Substring) -> Bool {
    let groups = word.split(separator: ":", omittingEmptySubsequences: false)
    guard groups.count >= 3, groups.count <= 9, word.contains("::") || groups.count >= 6 else { return false }
    return groups.allSatisfy { $0.count <= 4 && $0.allSatisfy(\.isHexDigit) } && word.contains { $0 != ":" }
  }
}
