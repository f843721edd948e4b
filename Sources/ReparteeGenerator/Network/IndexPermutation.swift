import ReparteeGraph

/// A shuffle of 0..<count that is computed instead of stored: each number gets another one, and no two the same.
///
/// Rounds of odd multiplications and shifts are a bijection of all numbers of so many bits; where one leads outside the
/// range it is walked on until it is back (Black, Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002,
/// doi:10.1007/3-540-45760-7_9). Two steps on average at most, and no memory.
struct IndexPermutation: Sendable {
  let count: Int
  private let mask: UInt64
  private let shift: UInt64
  private let keys: (UInt64, UInt64, UInt64)

  init(count: Int, random: SplitMix64) {
    var random = random
    self.count = count
    let bits = UInt64(count <= 1 ? 0 : UInt64.bitWidth - UInt64(count - 1).leadingZeroBitCount)
    mask = (1 << bits) - 1
    shift = max(1, bits / 2)
    keys = (random.next(), random.next(), random.next())
  }

  /// The number that `index`, below `count`, gets.
  func callAsFunction(_ index: Int) -> Int {
    guard count > 1 else { return 0 }
    var value = UInt64(index)
    repeat { value = mixed(value) } while value >= UInt64(count)
    return Int(value)
  }

  private func mixed(_ value: UInt64) -> UInt64 {
    round(round(round(value, keys.0), keys.1), keys.2)
  }

  private func round(_ value: UInt64, _ key: UInt64) -> UInt64 {
    let product = ((value ^ (key >> 32)) & mask) &* (key | 1) & mask
    return product ^ (product >> shift)
  }
}
