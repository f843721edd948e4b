/// Sorts by whole numbers, digit by digit.
enum RadixSort {
  private static let digit = 11

  /// Sorts by a pair of numbers of 32 bits; of elements with the same pair the first stays the first.
  ///
  /// Two 32-bit halves are gone through by digits of 11 bits, from the lowest, leaving out those that are 0 everywhere.
  /// Complexity: O(n), and as much memory again.
  /// - Parameter key: the pair of an element: what counts first in the upper half.
  static func sort<Element: BitwiseCopyable>(_ elements: inout [Element], by key: (Element) -> UInt64) {
    guard elements.count > 1 else { return }
    var used: UInt64 = 0
    var isSorted = true
    var last: UInt64 = 0
    for element in elements {
      let key = key(element)
      used |= key
      isSorted = isSorted && last <= key
      last = key
    }
    if isSorted { return }
    let count = elements.count
    var other = [Element](unsafeUninitializedCapacity: count) { other, filled in
      // Every element is written before it is read.
      elements.withUnsafeBufferPointer { _ = other.initialize(from: $0) }
      filled = count
    }
    for shift in [0, 11, 22, 32, 43, 54] {
      let bits = min(digit, shift < 32 ? 32 - shift : 64 - shift)
      let mask = UInt64(1 << bits - 1)
      if used >> UInt64(shift) & mask == 0 { continue }
      pass(from: elements, to: &other, shift: UInt64(shift), mask: mask, key)
      swap(&elements, &other)
    }
  }

  /// In bounds: a digit is one of those that are counted, and the counts sum to the elements.
  private static func pass<Element: BitwiseCopyable>(
    from source: [Element], to target: inout [Element], shift: UInt64, mask: UInt64, _ key: (Element) -> UInt64
  ) {
    var next = [Int](repeating: 0, count: 1 << digit)
    next.withUnsafeMutableBufferPointer { next in
      source.withUnsafeBufferPointer { source in
        for element in source { next[Int(key(element) &>> shift & mask)] += 1 }
        var start = 0
        for place in next.indices { (next[place], start) = (start, start + next[place]) }
        target.withUnsafeMutableBufferPointer { target in
          for element in source {
            let place = Int(key(element) &>> shift & mask)
            target[next[place]] = element
            next[place] += 1
          }
        }
      }
    }
  }
}
