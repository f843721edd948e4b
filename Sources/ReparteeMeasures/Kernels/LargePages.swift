import ReparteeGraph

/// Memory for numbers that are read in no order: in pages of 2 MB where the system has them, so that one look-up of an
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
