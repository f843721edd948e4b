/// The words of an enumeration, told from bytes in any case of ASCII, eight bytes in one comparison.
///
/// Words are of small letters only, so that setting the bit that makes capitals small mistakes no other sign for one.
struct Words<Word: RawRepresentable & CaseIterable & Sendable>: Sendable where Word.RawValue == String {
  private let entries: [(head: UInt64, text: String, word: Word)]

  init() {
    entries = Word.allCases.map { word in
      precondition(word.rawValue.utf8.allSatisfy { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") })
      return (word.rawValue.utf8.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }, word.rawValue, word)
    }
  }

  /// The word that the bytes are.
  func word(_ bytes: Bytes) -> Word? {
    var head: UInt64 = 0
    for byte in bytes.prefix(8).reversed() { head = head << 8 | UInt64(byte | 0x20) }
    for entry in entries where entry.head == head {
      let isShort = entry.text.utf8.count <= 8
      if isShort ? bytes.count <= 8 : bytes.equalsIgnoringCase(entry.text) { return entry.word }
    }
    return nil
  }

  /// All of them, for a reason.
  var list: String { entries.map(\.text).joined(separator: ", ") }
}
