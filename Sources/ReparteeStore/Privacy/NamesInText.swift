/// Finds names in texts that people write or programs do: messages, reasons, paths.
///
/// A name is found where it stands by itself, whatever its case: `ann` is in “by ann on line 3” and in `ann.csv`, and not in
/// “planned”.
package struct NamesInText: Sendable {
  /// What stands in the place of a name.
  package static let replacement = "(forgotten)"

  private let names: [[UInt8]]

  /// Longer names go first, so that a name within another leaves nothing of it.
  package init(_ names: [String]) {
    self.names = Set(names.map { $0.lowercased() }).map { Array($0.utf8) }.sorted { $0.count > $1.count }
  }

  /// Whether there is no name to be found.
  package var isEmpty: Bool { names.isEmpty }

  /// Whether one of the names is in a text.
  package func areIn(_ text: String) -> Bool {
    Array(text.utf8).withUnsafeBufferPointer { first(in: $0, from: 0) != nil }
  }

  /// Whether one of the names is in bytes, which are taken for UTF-8.
  package func areIn(_ bytes: some Collection<UInt8>) -> Bool {
    Array(bytes).withUnsafeBufferPointer { first(in: $0, from: 0) != nil }
  }

  /// The text with each name replaced.
  package func removed(from text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var start = 0
    bytes.withUnsafeBufferPointer { bytes in
      while let found = first(in: bytes, from: start) {
        result += bytes[start..<found.lowerBound]
        result += Self.replacement.utf8
        start = found.upperBound
      }
      result += bytes[start...]
    }
    return start == 0 ? text : String(decoding: result, as: UTF8.self)
  }

  /// The first place of a name; letters beyond ASCII are compared as they are written. Complexity: O(text × names) at worst.
  private func first(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
    var best: Range<Int>?
    for name in names where name.count <= text.count {
      var place = start
      while place + name.count <= (best?.lowerBound ?? text.count) + (best == nil ? 0 : name.count),
        place + name.count <= text.count
      {
        if Self.lower(text[place]) == name[0], Self.matches(name, text, place) {
          if best.map({ place < $0.lowerBound }) ?? true { best = place..<(place + name.count) }
          break
        }
        place += 1
      }
    }
    return best
  }

  private static func matches(_ name: [UInt8], _ text: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    for offset in 1..<max(1, name.count) where lower(text[place + offset]) != name[offset] { return false }
    let end = place + name.count
    return (place == 0 || !isWord(text[place - 1]) || !isWord(name[0]))
      && (end == text.count || !isWord(text[end]) || !isWord(name[name.count - 1]))
  }

  @inline(__always)
  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }

  /// Letters, digits, the underscore, and whatever is no ASCII.
  private static func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x5F || (byte >= 0x30 && byte <= 0x39) || (lower(byte) >= 0x61 && lower(byte) <= 0x7A)
  }
}
