/// XXH3 of 64 bits, without a seed, of more than 240 bytes as they come: the checksum of Jetstream's segments.
///
/// Shorter inputs are hashed by another rule, which nothing here needs: a segment's header alone is longer.
/// Reference: Y. Collet, xxHash fast digest algorithm, https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md.
struct XXHash3 {
  private static let stripe = 64
  private static let block = 1024

  private var sums: [UInt64] = [
    prime32.2, prime64.0, prime64.1, prime64.2, prime64.3, prime32.1, prime64.4, prime32.0,
  ]
  /// What is not hashed yet: at most a block, since the last block of an input is hashed by another rule.
  private var pending: [UInt8] = []
  /// The last stripe that was hashed, for an input whose end is shorter.
  private var lastStripe = [UInt8](repeating: 0, count: stripe)
  private var length: UInt64 = 0

  /// Takes in the next bytes.
  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count)
    pending += bytes
    var start = 0
    while pending.count - start > Self.block {
      for place in 0..<(Self.block / Self.stripe) { add(pending, at: start + place * Self.stripe, secret: 8 * place) }
      for lane in 0..<8 {
        let sum = sums[lane]
        sums[lane] = (sum ^ (sum >> 47) ^ Self.secretNumber(128 + 8 * lane)) &* Self.prime32.0
      }
      start += Self.block
      lastStripe = Array(pending[(start - Self.stripe)..<start])
    }
    pending.removeFirst(start)
  }

  /// The hash of all that was taken in, which has to be more than 240 bytes.
  func finish() -> UInt64 {
    var state = self
    for place in 0..<(max(0, pending.count - 1) / Self.stripe) {
      state.add(pending, at: place * Self.stripe, secret: 8 * place)
    }
    let end = Array((lastStripe + pending).suffix(Self.stripe))
    state.add(end, at: 0, secret: 121)
    var result = length &* Self.prime64.0
    for pair in 0..<4 {
      let product = (state.sums[2 * pair] ^ Self.secretNumber(11 + 16 * pair)).multipliedFullWidth(
        by: state.sums[2 * pair + 1] ^ Self.secretNumber(19 + 16 * pair))
      result &+= product.low ^ product.high
    }
    result ^= result >> 37
    result &*= 0x1656_6791_9e37_79f9
    return result ^ (result >> 32)
  }

  private mutating func add(_ bytes: [UInt8], at start: Int, secret: Int) {
    for lane in 0..<8 {
      let value = bytes.number(UInt64.self, at: start + 8 * lane)
      let key = value ^ Self.secretNumber(secret + 8 * lane)
      sums[lane ^ 1] &+= value
      sums[lane] &+= (key & 0xffff_ffff) &* (key >> 32)
    }
  }

  private static func secretNumber(_ start: Int) -> UInt64 { secret.number(UInt64.self, at: start) }

  private static let prime32: (UInt64, UInt64, UInt64) = (0x9e37_79b1, 0x85eb_ca77, 0xc2b2_ae3d)
  private static let prime64: (UInt64, UInt64, UInt64, UInt64, UInt64) = (
    0x9e37_79b1_85eb_ca87, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9, 0x85eb_ca77_c2b2_ae63, 0x27d4_eb2f_1656_67c5
  )

  /// The default secret of the specification.
  private static let secret: [UInt8] = [
    0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c,
    0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
    0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
    0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
    0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3,
    0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
    0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d,
    0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31, 0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64,
    0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
    0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e,
    0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc, 0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce,
    0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
  ]
}
