extension RandomAccessCollection where Index == Int {
  /// The first index from which on all elements belong, where none before it does; the end where none belongs.
  ///
  /// Complexity: O(log n).
  @inlinable @inline(__always)
  package func partitioningIndex(where belongs: (Element) throws -> Bool) rethrows -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if try belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension ArraySlice<UInt32> {
  /// The first place of an ascending list whose value is not below `value`; O(log n).
  @inlinable
  package func firstSorted(notBelow value: UInt32) -> Int { partitioningIndex { $0 >= value } }

  /// Whether an ascending list holds `value`; O(log n).
  @inlinable
  package func containsSorted(_ value: UInt32) -> Bool {
    let place = firstSorted(notBelow: value)
    return place < endIndex && self[place] == value
  }
}

extension UnsafeMutableBufferPointer<UInt32> {
  /// Sorts the elements, moves the distinct ones to the front, and returns how many there are.
  ///
  /// Complexity: O(n log n), and O(n) where they are distinct and ascending already. In bounds: `kept` stays below the
  /// index read.
  @inlinable
  package func sortDistinct() -> Int {
    var elements = self
    if count < 2 { return count }
    var isAscending = true
    for index in 1..<count where elements[index - 1] >= elements[index] {
      isAscending = false
      break
    }
    if isAscending { return count }
    if count >= Self.leastForRadixSort { radixSort() } else { elements.sort() }
    var kept = 1
    for index in 1..<count where elements[index] != elements[kept - 1] {
      elements[kept] = elements[index]
      kept += 1
    }
    return kept
  }

  /// From this many elements on a sort by digits is faster than one by comparisons.
  @usableFromInline static var leastForRadixSort: Int { 128 }

  /// Sorts the elements byte by byte, from the lowest; bytes that are 0 in all of them are passed over.
  ///
  /// Complexity: O(n), with 4 bytes an element. In bounds: each element goes to a place of its own, by the counts of the bytes.
  @usableFromInline
  func radixSort() {
    let bits = reduce(0, |)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: count) { scratch in
      withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { places in
        var (source, target) = (self, scratch)
        for shift in stride(from: UInt32(0), to: 32, by: 8) where bits >> shift & 0xFF != 0 {
          places.initialize(repeating: 0)
          for element in source { places[Int(element &>> shift & 0xFF)] += 1 }
          var place = 0
          for digit in 0..<256 { (places[digit], place) = (place, place + places[digit]) }
          for element in source {
            let digit = Int(element &>> shift & 0xFF)
            target[places[digit]] = element
            places[digit] += 1
          }
          swap(&source, &target)
        }
        if source.baseAddress != baseAddress { _ = update(fromContentsOf: source) }
      }
    }
  }
}
