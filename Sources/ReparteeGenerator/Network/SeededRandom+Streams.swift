extension SeededRandom {
  /// What a generator is for: each file draws from numbers of its own, so that asking for more rows of one file leaves
  /// the others as they were.
  enum Stream: UInt64 {
    case posts = 1
    case follows, reposts, kinds, popularity, activity
  }

  /// A generator for one block of one file, which depends on nothing but these three numbers.
  init(seed: UInt64, stream: Stream, block: Int = 0) {
    var mixed = SeededRandom(seed: seed)
    var other = SeededRandom(seed: mixed.next() ^ (stream.rawValue << 56))
    var block = SeededRandom(seed: other.next() ^ UInt64(truncatingIfNeeded: block))
    self.init(seed: block.next())
  }

  /// A number of the unit interval without its ends: an odd multiple of 2^-54.
  mutating func unit() -> Double {
    Double((next() >> 11) << 1 | 1) * Double(sign: .plus, exponent: -54, significand: 1)
  }

  /// True with probability `share`.
  mutating func happens(_ share: Double) -> Bool { unit() < share }

  /// A number of the standard normal distribution, nearly: the sum of twelve uniform ones less 6 (Irwin and Hall's), so
  /// that none lies beyond 6.
  mutating func deviate() -> Double {
    var sum = 0
    for _ in 0..<3 {
      let bits = next()
      sum += Int(bits & 0xFFFF) + Int(bits >> 16 & 0xFFFF) + Int(bits >> 32 & 0xFFFF) + Int(bits >> 48)
    }
    return (Double(sum) + 6) / 65_536 - 6
  }
}
