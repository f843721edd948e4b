import CReparteeSimdJSON

/// JSON values one after another: separated by their brackets alone, before they are parsed.
///
/// Brackets and commas between values are passed over, so the elements of an array, of several arrays, and values that
/// simply follow one another all come out as rows. A raw line end inside a string, which JSON forbids, ends the string,
/// so that a cut value does not turn the rest of the file inside out.
enum JSONValues {
  /// The start and end of the value at or after `position`; nil where none begins, or where it does not end.
  static func next(_ bytes: Bytes, from position: Int) -> (start: Int, end: Int?)? {
    var start = position
    while start < bytes.count, isBetween(bytes[start]) { start += 1 }
    guard start < bytes.count else { return nil }
    return (start, end(bytes, from: start))
  }

  /// As `next`, where an array is one value.
  static func nextDocument(_ bytes: Bytes, from position: Int) -> (start: Int, end: Int?)? {
    var start = position
    while start < bytes.count, isBetween(bytes[start]), bytes[start] != UInt8(ascii: "[") { start += 1 }
    guard start < bytes.count else { return nil }
    return (start, end(bytes, from: start))
  }

  /// The end of a value near `target`: the last one up to it, else the first one after it; `next` separates values.
  static func cut(
    _ bytes: Bytes, from start: Int, near target: Int, isLast: Bool,
    next: (Bytes, Int) -> (start: Int, end: Int?)? = { next($0, from: $1) }
  ) -> Int? {
    var cut: Int?
    var position = start
    while let value = next(bytes, position), let end = value.end, end < bytes.count || isLast {
      if end > target, let cut { return cut }
      position = end
      cut = end
    }
    return cut
  }

  /// Whether the sample holds a value a line: its first line is one value, whole, or begins one that was cut there.
  static func areLines(_ sample: Bytes) -> Bool {
    guard let first = next(sample, from: 0), sample[first.start] == UInt8(ascii: "{") else { return false }
    if sample[..<first.start].contains(UInt8(ascii: "[")) { return false }
    let lineEnd = sample[first.start...].firstIndex(of: Byte.lineFeed) ?? sample.count
    if let end = first.end, end <= lineEnd {
      // A value laid out over lines that end in CR alone is no line.
      return sample.part(end, lineEnd).trimmed.isEmpty
        && sample.part(first.start, end).firstIndex(of: Byte.carriageReturn, from: 0) == nil
    }
    guard let following = next(sample, from: lineEnd) else { return false }
    // A line that ends in one of these is the first of a value laid out over several lines.
    guard let last = sample.part(first.start, lineEnd).trimmed.last, !"{[:,".utf8.contains(last) else { return false }
    return sample[following.start] == UInt8(ascii: "{")
  }

  private static func isBetween(_ byte: UInt8) -> Bool {
    Bytes.isBlank(byte) || byte == Byte.comma || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
  }

  private static func end(_ bytes: Bytes, from start: Int) -> Int? {
    var index = start
    if bytes[index] == Byte.quote { return stringEnd(bytes, from: index + 1) }
    if bytes[index] != UInt8(ascii: "{"), bytes[index] != UInt8(ascii: "[") {
      while index < bytes.count, !isBetween(bytes[index]), bytes[index] != UInt8(ascii: "{") { index += 1 }
      return index
    }
    let end = repartee_json_end(bytes.baseAddress, start, bytes.count)
    return end == 0 ? nil : end
  }

  private static func stringEnd(_ bytes: Bytes, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if byte == Byte.quote || byte == Byte.lineFeed { return index + 1 }
      index += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    return nil
  }
}
