import ReparteeGraph

/// Reads lines of edges of which most are two plain numbers, which takes a few nanoseconds a line.
enum PlainEdges {
  /// Goes through the lines of a block from `start` on.
  /// - Parameters:
  ///   - edges: called with both columns of lines that are two plain numbers each.
  ///   - others: called with where other lines may begin, and how many lines are to be read from there; returns where the next
  ///     one begins.
  static func forEach(
    in bytes: Bytes, from start: Int, edges: (_ left: [Int64], _ right: [Int64]) -> Void,
    others: (_ start: Int, _ lines: Int) -> Int
  ) {
    var start = start
    // How many lines go the long way before plain ones are tried again: more each time, where there are none to find.
    var detour = 1
    while start < bytes.count {
      // Memory for as many edges as the next lines promise; denser lines after them take another pass.
      let capacity = expected(bytes, from: start)
      var right: [Int64] = []
      let left = [Int64](unsafeUninitializedCapacity: capacity) { left, count in
        right = [Int64](unsafeUninitializedCapacity: capacity) { right, rightCount in
          (start, count) = read(bytes, from: start, into: left, right)
          rightCount = count
        }
      }
      edges(left, right)
      if left.count < capacity {
        detour = left.count >= 64 ? 1 : detour * 2
        start = others(start, detour)
      }
    }
  }

  /// Reads lines of two canonical numbers, blanks between and after, as far as they go and `left` has capacity.
  /// Returns where the first other line begins, and how many edges were read.
  private static func read(
    _ bytes: Bytes, from start: Int, into left: UnsafeMutableBufferPointer<Int64>,
    _ right: UnsafeMutableBufferPointer<Int64>
  ) -> (start: Int, count: Int) {
    let capacity = left.count
    guard let base = bytes.baseAddress, let left = left.baseAddress, let right = right.baseAddress
    else { return (start, 0) }
    // Other bytes follow the block, so only lines with an end in it are read here.
    let limit = base + bytes.count
    var pointer = base + start
    var line = pointer
    var count = 0
    while count < capacity, pointer < limit {
      line = pointer
      let first = Digits.read(pointer)
      guard isNumber(first.length, pointer) else { return (line - base, count) }
      pointer += first.length
      let separator = pointer.pointee
      guard separator == Byte.space || separator == Byte.tab || separator == Byte.comma else {
        return (line - base, count)
      }
      pointer += 1
      let second = Digits.read(pointer)
      guard isNumber(second.length, pointer) else { return (line - base, count) }
      pointer += second.length
      if pointer.pointee != Byte.lineFeed {
        while pointer < limit, EdgeLine.isBlank(pointer.pointee) { pointer += 1 }
        if pointer < limit, pointer.pointee == Byte.carriageReturn { pointer += 1 }
      }
      guard pointer < limit, pointer.pointee == Byte.lineFeed else { return (line - base, count) }
      pointer += 1
      left[count] = Int64(bitPattern: first.value)
      right[count] = Int64(bitPattern: second.value)
      count += 1
    }
    return (pointer - base, count)
  }

  /// Whether digits are a canonical number that surely fits: 1 to 18 of them, no zero before others.
  @inline(__always)
  private static func isNumber(_ length: Int, _ digits: UnsafePointer<UInt8>) -> Bool {
    length > 0 && length <= 18 && (digits.pointee != Byte.zero || length == 1)
  }

  /// An upper guess of the edges in the rest of a block, by the lines of its next 4 KB; at least 16.
  private static func expected(_ bytes: Bytes, from start: Int) -> Int {
    let length = bytes.count - start
    let looked = min(length, 4096)
    let lines = LineCounter.lineEnds(bytes, from: start, to: start + looked) + 1
    return max(16, lines * length / max(looked, 1) * 17 / 16)
  }
}
