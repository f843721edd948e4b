/// Random whole numbers from a seed, one independent stream a draw: the same ones on every machine.
///
/// SplitMix64: a counter stepped by the golden ratio, mixed twice; the stream's number is mixed into where the counter
/// starts, since counters that start side by side would give overlapping streams. Source: Steele, Lea, Flood, "Fast
/// splittable pseudorandom number generators", OOPSLA 2014, https://doi.org/10.1145/2660193.2660195.
struct Draws: Sendable {
  private var state: UInt64

  /// The numbers of one draw of many.
  init(seed: UInt64, draw: Int) { state = Self.mix(Self.mix(seed) &+ UInt64(draw)) }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mix(state)
  }

  /// A number from 0 up to, not including, `bound`, each exactly as likely as the others; 0 for a bound below 2.
  ///
  /// Source: Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019),
  /// https://doi.org/10.1145/3230636.
  mutating func below(_ bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let unfair = (0 &- bound) % bound
      while product.low < unfair { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }

  /// Chooses `count` of the numbers below `population`, every choice equally likely, and hands them over ascending.
  ///
  /// Selection sampling: a number is taken with the probability of those still wanted among those still left. Source:
  /// Fan, Muller, Rezucha, JASA 57 (1962), https://doi.org/10.1080/01621459.1962.10480667. Complexity: O(population).
  mutating func choose(_ count: Int, of population: Int, _ body: (Int) -> Void) {
    var wanted = count
    for number in 0..<population where wanted > 0 && below(population - number) < wanted {
      wanted -= 1
      body(number)
    }
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
