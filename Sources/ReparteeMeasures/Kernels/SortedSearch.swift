extension RandomAccessCollection where Index == Int {
  /// The first index from which on all elements belong, where none before it does; the end where none belongs.
  ///
  /// Complexity: O(log n).
  @inline(__always)
  func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension ArraySlice<UInt32> {
  /// The first place of an ascending list whose value is not below `value`; O(log n).
  func firstSorted(notBelow value: UInt32) -> Int { partitioningIndex { $0 >= value } }

  /// Whether an ascending list holds `value`; O(log n).
  func containsSorted(_ value: UInt32) -> Bool {
    let place = firstSorted(notBelow: value)
    return place < endIndex && self[place] == value
  }
}
