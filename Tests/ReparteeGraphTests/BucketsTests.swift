import ReparteeGraph
import ReparteeTestNetworks
import Testing

@Suite struct BucketsTests {
  /// Against a dictionary: things in the order of their bucket, those of one bucket in their own order.
  @Test(arguments: 1...40 as ClosedRange<UInt64>) func thingsKeepTheirOrder(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let (count, things) = (1 + numbers.below(9), numbers.below(60))
    let keys = (0..<things).map { _ in UInt32(numbers.below(count)) }
    let buckets = Buckets(count: count, keys: keys)
    let expected = (0..<count).map { bucket in keys.indices.filter { keys[$0] == UInt32(bucket) } }
    #expect(buckets.offsets == expected.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) })
    var sorted = [Int](repeating: -1, count: things)
    buckets.withNextPlaces { next in
      for (thing, key) in keys.enumerated() {
        sorted[next[Int(key)]] = thing
        next[Int(key)] += 1
      }
    }
    #expect(sorted == Array(expected.joined()))
    let tallied = Buckets(count: count) { counts in for key in keys { counts[Int(key)] += 1 } }
    #expect(tallied.offsets == buckets.offsets)
  }

  @Test func noBucketsAndNoThings() {
    #expect(Buckets(count: 0, keys: []).offsets == [0])
    #expect(Buckets(count: 3, keys: []).offsets == [0, 0, 0, 0])
  }
}
