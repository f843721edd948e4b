/// A hash of bytes that is the same in every process: FNV-1a.
///
/// Fast for the short texts that name accounts. Its low bits mix best; where others are used, mix it once more. Source:
/// Eastlake, Fowler, Vo, "The FNV Non-Cryptographic Hash Algorithm", https://datatracker.ietf.org/doc/draft-eastlake-fnv.
package struct FNV1a: Sendable {
  /// The hash of the bytes so far.
  package var state: UInt64 = 0xCBF2_9CE4_8422_2325

  /// The hash of nothing.
  @inlinable
  package init() {}

  /// Adds a byte.
  @inlinable @inline(__always)
  package mutating func add(_ byte: UInt8) { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// Adds the bytes of a text.
  @inlinable
  package mutating func add(_ text: String) { for byte in text.utf8 { add(byte) } }
}
