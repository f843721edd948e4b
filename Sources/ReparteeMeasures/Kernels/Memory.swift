import ReparteeGraph
import Synchronization

/// Memory for numbers that are read in no order, without checks of bounds; who reads it says why it stays in bounds: in pages of 2 MB where the system has them, so that one look-up of an
/// address serves five hundred times as many numbers. Not set to anything at first; given back with the last reference.
final class LargePages<Element: BitwiseCopyable> {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  init(count: Int) {
    let page = 1 << 21
    let bytes = max(1, count) * MemoryLayout<Element>.stride
    let isLarge = bytes >= page
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: isLarge ? (bytes + page - 1) / page * page : bytes, alignment: isLarge ? page : 64)
    start = memory.bindMemory(to: Element.self, capacity: max(1, count))
    HugePages.advise(UnsafeMutableBufferPointer(start: start, count: count))
    self.count = count
  }

  convenience init(repeating value: Element, count: Int) {
    self.init(count: count)
    start.initialize(repeating: value, count: count)
  }

  deinit { start.deallocate() }
}

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
  func releaseAll() { lent = 0 }

  /// After a loop: what all threads left, put together in the first, or scratch space that nobody used.
  func reduced(_ add: (Scratch, Scratch) -> Void) -> Scratch {
    guard let first = all.first else { return make() }
    for other in all.dropFirst() { add(first, other) }
    return first
  }
}
