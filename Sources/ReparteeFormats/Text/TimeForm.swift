import ReparteeGraph

/// How a column writes its times, found by the column's own values: what one value leaves open, the others often say.
///
/// - `45385.41667`: days since 1899, as spreadsheets count them, where all values are such numbers. As Unix seconds they
///   would all be of one day of 1970.
/// - `20240403`: days, where all values are.
/// - `13/4/2024 9:05`, `4/13/24`: whether the day or the month comes first, some value with a number above 12 has to show;
///   with points between them the day does. Where nothing shows it, the column is refused.
/// - Most values decide; what is none of these among them is read as it stands, or rejected with its row.
/// - Where all are written as dates, a number that may be a day as a spreadsheet counts it is none: the sheet's program took
///   some of its dates for text, and these for dates.
enum TimeForm: Sendable, Equatable {
  /// As ``TimeText`` reads it.
  case standard
  /// The same, without numbers that may be days.
  case written
  /// The same, and numbers of eight digits are days where they can be: there is no column to look at.
  case eitherDay
  /// Days since 30 December 1899.
  case serial
  /// A day as eight digits.
  case day
  /// Day, month, year.
  case dayFirst
  /// Month, day, year.
  case monthFirst
  /// Day and month cannot be distinguished.
  case ambiguous

  /// What is said of times that are read so; nil where nothing has to be.
  func note(_ column: String) -> String? {
    switch self {
    case .standard, .written, .eitherDay, .ambiguous: nil
    case .serial: "“\(column)” holds days as a spreadsheet counts them, from 1900 on; read as dates"
    case .day: "“\(column)” holds days such as 20240403; read as dates"
    case .dayFirst: "“\(column)” holds dates whose day comes first, as its own values show"
    case .monthFirst: "“\(column)” holds dates whose month comes first, as its own values show"
    }
  }

  /// What a value should have been.
  func expectation(of bytes: Bytes) -> String {
    switch self {
    case .standard, .eitherDay, .ambiguous: TimeText.expectation
    case .written where !TimeForm.mayBeDay(bytes): TimeText.expectation
    case .written: "a date as the others of its column, such as 2024-12-31, and no day as a spreadsheet counts it"
    case .serial: "a day as a spreadsheet counts it, as in the column's first rows"
    case .day: "a day such as 20240403, as in the column's first rows"
    case .dayFirst: "a date such as 31/12/2024 10:00, as in the column's first rows"
    case .monthFirst: "a date such as 12/31/2024 10:00, as in the column's first rows"
    }
  }

  /// The form of a column that holds `values`, cells that are not empty.
  init(of values: some Sequence<Bytes>) {
    var (serials, days, dates, count, written) = (0, 0, 0, 0, 0)
    var isPointed = true
    var (largestFirst, largestSecond): (Int64, Int64) = (0, 0)
    for value in values where !WrittenID.isNobody(value) {
      count += 1
      if let date = TimeForm.date(value) {
        dates += 1
        (largestFirst, largestSecond) = (max(largestFirst, date.first), max(largestSecond, date.second))
        if date.separator != UInt8(ascii: ".") { isPointed = false }
      } else if TimeForm.isWritten(value) {
        written += 1
      } else {
        if TimeForm.serialDay(value) != nil { serials += 1 }
        if TimeForm.days(eight: value) != nil { days += 1 }
      }
    }
    // A cell that is no time costs its own row, and says nothing of the others.
    if dates > 0, (dates + written) * 2 > count {
      if largestFirst > 12, largestSecond <= 12 {
        self = .dayFirst
      } else if largestSecond > 12, largestFirst <= 12 {
        self = .monthFirst
      } else if isPointed, largestSecond <= 12 {
        self = .dayFirst
      } else {
        self = written * 2 > count ? .written : .ambiguous
      }
    } else if written > 0 {
      self = .written
    } else if serials * 2 > count {
      self = .serial
    } else {
      self = days * 2 > count ? .day : .standard
    }
  }

  /// What is said besides the expectation: how else a time can be read.
  static func remedy(for bytes: Bytes) -> String {
    // A day that is none, and words, are no other way to write a time.
    let isISO = bytes.count >= 8 && bytes[4] == UInt8(ascii: "-")
    if isISO || !bytes.contains(where: { $0 &- Byte.zero <= 9 }) { return "" }
    return "; a mapping's “time: dd/MM/yyyy HH:mm” says how times are written"
  }

  /// Whether a value is 0, which programs write where they know no time: it would be the first moment of 1970.
  static func isNone(_ bytes: Bytes) -> Bool {
    bytes.first == Byte.zero && bytes.allSatisfy { $0 == Byte.zero || $0 == UInt8(ascii: ".") }
  }

  /// What is said of it.
  static let noneNote = "times that are 0, which stands for none"

  /// Reads a value, and whether it says its zone; nil where it is not of this form.
  func read(_ bytes: Bytes) -> (time: Timestamp, saysZone: Bool)? {
    switch self {
    case .standard, .ambiguous: return TimeText.read(bytes)
    case .written:
      return TimeForm.mayBeDay(bytes) ? nil : TimeText.read(bytes)
    case .eitherDay:
      if bytes.count == 8, let day = ExternalID.canonicalNumber(bytes).flatMap({ TimeText.day($0) }) {
        return (day, false)
      }
      return TimeText.read(bytes)
    case .serial:
      // Below a second a spreadsheet rounds.
      return TimeForm.serialDay(bytes).map {
        (Timestamp(milliseconds: Int64((($0 - 25_569) * 86_400).rounded()) * 1000), false)
      } ?? TimeText.read(bytes)
    case .day:
      return TimeForm.days(eight: bytes).map { (Timestamp(milliseconds: $0 * 86_400_000), false) }
        ?? TimeText.read(bytes)
    case .dayFirst, .monthFirst:
      guard let date = TimeForm.date(bytes) else { return TimeText.read(bytes) }
      let (day, month) = self == .dayFirst ? (date.first, date.second) : (date.second, date.first)
      guard let days = TimeText.days(year: date.year, month: month, day: day) else { return nil }
      return (Timestamp(milliseconds: days * 86_400_000 + date.clock - (date.zone ?? 0)), date.zone != nil)
    }
  }

  /// Whether a number may be a day, counted or of eight digits.
  private static func mayBeDay(_ bytes: Bytes) -> Bool {
    if bytes.count > 4, bytes[4] == UInt8(ascii: "-") { return false }
    return serialDay(bytes) != nil || days(eight: bytes) != nil
  }

  /// Whether a value is a time that is no number.
  private static func isWritten(_ bytes: Bytes) -> Bool {
    bytes.count >= 8 && bytes[4] == UInt8(ascii: "-") && TimeText.read(bytes) != nil
  }

  /// The number of a day from 1954 to 2119, and the part of it, as a spreadsheet counts.
  private static func serialDay(_ bytes: Bytes) -> Double? {
    guard bytes.count >= 5, bytes.count <= 20,
      bytes.allSatisfy({ $0 &- Byte.zero <= 9 || $0 == UInt8(ascii: ".") || $0 == Byte.comma })
    else {
      return nil
    }
    let text = String(decoding: bytes.map { $0 == Byte.comma ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
    guard let number = Double(text), number >= 20_000, number < 80_000 else { return nil }
    return number
  }

  /// The day that eight digits are.
  private static func days(eight bytes: Bytes) -> Int64? {
    guard bytes.count == 8, let number = ExternalID.canonicalNumber(bytes), (1900..<2100).contains(number / 10_000)
    else {
      return nil
    }
    return TimeText.days(year: number / 10_000, month: number / 100 % 100, day: number % 100)
  }

  /// `d/m/yyyy`, with any of three separators, and optionally a clock.
  private static func date(
    _ bytes: Bytes
  ) -> (first: Int64, second: Int64, year: Int64, separator: UInt8, clock: Int64, zone: Int64?)? {
    var cursor = TimeCursor(bytes)
    guard let first = cursor.number(digits: 1...2), cursor.position < bytes.count else { return nil }
    let separator = bytes[cursor.position]
    guard "/.-".utf8.contains(separator), cursor.skip(separator), let second = cursor.number(digits: 1...2),
      cursor.skip(separator)
    else { return nil }
    let start = cursor.position
    guard var year = cursor.number(digits: 2...4), cursor.position - start != 3 else { return nil }
    if cursor.position - start == 2 { year += year < 70 ? 2000 : 1900 }
    guard (1...31).contains(first), (1...31).contains(second) else { return nil }
    if cursor.isAtEnd { return (first, second, year, separator, 0, nil) }
    _ = cursor.skip(Byte.comma)
    while cursor.skip(Byte.space) {}
    guard let clock = cursor.looseClock() else { return nil }
    if cursor.isAtEnd { return (first, second, year, separator, clock, nil) }
    while cursor.skip(Byte.space) {}
    guard let zone = cursor.zone(), cursor.isAtEnd else { return nil }
    return (first, second, year, separator, clock, zone)
  }
}

extension TimeText {
  /// A date as it is written in the United States, month first, with or without a clock.
  static func american(_ text: String) -> Timestamp? {
    var text = text.trimmingBlanks
    return text.withUTF8 { TimeForm.monthFirst.read($0)?.time }
  }
}

extension TimeCursor {
  /// A clock as people write it: `9:05`, `09:05:30`, `9:05 PM`; in milliseconds.
  mutating func looseClock() -> Int64? {
    guard var hour = number(digits: 1...2), hour < 25, skip(UInt8(ascii: ":")), let minute = number(digits: 2...2),
      minute < 60
    else { return nil }
    var milliseconds = minute * 60_000
    if skip(UInt8(ascii: ":")) {
      guard let second = number(digits: 2...2), second <= 60 else { return nil }
      milliseconds += min(second, 59) * 1000
      if skip(UInt8(ascii: ".")) {
        guard let fraction = fraction() else { return nil }
        milliseconds += fraction
      }
    }
    let before = position
    while skip(Byte.space) {}
    if let isAfternoon = half() {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    } else {
      position = before
    }
    guard hour < 24 else { return nil }
    return milliseconds + hour * 3_600_000
  }
}
