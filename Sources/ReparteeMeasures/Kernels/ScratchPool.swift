import Synchronization

/// Scratch space that threads borrow in one parallel loop after another, made once a thread.
final class ScratchPool<Scratch: AnyObject>: @unchecked Sendable {
  private let make: () -> Scratch
  private let lock = Mutex<Void>(())
  private var all: [Scratch] = []
  private var lent = 0

  init(_ make: @escaping () -> Scratch) { self.make = make }

  /// Scratch space that nobody else holds.
  func take() -> Scratch {
    lock.withLock { _ in
      if lent == all.count { all.append(make()) }
      lent += 1
      return all[lent - 1]
    }
  }

  /// After a loop: all of it is free again.
  func takeBack() { lent = 0 }

  /// After a loop: what all threads left, put together in the first, or scratch space that nobody used.
  func reduced(_ add: (Scratch, Scratch) -> Void) -> Scratch {
    guard let first = all.first else { return make() }
    for other in all.dropFirst() { add(first, other) }
    return first
  }
}
