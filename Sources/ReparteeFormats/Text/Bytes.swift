#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Some bytes of a block: valid only while the block is.
///
/// Every access is in bounds: loops end at `count`, and eight bytes are loaded at once only where eight are left.
typealias Bytes = UnsafeBufferPointer<UInt8>

/// The bytes that readers look for, by name.
enum Byte {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let comma = UInt8(ascii: ",")
  static let semicolon = UInt8(ascii: ";")
  static let zero = UInt8(ascii: "0")
  static let at = UInt8(ascii: "@")
}

extension String {
  /// The text without the blanks at both ends.
  var trimmingBlanks: String {
    let bytes = utf8
    guard let first = bytes.first, let last = bytes.last else { return self }
    // Most have none. Blanks beyond ASCII are rare enough to go the long way.
    func mayBeBlank(_ byte: UInt8) -> Bool { Bytes.isBlank(byte) || byte >= 0x80 }
    if !mayBeBlank(first), !mayBeBlank(last) { return self }
    let start = drop { $0.isWhitespace }
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}

extension UnsafeBufferPointer where Element == UInt8 {
  /// The bytes from `start` up to `end`.
  @inline(__always)
  func part(_ start: Int, _ end: Int) -> Bytes { Bytes(rebasing: self[start..<end]) }

  /// The first `byte` at `start` or after it.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start < count, let baseAddress, let found = memchr(baseAddress + start, Int32(byte), count - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
  }

  /// The bytes without the blanks at both ends.
  @inline(__always)
  var trimmed: Bytes {
    // Most have none: a sign beyond the blanks at both ends.
    if count > 0, self[0] > Byte.space, self[count - 1] > Byte.space { return self }
    return trimmedOfBlanks
  }

  private var trimmedOfBlanks: Bytes {
    var start = 0
    var end = count
    while start < end, Bytes.isBlank(self[start]) { start += 1 }
    while end > start, Bytes.isBlank(self[end - 1]) { end -= 1 }
    return part(start, end)
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == Byte.space || (byte >= Byte.tab && byte <= Byte.carriageReturn)
  }

  /// The text, or nil where it is not UTF-8.
  var text: String? {
    // Most is ASCII, which needs no look at sequences of bytes.
    isASCII ? String(decoding: self, as: UTF8.self) : String(validating: self, as: UTF8.self)
  }

  /// The number in the bytes from `start` on, the lowest first.
  @inline(__always)
  func number<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type, at start: Int) -> Number {
    precondition(start >= 0 && start <= count - MemoryLayout<Number>.size, "a number within the bytes")
    return Number(littleEndian: UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: start, as: type))
  }

  /// Whether all bytes are ASCII.
  var isASCII: Bool {
    let raw = UnsafeRawBufferPointer(self)
    var (index, bits): (Int, UInt64) = (0, 0)
    while index + 8 <= count {
      bits |= raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      index += 8
    }
    while index < count {
      bits |= UInt64(self[index])
      index += 1
    }
    return bits & 0x8080_8080_8080_8080 == 0
  }

  /// Whether the bytes are `text`, in upper or lower case of ASCII; `text` is in lower case.
  func equalsIgnoringCase(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount else { return false }
    for index in 0..<count {
      let byte = self[index]
      let small = byte >= 65 && byte <= 90 ? byte | 0x20 : byte
      if small != text.utf8Start[index] { return false }
    }
    return true
  }

  /// Whether the bytes are `text`, in upper or lower case of ASCII; `text` is in lower case.
  func equalsIgnoringCase(_ text: String) -> Bool {
    guard count == text.utf8.count else { return false }
    return zip(self, text.utf8).allSatisfy { ($0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0) == $1 }
  }

  /// Whether the bytes are these.
  func isEqual(to other: [UInt8]) -> Bool {
    guard count == other.count else { return false }
    for index in 0..<count where self[index] != other[index] { return false }
    return true
  }

  /// Whether the bytes begin with `text`.
  func starts(with text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount else { return false }
    for index in 0..<text.utf8CodeUnitCount where self[index] != text.utf8Start[index] { return false }
    return true
  }

  /// The bytes in quotation marks, cut after 40 characters: as reasons show what was found.
  var quoted: String {
    let text = String(decoding: prefix(160), as: UTF8.self)
    let visible = text.map { $0.isNewline || $0 == "\t" ? " " : $0 }
    return visible.count > 40 ? "“\(String(visible.prefix(40)))…”" : "“\(String(visible))”"
  }
}

extension [UInt8] {
  /// The number in the bytes from `start` on, the lowest first.
  func number<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type, at start: Int) -> Number {
    withUnsafeBufferPointer { $0.number(type, at: start) }
  }
}
