/// Random whole numbers from a seed: the same ones on every machine and with every version of Swift.
///
/// SplitMix64: a counter stepped by the golden ratio, mixed twice. Reference: Steele, Lea, Flood, "Fast splittable
/// pseudorandom number generators", OOPSLA 2014, doi:10.1145/2660193.2660195. The draws below are our own, since the
/// standard library does not promise that its `shuffled` or `random(in:)` stay the same from one version to the next;
/// none of them touches a floating-point number.
package struct SeededRandom: Sendable {
  private var state: UInt64

  /// A generator that starts at `seed`.
  package init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, and not including, `bound`, each as likely as the others; 0 where `bound` is below 2.
  ///
  /// The high half of a 128-bit product, redrawn where the low half would favour some numbers (Lemire, "Fast random
  /// integer generation in an interval", ACM TOMACS 2019, doi:10.1145/3230636).
  package mutating func below(_ bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let bound = UInt64(bound)
    let unfair = (0 &- bound) % bound
    while true {
      let product = next().multipliedFullWidth(by: bound)
      if product.low >= unfair { return Int(product.high) }
    }
  }

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
