/// A column of integers that takes as many bits a value as its neighbourhood needs.
///
/// Times and ids of posts that stand near each other are near each other: an answer follows within days, and platforms
/// number by the clock. So each 64 values are kept as differences from the least of them, counted in the largest unit
/// that divides all of these (a thousand, where times in milliseconds are whole seconds), all in as many bits as the
/// largest needs. A value is read by two visits to memory that stand side by side, a shift and a multiplication.
///
/// `Int64.min`, the absence of a time or an id, has a code of its own and widens nothing. Complexity: O(1) to read,
/// O(n) to make; a quarter byte a value and its bits. X's ids of one day take 6 to 7 bytes, whole seconds 2 to 3.
package struct PackedIntegers: Sendable, Equatable, RandomAccessCollection {
  /// The absence of a value.
  static let none = Int64.min

  @usableFromInline
  struct Block: Sendable, Equatable {
    @usableFromInline let least: Int64
    /// Where its words begin; it has as many as a value has bits.
    @usableFromInline let start: UInt32
    /// What differences are counted in.
    @usableFromInline let unit: UInt32
  }

  /// One more than there are, so that each ends where the next begins.
  @usableFromInline let blocks: [Block]
  /// The codes of all blocks: 0 for `none`, else one more than the difference. Two more words follow them.
  @usableFromInline let words: [UInt64]
  /// How many values there are.
  package let count: Int

  /// Zero.
  package var startIndex: Int { 0 }
  /// How many values there are.
  @inlinable package var endIndex: Int { count }

  init(blocks: [Block], words: [UInt64], count: Int) {
    (self.blocks, self.words, self.count) = (blocks, words, count)
  }

  /// Packs the values of a column.
  package init(_ values: [Int64] = []) { self.init(count: values.count) { values[$0] } }

  /// The values in another order: at each place the one that stood at the place named there.
  func reordered(by order: [UInt32]) -> PackedIntegers {
    PackedIntegers(count: order.count) { self[Int(order[$0])] }
  }

  private init(count: Int, value: (Int) -> Int64) {
    self.count = count
    var blocks: [Block] = []
    blocks.reserveCapacity(count / 64 + 2)
    var words: [UInt64] = []
    var values: [Int64] = []
    values.reserveCapacity(64)
    for start in stride(from: 0, to: count, by: 64) {
      values.removeAll(keepingCapacity: true)
      for place in start..<Swift.min(start + 64, count) { values.append(value(place)) }
      PackedIntegers.append(values, to: &blocks, &words)
    }
    blocks.append(Block(least: 0, start: UInt32(words.count), unit: 1))
    // Whoever reads the last value, or one of no bits after it, looks at two words.
    words.append(contentsOf: [0, 0])
    self.blocks = blocks
    // What growing had set aside goes back. In bounds: as many words are copied as there are.
    self.words = words.withUnsafeBufferPointer { words in
      [UInt64](unsafeUninitializedCapacity: words.count) { exact, count in
        HugePages.advise(exact)
        count = exact.initialize(fromContentsOf: words)
      }
    }
  }

  private static func append(_ values: [Int64], to blocks: inout [Block], _ words: inout [UInt64]) {
    var (least, most) = (Int64.max, none)
    for value in values where value != none { (least, most) = (Swift.min(least, value), Swift.max(most, value)) }
    var unit: UInt64 = 0
    for value in values where value != none && unit != 1 {
      unit = greatestCommonDivisor(UInt64(bitPattern: value &- least), unit)
    }
    // No difference at all is counted in ones.
    if unit == 0 || unit > UInt64(UInt32.max) { unit = 1 }
    let largest = most == none ? 0 : UInt64(bitPattern: most &- least) / unit + 1
    let width = UInt64.bitWidth - largest.leadingZeroBitCount
    let start = words.count
    blocks.append(Block(least: least, start: UInt32(start), unit: UInt32(unit)))
    words.append(contentsOf: repeatElement(0, count: width))
    for (place, value) in values.enumerated() where value != none {
      let difference = UInt64(bitPattern: value &- least)
      let code = (unit == 1 ? difference : difference / unit) + 1
      let (word, bit) = (start + place * width / 64, place * width % 64)
      words[word] |= code << UInt64(bit)
      if bit + width > 64 { words[word + 1] |= code >> UInt64(64 - bit) }
    }
  }

  private static func greatestCommonDivisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
    var (left, right) = (left, right)
    while right != 0 { (left, right) = (right, left % right) }
    return left
  }

  /// The value at a place.
  @inlinable @inline(__always)
  package subscript(place: Int) -> Int64 {
    let (block, next) = (blocks[place >> 6], blocks[(place >> 6) + 1])
    let width = UInt64(next.start - block.start)
    let position = UInt64(truncatingIfNeeded: place & 63) * width
    let word = Int(block.start) + Int(position >> 6)
    let bit = position & 63
    // Shifted by one and then by what is left, so that a code that begins a word takes nothing of the next one.
    let bits = words[word] &>> bit | (words[word + 1] &<< 1) &<< (63 - bit)
    let code = width == 64 ? bits : bits & (1 &<< width - 1)
    return code == 0 ? Int64.min : block.least &+ Int64(bitPattern: (code - 1) &* UInt64(block.unit))
  }
}
