import Foundation
import Repartee

/// R-MAT with Graph500's parameters: quarters of the matrix with .57, .19, .19, .05, numbers scrambled afterwards.
struct RandomEdges {
  let scale: Int
  let seed: UInt64

  /// Source, target, source, target, and so on.
  func draw(_ count: Int) -> [UInt32] {
    var random = SplitMix64(seed: seed)
    return [UInt32](unsafeUninitializedCapacity: count * 2) { pairs, initialized in
      for edge in 0..<count {
        var (source, target): (UInt32, UInt32) = (0, 0)
        for _ in 0..<scale {
          let draw = random.next() >> 32
          let isLower: UInt32 = draw >= 3_264_175_144 ? 1 : 0
          let isRight: UInt32 = (draw >= 2_448_131_358 && draw < 3_264_175_144) || draw >= 4_080_218_931 ? 1 : 0
          (source, target) = (source << 1 | isLower, target << 1 | isRight)
        }
        (pairs[edge * 2], pairs[edge * 2 + 1]) = (scrambled(source), scrambled(target))
      }
      initialized = count * 2
    }
  }

  /// The same numbers in another order: odd factors and shifts can be undone, so no two come together.
  private func scrambled(_ number: UInt32) -> UInt32 {
    let mask = UInt32(1) << UInt32(scale) &- 1
    var number = number
    for _ in 0..<2 {
      number = (number &* 0x9E37_79B1 &+ 0x7F4A_7C15) & mask
      number ^= number >> UInt32((scale + 1) / 2)
    }
    return number
  }
}
