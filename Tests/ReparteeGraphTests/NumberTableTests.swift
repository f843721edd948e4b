import ReparteeTestNetworks
import Testing

@testable import ReparteeGraph

@Suite("The table of numbers, against a dictionary")
struct NumberTableTests {
  /// Small numbers, the border between the two ways of keeping them, platform ids, and numbers that collide.
  ///
  /// The border costs 64 MB, which takes its time in a debug build.
  private func number(_ numbers: inout SeededNumbers, border: Bool) -> Int64 {
    switch Int.random(in: border ? 0..<5 : 1..<5, using: &numbers) {
    case 0: Int64.random(in: (1 << 24) - 20..<(1 << 24) + 20, using: &numbers)
    case 1: Int64.random(in: 0..<300, using: &numbers)
    case 2: Int64.random(in: 1_000_000_000_000_000_000..<1_000_000_000_000_000_400, using: &numbers)
    case 3: Int64.max - Int64.random(in: 0..<100, using: &numbers)
    default: Int64.random(in: 1..<200, using: &numbers) << 40
    }
  }

  @Test("One by one", arguments: 1...20 as ClosedRange<UInt64>)
  func single(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    var table = NumberTable()
    var dictionary: [Int64: UInt32] = [:]
    for candidate in 0..<2000 as Range<UInt32> {
      let key = number(&numbers, border: seed == 1)
      let expected = dictionary[key] ?? candidate
      dictionary[key] = expected
      #expect(table.insert(key, candidate) == expected, "seed \(seed)")
      let other = number(&numbers, border: seed == 1)
      #expect(table.index(of: other) == dictionary[other] ?? NumberTable.none, "seed \(seed)")
    }
  }

  @Test("Column by column", arguments: 1...20 as ClosedRange<UInt64>)
  func columns(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    var table = NumberTable()
    var dictionary: [Int64: UInt32] = [:]
    var order: [Int64] = []
    var next: UInt32 = 0
    var found: [Int64] = []
    for round in 0..<12 {
      let column = (0..<Int.random(in: 0..<200, using: &numbers)).map { _ in
        round % 2 == 0 ? Int64.random(in: 0..<90_000, using: &numbers) : number(&numbers, border: seed == 1)
      }
      for key in column where dictionary[key] == nil {
        dictionary[key] = UInt32(order.count)
        order.append(key)
      }
      let indices = column.withUnsafeBufferPointer { table.number($0, nextIndex: &next, found: &found) }
      #expect(indices == column.map { dictionary[$0] }, "seed \(seed)")
      #expect(found == order && next == UInt32(order.count), "seed \(seed)")
    }
  }
}
