import ReparteeGraph

/// The checksum of a block of columns: XXH64 without a seed, which tells damaged bytes at ten gigabytes a second.
///
/// Reference: Y. Collet, xxHash fast digest algorithm, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md.
enum BlockChecksum {
  private static let primes: (UInt64, UInt64, UInt64, UInt64, UInt64) = (
    0x9e37_79b1_85eb_ca87, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9, 0x85eb_ca77_c2b2_ae63, 0x27d4_eb2f_1656_67c5
  )

  /// The checksum of some bytes, as SQLite stores it. Complexity: O(n).
  ///
  /// In bounds: numbers are read where as many bytes are left.
  static func of(_ bytes: UnsafeRawBufferPointer) -> Int64 {
    var place = 0
    var hash: UInt64
    if bytes.count >= 32 {
      var (first, second) = (primes.0 &+ primes.1, primes.1)
      var (third, fourth) = (UInt64(0), 0 &- primes.0)
      while place + 32 <= bytes.count {
        first = round(first, word(bytes, place))
        second = round(second, word(bytes, place + 8))
        third = round(third, word(bytes, place + 16))
        fourth = round(fourth, word(bytes, place + 24))
        place += 32
      }
      hash = rotated(first, 1) &+ rotated(second, 7) &+ rotated(third, 12) &+ rotated(fourth, 18)
      for lane in [first, second, third, fourth] { hash = (hash ^ round(0, lane)) &* primes.0 &+ primes.3 }
    } else {
      hash = primes.4
    }
    hash &+= UInt64(bytes.count)
    while place + 8 <= bytes.count {
      hash = rotated(hash ^ round(0, word(bytes, place)), 27) &* primes.0 &+ primes.3
      place += 8
    }
    if place + 4 <= bytes.count {
      let half = UInt64(bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self).littleEndian)
      hash = rotated(hash ^ (half &* primes.0), 23) &* primes.1 &+ primes.2
      place += 4
    }
    while place < bytes.count {
      hash = rotated(hash ^ (UInt64(bytes[place]) &* primes.4), 11) &* primes.0
      place += 1
    }
    hash = (hash ^ hash >> 33) &* primes.1
    hash = (hash ^ hash >> 29) &* primes.2
    return Int64(bitPattern: hash ^ hash >> 32)
  }

  @inline(__always)
  private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
  }

  @inline(__always)
  private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
    rotated(lane &+ word &* primes.1, 31) &* primes.0
  }

  @inline(__always)
  private static func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 { value &<< bits | value &>> (64 &- bits) }
}
