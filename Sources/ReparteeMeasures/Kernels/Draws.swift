/// Random numbers from a seed: the same ones on every machine.
///
/// SplitMix64: a counter stepped by the golden ratio, mixed twice. Source: Steele, Lea, Flood, "Fast splittable
/// pseudorandom number generators", OOPSLA 2014, https://doi.org/10.1145/2660193.2660195.
struct Draws {
  private var state: UInt64

  /// The draws of one piece of work out of many that share a seed.
  init(seed: UInt64, piece: Int = 0) {
    state = seed
    for _ in 0..<2 { state = next() ^ UInt64(piece) &* 0xD1B5_4A32_D192_ED03 }
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number from 0 up to, not including, `bound`; the bias is below bound / 2⁶⁴.
  mutating func below(_ bound: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(bound)).high) }

  /// A number from 0 up to, not including, 1.
  mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// The numbers below `count` in random order.
  mutating func order(of count: Int) -> [UInt32] {
    var order = (0..<UInt32(count)).map { $0 }
    for index in order.indices.dropFirst() { order.swapAt(index, below(index + 1)) }
    return order
  }

  /// Chooses `count` of the numbers below `population`, every choice equally likely, and hands them over ascending.
  ///
  /// Selection sampling: a number is taken with the probability of those still wanted among those still left. Source:
  /// Fan, Muller, Rezucha, "Development of Sampling Plans", JASA 57 (1962),
  /// https://doi.org/10.1080/01621459.1962.10480667. Complexity: O(population).
  mutating func choose(_ count: Int, of population: Int, _ body: (Int) -> Void) {
    var wanted = count
    for number in 0..<population where wanted > 0 && below(population - number) < wanted {
      wanted -= 1
      body(number)
    }
  }
}
