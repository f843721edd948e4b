import ReparteeTestNetworks
import Testing

@testable import ReparteeGraph

/// Packed columns against the arrays that they were made of.
@Suite struct PackedIntegersTests {
  @Test("Nothing, one value, the absence of one, and both ends of what 64 bits hold") func families() {
    for values: [Int64] in [
      [], [0], [.min], [.max], [.min + 1], [.min + 1, .max], [.min, .min + 1, .max, -1, 0, 1], [7, 7, 7], [.min, .min],
      Array(repeating: .max, count: 129), Array(repeating: .min, count: 128), (0..<64).map { 1 << $0 },
    ] {
      #expect(Array(PackedIntegers(values)) == values)
    }
  }

  @Test("Any lengths, spans and units", arguments: 1...60 as ClosedRange<UInt64>)
  func random(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let unit = Int64([1, 1000, 86_400_000][numbers.below(3)])
    var values: [Int64] = []
    for _ in 0..<numbers.below(400) {
      // The width changes from block to block.
      let bits = Int64(values.count / 50 * 9 % 36)
      let value = (1_700_000_000 + Int64(truncatingIfNeeded: numbers.next()) & (1 << bits - 1)) * unit
      values.append(numbers.below(20) == 0 ? .min : value)
    }
    let packed = PackedIntegers(values)
    #expect(Array(packed) == values, "seed \(seed)")
    let order = values.indices.map(UInt32.init).shuffled(using: &numbers)
    #expect(Array(packed.reordered(by: order)) == order.map { values[Int($0)] }, "seed \(seed)")
  }

  @Test("Whole seconds of a week take 20 bits, and a time that is missing widens nothing") func size() {
    var numbers = SeededNumbers(seed: 3)
    let values = (0..<6400).map { _ in
      numbers.below(9) == 0 ? .min : (1_700_000_000 + Int64(numbers.below(7 * 86_400))) * 1000
    }
    let packed = PackedIntegers(values)
    #expect(Array(packed) == values)
    #expect(packed.words.count <= 100 * 20 + 2)
  }
}
