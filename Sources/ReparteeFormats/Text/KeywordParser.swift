/// Reads the keywords of an enumeration from bytes in any case of ASCII, comparing eight bytes at once.
///
/// Keywords are of lower-case letters only, so that setting the bit that makes a letter lower case mistakes no other byte
/// for one.
struct KeywordParser<Keyword: RawRepresentable & CaseIterable & Sendable>: Sendable where Keyword.RawValue == String {
  /// The first eight bytes of each keyword as a number, the first one lowest.
  private let entries: [(head: UInt64, text: String, keyword: Keyword)]

  init() {
    entries = Keyword.allCases.map { keyword in
      precondition(keyword.rawValue.utf8.allSatisfy { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") })
      let head = keyword.rawValue.utf8.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
      return (head, keyword.rawValue, keyword)
    }
  }

  /// The keyword that the bytes are; nil where they are none.
  func parse(_ bytes: Bytes) -> Keyword? {
    var head: UInt64 = 0
    for byte in bytes.prefix(8).reversed() { head = head << 8 | UInt64(byte | 0x20) }
    for entry in entries where entry.head == head {
      let isShort = entry.text.utf8.count <= 8
      if isShort ? bytes.count <= 8 : bytes.equalsIgnoringCase(entry.text) { return entry.keyword }
    }
    return nil
  }

  /// All keywords, for a reason.
  var list: String { entries.map(\.text).joined(separator: ", ") }
}
