/// A place in the text of a time, and the parts that can be read from there.
struct TimeCursor {
  private let bytes: Bytes
  var position = 0

  init(_ bytes: Bytes) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  /// Steps over `byte` where it is next.
  mutating func skip(_ byte: UInt8) -> Bool {
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// The digits at the position, when their number lies in `digits`.
  mutating func number(digits: ClosedRange<Int>) -> Int64? {
    var value: Int64 = 0
    let start = position
    while position < bytes.count, position - start < digits.upperBound {
      let digit = bytes[position] &- Byte.zero
      if digit > 9 { break }
      value = value * 10 + Int64(digit)
      position += 1
    }
    return position - start >= digits.lowerBound ? value : nil
  }

  /// The digits after a decimal point, in milliseconds.
  mutating func fraction() -> Int64? {
    var value: Int64 = 0
    var scale: Int64 = 100
    let start = position
    while position < bytes.count {
      let digit = bytes[position] &- Byte.zero
      if digit > 9 { break }
      value += Int64(digit) * scale
      scale /= 10
      position += 1
    }
    return position > start ? value : nil
  }

  /// `hh:mm`, `:ss` and a fraction, in milliseconds. A leap second counts as the second before it.
  mutating func clock() -> Int64? {
    guard let hour = number(digits: 2...2), hour < 24, skip(UInt8(ascii: ":")), let minute = number(digits: 2...2),
      minute < 60
    else { return nil }
    var milliseconds = (hour * 60 + minute) * 60_000
    guard skip(UInt8(ascii: ":")) else { return milliseconds }
    guard let second = number(digits: 2...2), second <= 60 else { return nil }
    milliseconds += min(second, 59) * 1000
    if skip(UInt8(ascii: ".")) || skip(Byte.comma) {
      guard let fraction = fraction() else { return nil }
      milliseconds += fraction
    }
    return milliseconds
  }

  /// `Z`, `UTC`, `+hh`, `+hhmm` or `+hh:mm`, in milliseconds ahead of UTC.
  mutating func zone() -> Int64? {
    if skip(UInt8(ascii: "Z")) || skip(UInt8(ascii: "z")) { return 0 }
    if bytes.part(position, bytes.count).starts(with: "UTC") {
      position += 3
      return 0
    }
    let isBehind = skip(UInt8(ascii: "-"))
    guard isBehind || skip(UInt8(ascii: "+")), let hours = number(digits: 2...2), hours < 24 else { return nil }
    var minutes: Int64 = 0
    if skip(UInt8(ascii: ":")) || (position < bytes.count && bytes[position] &- Byte.zero <= 9) {
      guard let read = number(digits: 2...2), read < 60 else { return nil }
      minutes = read
    }
    let offset = (hours * 60 + minutes) * 60_000
    return isBehind ? -offset : offset
  }

  /// `AM` or `PM`, in any case: whether it is after noon.
  mutating func half() -> Bool? {
    let rest = bytes.part(position, min(position + 2, bytes.count))
    let isAfternoon = rest.equalsIgnoringCase("pm")
    guard isAfternoon || rest.equalsIgnoringCase("am") else { return nil }
    position += 2
    return isAfternoon
  }

  /// Steps over an English abbreviation of a weekday.
  mutating func skipWeekday() -> Bool {
    let rest = bytes.part(position, bytes.count)
    let names: [StaticString] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    guard names.contains(where: { rest.starts(with: $0) }) else { return false }
    position += 3
    return true
  }

  /// The month of an English abbreviation, counted from 1.
  mutating func monthName() -> Int64? {
    let rest = bytes.part(position, bytes.count)
    let names: [StaticString] = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    guard let index = names.firstIndex(where: { rest.starts(with: $0) }) else { return nil }
    position += 3
    return Int64(index + 1)
  }
}
