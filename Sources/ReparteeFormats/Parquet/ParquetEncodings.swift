/// How Parquet packs whole numbers and texts.
///
/// In bounds: lengths are compared with the bytes that are left before they are followed, and no more values are made than
/// asked for. Reference: https://parquet.apache.org/docs/file-format/data-pages/encodings/.
enum ParquetEncodings {
  /// Small numbers of so many bits, in runs of one value and in groups of eight packed ones.
  static func runs(in bytes: Bytes, bits: Int, count: Int) throws(ParquetFailure) -> [UInt32] {
    guard (0...32).contains(bits) else { throw .damage("numbers of a page have \(bits) bits") }
    var values: [UInt32] = []
    values.reserveCapacity(count)
    let width = (bits + 7) / 8
    var place = 0
    while values.count < count {
      guard let head = bytes.varint(at: &place) else { throw .damage("a page ends in the middle of a run") }
      let left = count - values.count
      if head & 1 == 0 {
        guard bytes.count - place >= width else { throw .damage("a page ends in the middle of a run") }
        var value: UInt32 = 0
        for byte in 0..<width { value |= UInt32(bytes[place + byte]) << UInt32(8 * byte) }
        place += width
        values.append(contentsOf: repeatElement(value, count: Int(min(head >> 1, UInt64(left)))))
      } else {
        // The last group of a page may be cut where no value of it is needed.
        let packed = min(Int(min(head >> 1, UInt64(Int32.max))) * 8, left)
        guard (bytes.count - place) * 8 >= packed * bits else { throw .damage("a page ends in the middle of a run") }
        let mask = bits == 32 ? UInt64(UInt32.max) : (1 << UInt64(bits)) - 1
        var (held, filled, next) = (UInt64(0), 0, place)
        for _ in 0..<packed {
          while filled < bits {
            held |= UInt64(bytes[next]) << UInt64(filled)
            filled += 8
            next += 1
          }
          values.append(UInt32(held & mask))
          held >>= UInt64(bits)
          filled -= bits
        }
        let whole = min(head >> 1, UInt64(bytes.count)) * UInt64(bits)
        place = min(bytes.count, place + Int(whole))
      }
    }
    return values
  }

  /// Numbers as their differences; `place` becomes the byte after them.
  static func differences(in bytes: Bytes, at place: inout Int, count: Int) throws(ParquetFailure) -> [Int64] {
    func number(_ place: inout Int) throws(ParquetFailure) -> UInt64 {
      guard let value = bytes.varint(at: &place) else { throw .damage("a page ends in the middle of a number") }
      return value
    }
    func signed(_ place: inout Int) throws(ParquetFailure) -> Int64 {
      let value = try number(&place)
      return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }
    let (block, parts, total) = (try number(&place), try number(&place), try number(&place))
    guard parts > 0, parts <= 1 << 16, block <= 1 << 24, block % parts == 0, total <= UInt64(count) else {
      throw .damage("a page says that it has \(total) numbers in blocks of \(block), and \(count) are expected")
    }
    let size = Int(block / parts)
    var values: [Int64] = []
    values.reserveCapacity(Int(total))
    var last = try signed(&place)
    if total > 0 { values.append(last) }
    while values.count < Int(total) {
      let least = try signed(&place)
      guard bytes.count - place >= Int(parts), size > 0 else { throw .damage("a page ends in the middle of a block") }
      let widths = bytes.part(place, place + Int(parts))
      place += Int(parts)
      for width in widths where values.count < Int(total) {
        let length = (size * Int(width) + 7) / 8
        guard width <= 64, bytes.count - place >= length else { throw .damage("a page ends in the middle of a block") }
        var bit = 0
        for _ in 0..<min(size, Int(total) - values.count) {
          var difference: UInt64 = 0
          var filled = 0
          while filled < Int(width) {
            let taken = min(8 - bit % 8, Int(width) - filled)
            let part = UInt64(bytes[place + bit / 8] >> UInt8(bit % 8)) & ((1 << UInt64(taken)) - 1)
            difference |= part << UInt64(filled)
            filled += taken
            bit += taken
          }
          last = last &+ least &+ Int64(bitPattern: difference)
          values.append(last)
        }
        place += length
      }
    }
    return values
  }

  /// Texts after their lengths.
  static func texts(in bytes: Bytes, at place: inout Int, count: Int) throws(ParquetFailure) -> [Bytes] {
    let lengths = try differences(in: bytes, at: &place, count: count)
    var texts: [Bytes] = []
    texts.reserveCapacity(lengths.count)
    for length in lengths {
      guard length >= 0, length <= Int64(bytes.count - place) else {
        throw .damage("a page ends in the middle of a text")
      }
      texts.append(bytes.part(place, place + Int(length)))
      place += Int(length)
    }
    return texts
  }

  /// Fixed values whose first bytes stand together, then their second ones, and so on: one after another.
  static func joined(_ bytes: Bytes, width: Int, count: Int) throws(ParquetFailure) -> [UInt8] {
    guard width > 0, count <= bytes.count / width else { throw .damage("a page ends in the middle of a value") }
    return [UInt8](unsafeUninitializedCapacity: width * count) { joined, length in
      for byte in 0..<width {
        for value in 0..<count { joined[value * width + byte] = bytes[byte * count + value] }
      }
      length = width * count
    }
  }
}
