import ReparteeGraph

/// Sorts items by the platforms and ids that they have: numbers by value, before all texts; texts by their bytes.
///
/// Most comparisons are of one number an item: a whole number as it is, of a text eight bytes beyond those with which all texts
/// begin. Whole ids are read only where these are equal. 16 bytes an item, and 8 more while it sorts.
enum IDOrder {
  /// An item and what orders most of them.
  struct Entry {
    var key: UInt64
    var item: UInt32
  }

  /// All items below `count` that have an id, in order; equal ones by their number.
  /// - Parameters:
  ///   - platform: nil where there is but one.
  ///   - value: the id of an item.
  /// - Complexity: O(n log n); O(n) where most stand in order.
  @inline(__always)
  static func sorted(
    count: Int, platform: ((UInt32) -> UInt16)?, value: (UInt32) -> IDValue
  ) -> [Entry] {
    let common = commonPrefix(count: count, value: value)
    var entries: [Entry] = []
    entries.reserveCapacity(count)
    for item in 0..<UInt32(count) {
      let value = value(item)
      if case .none = value { continue }
      entries.append(Entry(key: key(value, after: common), item: item))
    }
    entries.sort { left, right in
      if let platform {
        let (first, second) = (platform(left.item), platform(right.item))
        if first != second { return first < second }
      }
      if left.key != right.key { return left.key < right.key }
      // Whole numbers are their keys.
      if left.key >> 63 == 0 { return left.item < right.item }
      let (first, second) = (value(left.item), value(right.item))
      if IDValue.areEqual(first, second) { return left.item < right.item }
      return IDValue.precedes(first, second)
    }
    return entries
  }

  /// The largest number of bytes with which all texts begin.
  @inline(__always)
  private static func commonPrefix(count: Int, value: (UInt32) -> IDValue) -> Int {
    var first: [UInt8]?
    var length = 0
    for item in 0..<UInt32(count) {
      let value = value(item)
      switch value {
      case .none, .number: continue
      default: break
      }
      value.withBytes { bytes in
        guard let common = first else {
          first = Array(bytes)
          length = bytes.count
          return
        }
        var same = 0
        while same < min(length, bytes.count), bytes[same] == common[same] { same += 1 }
        length = same
      }
      if length == 0, first != nil { return 0 }
    }
    return length
  }

  /// What orders most ids: numbers before texts, texts by eight bytes.
  @inline(__always)
  private static func key(_ value: IDValue, after common: Int) -> UInt64 {
    if case .number(let number) = value { return UInt64(number) }
    return value.withBytes { bytes in
      var key: UInt64 = 0
      for place in common..<common + 8 { key = key << 8 | UInt64(place < bytes.count ? bytes[place] : 0) }
      return key >> 1 | 1 << 63
    }
  }
}
