import ReparteeGraph
import Testing

/// Items that are made while the last one is taken.
@Suite struct CoresTests {
  private struct Stop: Error, Equatable { var at: Int }

  /// Counts up to `end`, throwing at `failure`, and notes how often it was asked.
  private final class Counter: @unchecked Sendable {
    var asked = 0
    let end: Int
    let failure: Int?
    init(end: Int, failure: Int? = nil) { (self.end, self.failure) = (end, failure) }

    func next() throws -> Int? {
      asked += 1
      if asked == failure { throw Stop(at: asked) }
      return asked <= end ? asked : nil
    }
  }

  @Test(arguments: [1, 2, 8], [0, 1, 2, 50])
  func everyItemOnceAndInOrder(threads: Int, count: Int) throws {
    let counter = Counter(end: count)
    var taken: [Int] = []
    try Cores.$threadLimit.withValue(threads) {
      try Cores.prefetching {
        try counter.next()
      } take: {
        taken.append($0)
      }
    }
    #expect(taken == Array(1..<(count + 1)))
    #expect(counter.asked == count + 1)
  }

  @Test(arguments: [1, 2], [1, 2, 9])
  func aFailureComesBehindTheItemsBeforeIt(threads: Int, failure: Int) {
    let counter = Counter(end: 20, failure: failure)
    var taken: [Int] = []
    #expect(throws: Stop(at: failure)) {
      try Cores.$threadLimit.withValue(threads) {
        try Cores.prefetching {
          try counter.next()
        } take: {
          taken.append($0)
        }
      }
    }
    #expect(taken == Array(1..<failure) && counter.asked == failure)
  }

  @Test(arguments: [1, 2]) func whoTakesMayStop(threads: Int) {
    let counter = Counter(end: 20)
    #expect(throws: Stop(at: 7)) {
      try Cores.$threadLimit.withValue(threads) {
        try Cores.prefetching {
          try counter.next()
        } take: { item in
          if item == 7 { throw Stop(at: item) }
        }
      }
    }
    // The item that was being made was waited for.
    #expect(counter.asked == (threads == 1 ? 7 : 8))
  }

  @Test func theLimitOfThreadsHoldsWhereItemsAreMade() throws {
    nonisolated(unsafe) var limits: [Int] = []
    try Cores.$threadLimit.withValue(2) {
      try Cores.prefetching {
        limits.append(Cores.threadCount)
        return limits.count < 5 ? limits.count : nil
      } take: { _ in
      }
    }
    #expect(limits == [2, 2, 2, 2, 2])
  }
}
