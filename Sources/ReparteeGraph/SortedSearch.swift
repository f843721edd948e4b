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
    elements.sort()
    var kept = 1
    for index in 1..<count where elements[index] != elements[kept - 1] {
      elements[kept] = elements[index]
      kept += 1
    }
    return kept
  }
}
