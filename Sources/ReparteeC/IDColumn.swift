import ReparteeFormats
import ReparteeGraph

/// An id as a column holds it.
enum IDValue {
  case none
  /// 0 or more: its own key.
  case number(Int64)
  /// A whole number that is compared as the text that it is written as: below 0, or above `Int64.max`.
  case negative(Int64)
  case large(UInt64)
  /// UTF-8, which lives as long as its table.
  case text(UnsafeBufferPointer<UInt8>)

  /// The id to keep.
  var id: ExternalID? {
    switch self {
    case .none: nil
    case .number(let number): .number(number)
    case .negative(let number): .text(String(number))
    case .large(let number): .text(String(number))
    case .text(let bytes): .text(String(decoding: bytes, as: UTF8.self))
    }
  }

  /// Calls `body` with the bytes that the id is written as; of `none` and `number` there are none.
  @inline(__always)
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    switch self {
    case .text(let bytes): return body(bytes)
    case .negative(let number):
      var text = String(number)
      return text.withUTF8(body)
    case .large(let number):
      var text = String(number)
      return text.withUTF8(body)
    case .none, .number: return body(UnsafeBufferPointer(start: nil, count: 0))
    }
  }

  /// Whether it is the number 0 or the text `-1`, which stand for no post unless a post has that id.
  var isNobody: Bool {
    switch self {
    case .number(0), .negative(-1): true
    case .text(let bytes): bytes.count == 2 && bytes[0] == UInt8(ascii: "-") && bytes[1] == UInt8(ascii: "1")
    default: false
    }
  }

  /// Whether both are the same id.
  @inline(__always)
  static func areEqual(_ left: IDValue, _ right: IDValue) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): left == right
    case (.number, _), (_, .number), (.none, _), (_, .none): false
    case (.text(let left), .text(let right)): left.count == right.count && haveSameBytes(left, right)
    default: left.withBytes { left in right.withBytes { left.elementsEqual($0) } }
    }
  }

  /// Whether `left` stands before `right`: numbers by value, before all texts; texts by their bytes.
  static func precedes(_ left: IDValue, _ right: IDValue) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): left < right
    case (.number, _): true
    case (_, .number): false
    default: left.withBytes { left in right.withBytes { left.lexicographicallyPrecedes($0) } }
    }
  }

  /// A hash of the id and its platform.
  /// - Parameter seed: another number in every process, so that nobody can choose ids that collide.
  @inline(__always)
  func hash(platform: UInt16, seed: UInt64) -> UInt64 {
    var state = seed ^ (UInt64(platform) &+ 1) &* 0x9E37_79B9_7F4A_7C15
    switch self {
    case .none: break
    case .number(let number): IDValue.mix(&state, UInt64(bitPattern: number))
    default:
      state = withBytes { bytes in
        var state = state
        guard let start = UnsafeRawPointer(bytes.baseAddress) else { return state }
        var place = 0
        // In bounds: eight bytes at a time as long as there are eight, then the rest.
        while place + 8 <= bytes.count {
          IDValue.mix(&state, start.loadUnaligned(fromByteOffset: place, as: UInt64.self))
          place += 8
        }
        var rest = UInt64(bytes.count) << 56
        while place < bytes.count {
          rest = rest << 8 | UInt64(bytes[place])
          place += 1
        }
        IDValue.mix(&state, rest)
        return state
      }
    }
    return state ^ state >> 29
  }

  @inline(__always)
  private static func mix(_ state: inout UInt64, _ word: UInt64) {
    let product = (state ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    state = product.high ^ product.low ^ (state << 32 | state >> 32)
  }

  @inline(__always)
  private static func haveSameBytes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = UnsafeRawPointer(left.baseAddress), let second = UnsafeRawPointer(right.baseAddress) else {
      return true
    }
    if first == second { return true }
    var place = 0
    let count = left.count
    while place + 8 <= count {
      if first.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        != second.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      {
        return false
      }
      place += 8
    }
    while place < count {
      if left[place] != right[place] { return false }
      place += 1
    }
    return true
  }
}

/// A column of ids: whole numbers or text, and fractions where all of them are whole and below 2^53, as data frames write a
/// column of numbers in which some are missing.
struct IDColumn {
  let column: ArrowTable.Column

  /// - Throws: `TableError` where the column holds no ids.
  init(_ column: ArrowTable.Column, of table: String) throws {
    self.column = column
    let name = "\(table): \(column.name)"
    switch column.layout {
    case .null, .signed, .unsigned, .text, .textView: break
    case .float:
      try column.forEach { row, value in
        guard case .fraction(let number) = value, !number.isNaN else { return }
        if number.magnitude >= 9_007_199_254_740_992 || number.rounded() != number {
          throw TableError(
            "\(name): row \(row + 1): expected an id, found \(number), a number that a data frame rounded, so that digits "
              + "may be lost; read the column as text or as whole numbers.")
        }
      }
    case .day, .moment, .other:
      throw TableError("\(name): expected ids, as whole numbers or text, found \(column.layout.noun).")
    }
  }

  /// The id in a row; nothing for null, an empty text, and what programs write for nothing.
  @inline(__always)
  subscript(row: Int) -> IDValue { IDColumn.id(column.value(row)) }

  /// Calls `body` for every row in order.
  @inline(__always)
  func forEach(_ body: (Int, IDValue) throws -> Void) rethrows {
    try column.forEach { try body($0, IDColumn.id($1)) }
  }

  @inline(__always)
  static func id(_ value: ArrowValue) -> IDValue {
    switch value {
    case .integer(let number): return number >= 0 ? .number(number) : .negative(number)
    case .text(let bytes):
      if bytes.isEmpty { return .none }
      if let number = ExternalID.canonicalNumber(bytes) { return .number(number) }
      return NobodyID.isWritten(as: bytes) ? .none : .text(bytes)
    case .large(let number): return .large(number)
    case .fraction(let number):
      if number.isNaN { return .none }
      return number >= 0 ? .number(Int64(number)) : .negative(Int64(number))
    case .none, .moment: return .none
    }
  }
}
