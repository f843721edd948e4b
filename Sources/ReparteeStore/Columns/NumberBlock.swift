/// A block of a column of 32-bit numbers, packed: each as the difference from the least of them, all in as many bits as the
/// largest needs.
///
///     block   := count least width code*    count and least: 4 bytes, little-endian; width: a byte, 0 to 32
///     code    := width bits                 the lowest first, from byte to byte; what is left of the last byte is 0
///     padding := 8 bytes of 0               so that whoever reads the last code may read 8 bytes from where it begins
///
/// Numbers are counted from −1, so that the absence of one (`UInt32.max`) is 0 and widens nothing.
enum NumberBlock {
  /// How many numbers a block holds; the last one of a column holds what is left.
  static let capacity = 1 << 15
  private static let header = 9
  private static let padding = 8

  /// Packs some numbers. Complexity: O(n).
  static func encode(_ numbers: ArraySlice<UInt32>) -> [UInt8] {
    var (least, most): (UInt32, UInt32) = (.max, 0)
    for number in numbers { (least, most) = (min(least, number &+ 1), max(most, number &+ 1)) }
    if numbers.isEmpty { least = 0 }
    let width = UInt32.bitWidth - (most - least).leadingZeroBitCount
    var bytes = [UInt8](repeating: 0, count: header + (numbers.count * width + 7) / 8 + padding)
    // In bounds: a code begins before the padding, and is at most 39 bits from where its byte begins.
    bytes.withUnsafeMutableBytes { bytes in
      bytes.storeBytes(of: UInt32(numbers.count).littleEndian, toByteOffset: 0, as: UInt32.self)
      bytes.storeBytes(of: least.littleEndian, toByteOffset: 4, as: UInt32.self)
      bytes[8] = UInt8(width)
      var bit = header * 8
      for number in numbers {
        let code = UInt64(number &+ 1 &- least) &<< UInt64(bit & 7)
        let held = bytes.loadUnaligned(fromByteOffset: bit >> 3, as: UInt64.self).littleEndian
        bytes.storeBytes(of: (held | code).littleEndian, toByteOffset: bit >> 3, as: UInt64.self)
        bit += width
      }
    }
    return bytes
  }

  /// How many numbers a block holds; nil where it is damaged, as `decode` finds it.
  static func count(of bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes.count >= header + padding else { return nil }
    let count = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)))
    let width = Int(bytes[8])
    return width <= 32 && bytes.count == header + (count * width + 7) / 8 + padding ? count : nil
  }

  /// Unpacks a block to the beginning of `target`; returns how many numbers it holds, or nil where it is damaged, or holds
  /// more than `target` has places for. Complexity: O(n).
  ///
  /// In bounds: the length is compared with what the header promises before a code is read.
  static func decode(_ bytes: UnsafeRawBufferPointer, into target: UnsafeMutableBufferPointer<UInt32>) -> Int? {
    guard let count = count(of: bytes), count <= target.count else { return nil }
    let least = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)) &- 1
    let width = Int(bytes[8])
    if width == 0 {
      target[..<count].update(repeating: least)
      return count
    }
    let mask = UInt64.max &>> UInt64(64 - width)
    guard let base = bytes.baseAddress, let target = target.baseAddress else { return count }
    var bit = header * 8
    for place in 0..<count {
      let word = UInt64(littleEndian: (base + bit &>> 3).loadUnaligned(as: UInt64.self))
      target[place] = UInt32(truncatingIfNeeded: word &>> UInt64(bit & 7) & mask) &+ least
      bit &+= width
    }
    return count
  }
}
