import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Work on all cores: the one place that knows threads.
///
/// Work is cut into blocks by the size of the data alone, never by the number of threads, and results are combined in
/// the order of the blocks; so every result is the same, to the last bit, however many threads there are.
package enum Cores {
  /// How many threads work at once in the current task; nil is one a core.
  @TaskLocal package static var threadLimit: Int?

  /// How many threads work at once.
  package static var threadCount: Int { max(1, threadLimit ?? coreCount) }

  private static let coreCount = DispatchQueue.activeCores

  /// Calls `body` once for every index below `count`, in no order, on all cores; returns when all are done.
  package static func forEach(count: Int, _ body: (Int) -> Void) {
    forEach(count: count, state: { () }, { _, index in body(index) })
  }

  /// Calls `body` once for every index below `count` with scratch space that each thread makes once by `state`.
  ///
  /// What `body` leaves in the scratch space must not influence a later result.
  package static func forEach<State>(count: Int, state: () -> State, _ body: (inout State, Int) -> Void) {
    let workers = min(threadCount, count)
    if workers <= 1 {
      guard count > 0 else { return }
      var scratch = state()
      for index in 0..<count { body(&scratch, index) }
      return
    }
    let next = Atomic(0)
    // The closures do not outlive this call, and their callers write only to places that belong to one index.
    nonisolated(unsafe) let (state, body) = (state, body)
    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      var scratch = state()
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        if index >= count { break }
        body(&scratch, index)
      }
    }
  }

  /// The results of `body` for every index below `count`, in order.
  package static func map<Result>(count: Int, _ body: (Int) -> Result) -> [Result] {
    mapEach(count: count, state: { () }, { _, index in body(index) })
  }

  /// The results of `body` for every index below `count`, in order, with scratch space that each thread makes once.
  package static func mapEach<State, Result>(
    count: Int, state: () -> State, _ body: (inout State, Int) -> Result
  ) -> [Result] {
    // In bounds: each index below `count` is filled once.
    [Result](unsafeUninitializedCapacity: count) { buffer, initialized in
      let results = buffer
      forEach(count: count, state: state) { scratch, index in
        results.initializeElement(at: index, to: body(&scratch, index))
      }
      initialized = count
    }
  }

  /// `0..<count` cut into ranges of `size` (the last one shorter).
  package static func blocks(of count: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: max(1, size)).map { $0..<min(count, $0 + max(1, size)) }
  }

  /// The indices of running totals cut into ranges that each grow the total by about `size`, and hold as many at most.
  /// - Parameter totals: not falling, one more than there are indices.
  package static func blocks(of totals: [Int], size: Int) -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var start = 0
    for index in totals.indices.dropFirst() where totals[index] - totals[start] >= size || index - start >= size {
      blocks.append(start..<index)
      start = index
    }
    if start < totals.count - 1 { blocks.append(start..<(totals.count - 1)) }
    return blocks
  }
}

extension Cores {
  /// The results of `here`, which runs on the caller's thread, and of `there`, which runs on another meanwhile; on one
  /// thread they run in turn.
  ///
  /// Both have ended when this returns or throws. Where both throw, the error of `here` reaches the caller.
  package static func join<Here, There>(
    _ here: () throws -> Here, _ there: @escaping () throws -> There
  ) throws -> (here: Here, there: There) {
    if threadCount == 1 { return (try here(), try there()) }
    let limit = threadLimit
    // It has ended before this returns, and nobody looks at its result before.
    nonisolated(unsafe) let there = there
    nonisolated(unsafe) var result: Result<There, any Error>?
    let done = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      result = Cores.$threadLimit.withValue(limit) { Result { try there() } }
      done.signal()
    }
    let taken = Result { try here() }
    done.wait()
    guard let result else { preconditionFailure("what was waited for has a result") }
    return (try taken.get(), try result.get())
  }

  /// Takes every item of a sequence, in order, on the caller's thread, while the next one is being made on another.
  ///
  /// `next` is never called again before its last call has returned, nor after it has given nil or thrown. What it
  /// throws reaches the caller after the items before it; where `take` throws, the item being made is waited for and
  /// dropped. On one thread items are made and taken in turn.
  package static func prefetching<Item>(_ next: @escaping () throws -> Item?, take: (Item) throws -> Void) throws {
    var current = try next()
    while let item = current { current = try join({ try take(item) }, next).there }
  }
}

extension DispatchQueue {
  /// How many processors the machine has online.
  static var activeCores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
