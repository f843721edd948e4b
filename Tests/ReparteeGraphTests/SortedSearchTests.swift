import ReparteeTestNetworks
import Testing

@testable import ReparteeGraph

@Suite struct SortedSearchTests {
  @Test(
    "Lists are sorted and distinct, however long and however large their numbers",
    arguments: [0, 1, 2, 127, 128, 129, 5000])
  func sortDistinct(count: Int) {
    var numbers = SeededNumbers(seed: UInt64(count))
    for most in [0, 3, 255, 256, 70_000, 1 << 20, UInt32.max] {
      for step: UInt32 in [1, 256, 65_536] {
        var list = (0..<count).map { _ in UInt32.random(in: 0...most, using: &numbers) / step * step }
        let expected = Set(list).sorted()
        let kept = list.withUnsafeMutableBufferPointer { $0.sortDistinct() }
        #expect(Array(list[..<kept]) == expected)
      }
    }
  }
}
