/// A growing array of plain values that nobody shares: where a value costs a nanosecond or two, so would a check of who
/// else holds the array. It grows and is emptied, and serves row after row.
///
/// Every access is in bounds: subscripts check the index against `count`, and `append` grows the storage first.
struct PlainArray<Element: BitwiseCopyable>: ~Copyable {
  private var storage = UnsafeMutableBufferPointer<Element>.allocate(capacity: 64)
  private(set) var count = 0

  deinit { storage.deallocate() }

  var isEmpty: Bool { count == 0 }

  /// The elements, until the next change.
  @inline(__always)
  var all: UnsafeBufferPointer<Element> { UnsafeBufferPointer(rebasing: storage[..<count]) }

  /// The last element, if there is one.
  var last: Element? { count == 0 ? nil : storage[count - 1] }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "an index within the array")
      return storage[index]
    }
    set {
      precondition(index >= 0 && index < count, "an index within the array")
      storage[index] = newValue
    }
  }

  mutating func removeAll() { count = 0 }

  mutating func removeLast() { count -= 1 }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == storage.count { grow(for: 1) }
    storage[count] = element
    count += 1
  }

  @inline(__always)
  mutating func append(contentsOf elements: UnsafeBufferPointer<Element>) {
    if count + elements.count > storage.count { grow(for: elements.count) }
    _ = UnsafeMutableBufferPointer(rebasing: storage[count...]).update(fromContentsOf: elements)
    count += elements.count
  }

  private mutating func grow(for more: Int) {
    let larger = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(2 * storage.count, count + more))
    _ = larger.update(fromContentsOf: storage[..<count])
    storage.deallocate()
    storage = larger
  }
}
