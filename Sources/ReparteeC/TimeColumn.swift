import ReparteeFormats
import ReparteeGraph

/// A column of times: times and days of Arrow, whole Unix seconds or milliseconds, or text in ISO 8601. Times are kept in whole
/// milliseconds of UTC; a text or a time without a zone is taken as UTC.
struct TimeColumn {
  private let column: ArrowTable.Column

  /// - Throws: `TableError` where the column holds no times, with the first row that holds none.
  init(_ column: ArrowTable.Column, of table: String) throws {
    self.column = column
    let name = "\(table): \(column.name)"
    switch column.layout {
    case .null: break
    case .day, .moment:
      try column.forEach { row, value in
        if case .moment(let time) = value, !TimeColumn.range.contains(time) {
          throw TableError("\(name): row \(row + 1): expected a time of the years 1 to 9999, found another one.")
        }
      }
    case .signed, .unsigned, .float, .text, .textView:
      try column.forEach { row, value in
        if TimeColumn.isEmpty(value) || TimeColumn.time(value) != nil { return }
        throw TableError(
          "\(name): row \(row + 1): expected a time, as ISO 8601 or Unix seconds from 100000000 on, found "
            + "\(TimeColumn.text(of: value)).")
      }
    case .other(let noun): throw TableError("\(name): expected times, found \(noun).")
    }
  }

  /// The time in a row, in milliseconds, or nil.
  subscript(row: Int) -> Int64? { TimeColumn.time(column.value(row)) }

  /// The years 1 to 9999, in milliseconds: differences of such times never overflow.
  private static let range = -62_135_596_800_000...253_402_300_799_999 as ClosedRange<Int64>

  private static func isEmpty(_ value: ArrowValue) -> Bool {
    switch value {
    case .none: true
    case .fraction(let number): number.isNaN
    case .text(let bytes):
      bytes.isEmpty || NobodyID.isWritten(as: bytes)
    default: false
    }
  }

  private static func text(of value: ArrowValue) -> String {
    switch value {
    case .integer(let number): String(number)
    case .large(let number): String(number)
    case .fraction(let number): "\(number)"
    case .text(let bytes): "“\(String(decoding: bytes.prefix(60), as: UTF8.self))”"
    case .none, .moment: "nothing"
    }
  }

  private static func time(_ value: ArrowValue) -> Int64? {
    switch value {
    case .moment(let milliseconds): return milliseconds
    case .integer(let number): return unix(number)
    case .fraction(let seconds):
      guard seconds.magnitude >= 1e8, seconds.magnitude < 1e11 else { return nil }
      return Int64((seconds * 1000).rounded())
    case .text(let bytes):
      var reader = ISOTime(bytes: bytes)
      if let time = reader.read() { return time }
      return ExternalID.canonicalNumber(bytes).flatMap(unix)
    case .none, .large: return nil
    }
  }

  /// Seconds from 10^8 on (March 1973), milliseconds from 10^11 on.
  private static func unix(_ number: Int64) -> Int64? {
    switch number.magnitude {
    case 100_000_000..<100_000_000_000: number * 1000
    case 100_000_000_000..<100_000_000_000_000: number
    default: nil
    }
  }
}

/// Reads `2026-01-31`, then optionally `T` or a blank, `hh:mm`, `:ss`, a fraction, and `Z` or an offset.
private struct ISOTime {
  let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var isAtEnd: Bool { place == bytes.count }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private mutating func number(_ digits: Int) -> Int64? {
    guard place + digits <= bytes.count else { return nil }
    var value: Int64 = 0
    for offset in 0..<digits {
      let digit = bytes[place + offset] &- UInt8(ascii: "0")
      if digit > 9 { return nil }
      value = value * 10 + Int64(digit)
    }
    place += digits
    return value
  }

  mutating func read() -> Int64? {
    guard let year = number(4), skip("-"), let month = number(2), skip("-"), let day = number(2), year >= 1,
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let days = CivilDate(year: year, month: month, day: day).daysSince1970
    // A day that does not exist is another one when it is read back.
    guard CivilDate(daysSince1970: days) == CivilDate(year: year, month: month, day: day) else { return nil }
    var time = days * 86_400_000
    if isAtEnd { return time }
    guard skip("T") || skip(" ") || skip("t"), let hour = number(2), hour < 24, skip(":"), let minute = number(2),
      minute < 60
    else { return nil }
    time += (hour * 60 + minute) * 60_000
    if skip(":") {
      guard let second = number(2), second <= 60 else { return nil }
      time += min(second, 59) * 1000
      if skip(".") || skip(",") {
        var unit: Int64 = 100
        var digits = 0
        while let digit = number(1) {
          time += digit * unit
          unit /= 10
          digits += 1
        }
        if digits == 0 { return nil }
      }
    }
    if isAtEnd { return time }
    _ = skip(" ")
    if skip("Z") || skip("z") { return isAtEnd ? time : nil }
    let isBehind = skip("-")
    guard isBehind || skip("+"), let hours = number(2), hours < 24 else { return nil }
    _ = skip(":")
    let minutes = isAtEnd ? 0 : number(2)
    guard let minutes, minutes < 60, isAtEnd else { return nil }
    let zone = (hours * 60 + minutes) * 60_000
    return isBehind ? time + zone : time - zone
  }
}
