import ReparteeGraph

/// Draws of whole numbers, none of which touches a floating-point number.
extension SplitMix64 {
  /// A number of `range`, its ends included.
  package mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// True `percent` times in a hundred.
  package mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// A position of `weights`, each as likely as its weight says; nil where all are 0.
  package mutating func position(weights: [Int]) -> Int? {
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    var left = below(total)
    for (position, weight) in weights.enumerated() {
      if left < weight { return position }
      left -= weight
    }
    return nil
  }
}

extension SplitMix64 {
  /// What a generator is for: each file draws from numbers of its own, so that asking for more rows of one file leaves
  /// the others as they were.
  enum Stream: UInt64 {
    case posts = 1
    case follows, reposts, kinds, popularity, activity, puppets, pileOns
  }

  /// A generator for one block of one file, which depends on nothing but these three numbers.
  init(seed: UInt64, stream: Stream, block: Int = 0) {
    var mixed = SplitMix64(seed: seed)
    var other = SplitMix64(seed: mixed.next() ^ (stream.rawValue << 56))
    var block = SplitMix64(seed: other.next() ^ UInt64(truncatingIfNeeded: block))
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
