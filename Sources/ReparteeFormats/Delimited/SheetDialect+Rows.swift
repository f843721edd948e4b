/// Rows of delimited text. What is not written by the dialect is not guessed at: where a quote is never closed (or not
/// within `quoteLimit` bytes), or text follows a closing one, the row's first line is rejected and reading goes on with
/// the next line, so that one stray quote costs a line and not the rest of the file.
///
/// Every access is in bounds: a place is compared with the bytes' count before it is read, and eight bytes are loaded at
/// once only where eight are left.
extension SheetDialect {
  /// One field of a row, without its quotes.
  struct Field {
    var start: Int
    var end: Int
    /// Whether it holds doubled quotes or escapes.
    var isEscaped: Bool

    /// Its content, without blanks around it.
    @inline(__always)
    func trimmed(_ bytes: Bytes) -> Bytes { bytes.part(start, end).trimmed }
  }

  /// How many bytes a row with quotes may have.
  static let quoteLimit = 1 << 20

  /// What is wrong with a row whose quotes are broken. It has one wording for all cases, since how much of the file
  /// follows the row depends on the block's size, and reasons must not.
  static let brokenQuotes = "expected a closing quote, then a delimiter or the end of the line"

  /// Reads the row at `start`, and returns where the next one begins and whether its quotes are broken; nil where the
  /// row is not whole yet. `isLast` says that nothing follows `bytes`, or nothing that matters: they are whole rows.
  func row(
    _ bytes: Bytes, from start: Int, isLast: Bool, fields: inout PlainArray<Field>
  ) -> (next: Int, isBroken: Bool)? {
    fields.removeAll()
    var index = start
    while true {
      if index < bytes.count, bytes[index] == quote {
        switch closingQuote(bytes, from: index + 1, rowStart: start, isLast: isLast) {
        case .needsMore: return nil
        case .unterminated: return broken(bytes, from: start, isLast: isLast)
        case .closed(let end, let isEscaped):
          fields.append(Field(start: index + 1, end: end, isEscaped: isEscaped))
          index = end + 1
          if index < bytes.count {
            let byte = bytes[index]
            if byte != delimiter, byte != Byte.lineFeed, byte != Byte.carriageReturn {
              return broken(bytes, from: start, isLast: isLast)
            }
          }
        }
      } else {
        var end = fieldEnd(bytes, from: index)
        var isEscaped = false
        if let escape {
          while end < bytes.count, isEscapedByte(bytes, at: end, from: index) {
            end = fieldEnd(bytes, from: end + 1)
          }
          isEscaped = bytes.part(index, end).firstIndex(of: escape, from: 0) != nil
        }
        fields.append(Field(start: index, end: end, isEscaped: isEscaped))
        index = end
      }
      guard index < bytes.count else { return isLast ? (index, false) : nil }
      if bytes[index] == delimiter {
        index += 1
        continue
      }
      if bytes[index] == Byte.lineFeed { return (index + 1, false) }
      guard index + 1 < bytes.count else { return isLast ? (index + 1, false) : nil }
      return (bytes[index + 1] == Byte.lineFeed ? index + 2 : index + 1, false)
    }
  }

  /// Where a field without quotes ends: at a delimiter, a line's end or the end of the bytes. Eight bytes at a time.
  @inline(__always)
  private func fieldEnd(_ bytes: Bytes, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // The lowest bit that is set is in the first byte that is 0.
    func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word & (ones << 7) }
    let raw = UnsafeRawBufferPointer(bytes)
    var index = start
    while index + 8 <= bytes.count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      let found =
        zeros(word ^ (ones &* UInt64(delimiter))) | zeros(word ^ (ones &* UInt64(Byte.lineFeed)))
        | zeros(word ^ (ones &* UInt64(Byte.carriageReturn)))
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == delimiter || byte == Byte.lineFeed || byte == Byte.carriageReturn { break }
      index += 1
    }
    return index
  }

  /// Whether an odd number of escapes is before the byte at `index`, in a field that begins at `start`.
  private func isEscapedByte(_ bytes: Bytes, at index: Int, from start: Int) -> Bool {
    guard let escape else { return false }
    var first = index
    while first > start, bytes[first - 1] == escape { first -= 1 }
    return (index - first) % 2 == 1
  }

  /// Of a broken row, the first line, once its end is in sight: a CR at the end of the bytes may be half a CRLF. An
  /// escaped end is none, so that the line by itself is as broken as the row.
  private func broken(_ bytes: Bytes, from start: Int, isLast: Bool) -> (next: Int, isBroken: Bool)? {
    var line = LineEnds.line(bytes, from: start)
    while line.end < bytes.count, isEscapedByte(bytes, at: line.end, from: start) {
      line = LineEnds.line(bytes, from: line.end + 1)
    }
    let next = line.next
    return next < bytes.count || isLast ? (next, true) : nil
  }

  private enum Closing {
    case closed(end: Int, isEscaped: Bool)
    case unterminated, needsMore
  }

  private func closingQuote(_ bytes: Bytes, from start: Int, rowStart: Int, isLast: Bool) -> Closing {
    guard let mark = quote else { return .unterminated }
    let limit = min(bytes.count, rowStart + SheetDialect.quoteLimit)
    let inside = bytes.part(0, limit)
    var index = start
    var hasPairs = false
    while index < limit, let found = inside.firstIndex(of: mark, from: index) {
      index = found + 1
      if isEscapedByte(bytes, at: found, from: start) { continue }
      if index == bytes.count, !isLast { return .needsMore }
      if index == bytes.count || bytes[index] != mark {
        let holdsEscape = escape.map { bytes.part(start, found).firstIndex(of: $0, from: 0) != nil } ?? false
        return .closed(end: found, isEscaped: hasPairs || holdsEscape)
      }
      hasPairs = true
      index += 1
    }
    return isLast || limit < bytes.count ? .unterminated : .needsMore
  }

  /// The end of a row near `target`, where rows have to be followed from the start.
  func cut(_ bytes: Bytes, from start: Int, near target: Int, isLast: Bool) -> Int? {
    var fields = PlainArray<Field>()
    var end: Int?
    var position = start
    while position < bytes.count, let row = row(bytes, from: position, isLast: isLast, fields: &fields) {
      if row.next > target, let end { return end }
      position = row.next
      end = position
    }
    return end
  }
}
