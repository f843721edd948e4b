/// Random numbers from a seed: the same ones on every machine and with every version of Swift.
///
/// SplitMix64: a counter stepped by the golden ratio, mixed twice. The draws are our own, since the standard library does
/// not promise that its `shuffled` and `random(in:)` stay the same from one version to the next. Source: Steele, Lea,
/// Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, https://doi.org/10.1145/2660193.2660195.
package struct SplitMix64: Sendable {
  @usableFromInline var state: UInt64

  /// A generator that starts at `seed`.
  @inlinable
  package init(seed: UInt64) { state = seed }

  /// The generator of one part of a work whose parts share a seed: numbers that have nothing to do with another part's.
  @inlinable
  package init(seed: UInt64, part: Int) {
    state = seed
    for _ in 0..<2 { state = next() ^ UInt64(part) &* 0xD1B5_4A32_D192_ED03 }
  }

  /// The next 64 bits.
  @inlinable
  package mutating func next() -> UInt64 {
    let mixed = SplitMix64.mixed(state)
    state &+= 0x9E37_79B9_7F4A_7C15
    return mixed
  }

  /// The number that follows `state`: a hash that spreads its bits over all 64.
  @inlinable @inline(__always)
  package static func mixed(_ state: UInt64) -> UInt64 {
    var mixed = state &+ 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number from 0 up to, and not including, `bound`, each as likely as the others; 0 where `bound` is below 2.
  ///
  /// The high half of a 128-bit product, drawn again where the low half would favour some numbers. Source: Lemire, "Fast
  /// random integer generation in an interval", ACM TOMACS 2019, https://doi.org/10.1145/3230636.
  @inlinable
  package mutating func below(_ bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    // The division is only needed where the low half may be unfair, which is below one draw in 2⁶⁴ / bound.
    if product.low < bound {
      let unfair = (0 &- bound) % bound
      while product.low < unfair { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// A number from 0 up to, and not including, 1.
  @inlinable
  package mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// The numbers below `count` in random order.
  package mutating func order(of count: Int) -> [UInt32] {
    var order = (0..<UInt32(count)).map { $0 }
    shuffle(&order)
    return order
  }

  /// Puts elements into random order, every order equally likely (Fisher and Yates).
  @inlinable
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    for index in elements.indices.dropFirst() { elements.swapAt(index, below(index + 1)) }
  }

  /// Chooses `count` of the numbers below `population`, every choice equally likely, and hands them over ascending.
  ///
  /// Selection sampling: a number is taken with the probability of those still wanted among those still left. Source:
  /// Fan, Muller, Rezucha, "Development of Sampling Plans", JASA 57 (1962),
  /// https://doi.org/10.1080/01621459.1962.10480667. Complexity: O(population).
  @inlinable
  package mutating func choose(_ count: Int, of population: Int, _ body: (Int) -> Void) {
    var wanted = count
    for number in 0..<population where wanted > 0 && below(population - number) < wanted {
      wanted -= 1
      body(number)
    }
  }
}
