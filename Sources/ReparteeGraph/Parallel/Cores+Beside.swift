import Dispatch

extension Cores {
  /// The results of `here`, which runs on the caller's thread, and of `there`, which runs on another meanwhile; on one
  /// thread they run in turn.
  ///
  /// Both have ended when this returns or throws. Where both throw, the error of `here` reaches the caller.
  package static func beside<Here, There>(
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
  /// throws reaches the caller behind the items before it; where `take` throws, the item being made is waited for and
  /// dropped. On one thread items are made and taken in turn.
  package static func ahead<Item>(_ next: @escaping () throws -> Item?, take: (Item) throws -> Void) throws {
    var current = try next()
    while let item = current { current = try beside({ try take(item) }, next).there }
  }
}
