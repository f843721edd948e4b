/// An id as its platform writes it: exact, comparable, and small where it can be.
///
/// Most platforms number their accounts and posts, in up to 19 digits that a `Double` would round. A canonical decimal
/// (no sign, no leading zero, at most `Int64.max`) is held as a number; anything else (a DID, an address, `007`) is
/// held as text, so that both come back to the letter.
///
/// Order: numbers by value, before all texts; texts by their UTF-8 bytes. It is the order in which ties are shown.
package enum ExternalID: Hashable, Sendable {
  case number(Int64)
  case text(String)

  /// Reads an id from the bytes of a file; nil when there are none.
  @inlinable
  package init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    if bytes.isEmpty { return nil }
    if let number = ExternalID.canonicalNumber(bytes) {
      self = .number(number)
    } else {
      self = .text(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// Reads an id from text; the empty text is an id of its own, so that the caller decides what it means.
  @inlinable
  package init(_ text: String) {
    var text = text
    let number = text.withUTF8 { ExternalID.canonicalNumber($0) }
    self = number.map(ExternalID.number) ?? .text(text)
  }

  /// The value of a canonical decimal, or nil for anything else. In bounds: the first byte is read where there is one.
  @inlinable
  package static func canonicalNumber(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    let count = bytes.count
    guard count > 0, count <= 19 else { return nil }
    if bytes[0] == UInt8(ascii: "0") { return count == 1 ? 0 : nil }
    var value: UInt64 = 0
    for byte in bytes {
      let digit = byte &- UInt8(ascii: "0")
      if digit > 9 { return nil }
      value = value &* 10 &+ UInt64(digit)
    }
    return Int64(exactly: value)
  }
}

extension ExternalID {
  /// Whether both are the same to the letter: unlike two strings, texts whose accents are composed differently differ.
  @inlinable
  package static func == (left: ExternalID, right: ExternalID) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): left == right
    case (.text(let left), .text(let right)): left.utf8.count == right.utf8.count && haveSameBytes(left, right)
    default: false
    }
  }

  /// Whether two texts of one length are the same to the letter, by their bytes where they lie: `elementsEqual` of two strings
  /// fetches them one by one.
  @inlinable
  static func haveSameBytes(_ left: String, _ right: String) -> Bool {
    left.utf8.withContiguousStorageIfAvailable { left in
      right.utf8.withContiguousStorageIfAvailable { right in left.elementsEqual(right) }
    }?.flatMap { $0 } ?? left.utf8.elementsEqual(right.utf8)
  }
}

extension ExternalID {
  /// Hashes what is compared: the number, or the bytes of the text with an end that no text has.
  @inlinable
  package func hash(into hasher: inout Hasher) {
    switch self {
    case .number(let number): hasher.combine(number)
    case .text(var text):
      text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
      hasher.combine(UInt8.max)
    }
  }
}

extension ExternalID: Comparable {
  /// The order in which ties are shown.
  package static func < (left: ExternalID, right: ExternalID) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): left < right
    case (.number, .text): true
    case (.text, .number): false
    case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
    }
  }
}

extension ExternalID: CustomStringConvertible {
  /// The id as the platform writes it.
  package var description: String {
    switch self {
    case .number(let number): String(number)
    case .text(let text): text
    }
  }
}
