import ReparteeGraph

/// One line of an edge list, divided: fields stand between blanks, or between blanks and one comma or semicolon.
struct EdgeLine {
  /// At most this many fields are kept; `count` goes on.
  static let maximumFields = 4

  private var starts = (0, 0, 0, 0)
  private var ends = (0, 0, 0, 0)
  private(set) var count = 0
  private let bytes: Bytes

  /// Divides `bytes`, a line without its end.
  init(_ bytes: Bytes) {
    self.bytes = bytes
    var index = 0
    while index < bytes.count {
      while index < bytes.count, EdgeLine.isBlank(bytes[index]) { index += 1 }
      let start = index
      while index < bytes.count, !EdgeLine.isBlank(bytes[index]), !EdgeLine.isSeparator(bytes[index]) { index += 1 }
      if index == bytes.count, start == index { break }
      append(start, index)
      while index < bytes.count, EdgeLine.isBlank(bytes[index]) { index += 1 }
      if index < bytes.count, EdgeLine.isSeparator(bytes[index]) { index += 1 }
    }
  }

  /// The bytes of a field; none for one that is not there.
  subscript(field: Int) -> Bytes {
    guard field < count else { return bytes.part(0, 0) }
    switch field {
    case 0: return bytes.part(starts.0, ends.0)
    case 1: return bytes.part(starts.1, ends.1)
    case 2: return bytes.part(starts.2, ends.2)
    case 3: return bytes.part(starts.3, ends.3)
    default: return bytes.part(0, 0)
    }
  }

  /// The id in a field.
  func id(_ field: Int, _ name: String) throws(RowProblem) -> ExternalID {
    let bytes = self[field]
    if let number = ExternalID.canonicalNumber(bytes) { return .number(number) }
    guard let text = bytes.text else { throw RowProblem("\(name): expected UTF-8, found other bytes") }
    if text.isEmpty { throw RowProblem("\(name): expected an id, found nothing") }
    return .text(text)
  }

  /// Whether a line is empty or a comment: no row.
  static func isNoRow(_ line: Bytes) -> Bool {
    guard let first = line.first(where: { !Bytes.isBlank($0) }) else { return true }
    return first == UInt8(ascii: "#") || first == UInt8(ascii: "%")
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == Byte.space || byte == Byte.tab }

  @inline(__always)
  private static func isSeparator(_ byte: UInt8) -> Bool { byte == Byte.comma || byte == Byte.semicolon }

  private mutating func append(_ start: Int, _ end: Int) {
    switch count {
    case 0: (starts.0, ends.0) = (start, end)
    case 1: (starts.1, ends.1) = (start, end)
    case 2: (starts.2, ends.2) = (start, end)
    case 3: (starts.3, ends.3) = (start, end)
    default: break
    }
    count += 1
  }
}
