import Dispatch

extension Cores {
  /// Takes every item of a sequence, in order, on the caller's thread, while the next one is being made on another.
  ///
  /// `next` is never called again before its last call has returned, nor after it has given nil or thrown. What it
  /// throws reaches the caller behind the items before it; where `take` throws, the item being made is waited for and
  /// dropped. On one thread items are made and taken in turn.
  public static func ahead<Item>(_ next: @escaping () throws -> Item?, take: (Item) throws -> Void) throws {
    if threadCount == 1 {
      while let item = try next() { try take(item) }
      return
    }
    let limit = threadLimit
    // One call at a time, and every one that is begun is waited for.
    nonisolated(unsafe) let next = next
    var current = try next()
    while let item = current {
      nonisolated(unsafe) var following: Result<Item?, any Error> = .success(nil)
      let done = DispatchSemaphore(value: 0)
      DispatchQueue.global().async {
        following = Cores.$threadLimit.withValue(limit) { Result { try next() } }
        done.signal()
      }
      let taken = Result { try take(item) }
      done.wait()
      try taken.get()
      current = try following.get()
    }
  }
}
