/// A hash table from non-negative numbers to 32-bit indices: what interning ids by the million needs.
///
/// Open addressing with linear probing, at most half full; 12 bytes a slot. Small numbers, as public edge lists use
/// them, are looked up in a plain array instead. Complexity: O(1) expected a call.
package struct NumberTable: Sendable {
  /// What a look-up gives when the number is absent.
  package static let none = UInt32.max
  /// Numbers below this are kept in an array of their own.
  private static let directLimit = 1 << 24

  private var direct: [UInt32] = []
  private var keys: [Int64]
  private var values: [UInt32]
  private var hashedCount = 0

  /// An empty table.
  package init() {
    keys = Array(repeating: -1, count: 16)
    values = Array(repeating: Self.none, count: 16)
  }

  /// The index stored for `number`, or `none`.
  @inline(__always)
  package func index(of number: Int64) -> UInt32 {
    if number < Int64(direct.count) { return direct[Int(number)] }
    if number < Int64(Self.directLimit) { return Self.none }
    return values[slot(of: number)]
  }

  /// The index stored for `number`; where there is none, `candidate` is stored and returned.
  @inline(__always)
  package mutating func insert(_ number: Int64, _ candidate: UInt32) -> UInt32 {
    if number < Int64(Self.directLimit) {
      if number >= Int64(direct.count) { growDirect(for: Int(number)) }
      let held = direct[Int(number)]
      if held != Self.none { return held }
      direct[Int(number)] = candidate
      return candidate
    }
    return insertHashed(number, candidate)
  }

  /// Numbers a whole column: each new number gets the next index from `nextIndex` on and is appended to `found`.
  package mutating func number(
    _ column: UnsafeBufferPointer<Int64>, nextIndex: inout UInt32, found: inout [Int64]
  ) -> [UInt32] {
    let largest = column.max() ?? 0
    if largest < Int64(Self.directLimit), Int(largest) >= direct.count { growDirect(for: Int(largest)) }
    return [UInt32](unsafeUninitializedCapacity: column.count) { indices, count in
      count = column.count
      guard largest < Int64(Self.directLimit) else {
        for (place, number) in column.enumerated() {
          let index = insert(number, nextIndex)
          if index == nextIndex {
            found.append(number)
            nextIndex += 1
          }
          indices[place] = index
        }
        return
      }
      var next = nextIndex
      // In bounds: `direct` was grown for the largest number.
      direct.withUnsafeMutableBufferPointer { direct in
        for place in 0..<column.count {
          let number = column[place]
          var index = direct[Int(number)]
          if index == Self.none {
            index = next
            direct[Int(number)] = index
            found.append(number)
            next += 1
          }
          indices[place] = index
        }
      }
      nextIndex = next
    }
  }

  private mutating func insertHashed(_ number: Int64, _ candidate: UInt32) -> UInt32 {
    var place = slot(of: number)
    if keys[place] == number { return values[place] }
    if (hashedCount + 1) * 2 > keys.count {
      growHashed()
      place = slot(of: number)
    }
    keys[place] = number
    values[place] = candidate
    hashedCount += 1
    return candidate
  }

  /// The slot that holds `number`, or the empty one where it belongs.
  @inline(__always)
  private func slot(of number: Int64) -> Int {
    let mask = keys.count - 1
    let mixed = UInt64(bitPattern: number) &* 0x9E37_79B9_7F4A_7C15
    var place = Int(truncatingIfNeeded: mixed >> 32) & mask
    while keys[place] != number, keys[place] >= 0 { place = (place + 1) & mask }
    return place
  }

  private mutating func growDirect(for number: Int) {
    let size = min(Self.directLimit, max(1 << 12, (number + 1) * 2))
    direct.append(contentsOf: repeatElement(Self.none, count: size - direct.count))
  }

  private mutating func growHashed() {
    let (oldKeys, oldValues) = (keys, values)
    keys = Array(repeating: -1, count: oldKeys.count * 2)
    values = Array(repeating: Self.none, count: oldKeys.count * 2)
    for index in oldKeys.indices where oldKeys[index] >= 0 {
      let place = slot(of: oldKeys[index])
      keys[place] = oldKeys[index]
      values[place] = oldValues[index]
    }
  }
}
