import ReparteeGraph

/// Times as files write them.
///
/// - ISO 8601: `2020-01-31`, then optionally `T` or a blank, `hh:mm`, `:ss`, a fraction, and `Z`, `UTC` or an offset
///   (`+01`, `+0100`, `+01:00`). Without a zone it is UTC; a date alone is its first moment.
/// - Unix seconds, with or without a fraction, from 10^8 on (March 1973): smaller numbers count something else, such as days,
///   or eight digits of a date, and are refused; 0 is what programs write where they know no time (``TimeForm/isNone(_:)``).
///   From 10^11 (the year 5138) on, a whole number is in milliseconds, of this century also in microseconds or nanoseconds;
///   others from 10^14 on are refused. Numbers such as 202404031000 and 20240403100000 are the times that they look like.
/// - Twitter's `Sun Aug 10 01:30:14 +0000 2014`, mail's `Sun, 10 Aug 2014 01:30:14 +0000`, and `2014/08/10`, whose order leaves
///   no choice.
///
/// Times are kept in whole milliseconds: finer fractions are cut off.
enum TimeText {
  /// What the sheets accept, as a reason says it.
  static let expectation = "an ISO 8601 time or Unix seconds from 100000000 on"

  /// Reads an ISO 8601 time or a Unix time; nil when the bytes are neither.
  static func parse(_ bytes: Bytes) -> Timestamp? { read(bytes)?.time }

  /// The same, and whether the text says of what zone it is, as Unix times do.
  static func read(_ bytes: Bytes) -> (time: Timestamp, saysZone: Bool)? {
    if bytes.count >= 8, bytes[4] == UInt8(ascii: "-") { return iso(bytes) }
    return unix(bytes).map { ($0, true) } ?? unusual(bytes)
  }

  /// Other ways to write a time of which no part can be taken for another.
  private static func unusual(_ bytes: Bytes) -> (time: Timestamp, saysZone: Bool)? {
    guard bytes.count >= 8, bytes.count <= 64 else { return nil }
    if bytes[4] == UInt8(ascii: "/") || bytes[4] == UInt8(ascii: ".") { return yearFirst(bytes) }
    if let time = twitter(bytes) { return (time, true) }
    guard bytes.contains(UInt8(ascii: ":")), bytes.contains(where: { $0 >= UInt8(ascii: "A") }) else { return nil }
    return MailDate.parse(String(decoding: bytes, as: UTF8.self)).map { ($0, true) }
  }

  /// `2014/08/10`, `2014.08.10 01:30`.
  private static func yearFirst(_ bytes: Bytes) -> (time: Timestamp, saysZone: Bool)? {
    var cursor = TimeCursor(bytes)
    let separator = bytes[4]
    guard let year = cursor.number(digits: 4...4), cursor.skip(separator), let month = cursor.number(digits: 1...2),
      cursor.skip(separator), let day = cursor.number(digits: 1...2), year >= 1900,
      let days = days(year: year, month: month, day: day)
    else { return nil }
    let date = Timestamp(milliseconds: days * 86_400_000)
    if cursor.isAtEnd { return (date, false) }
    guard cursor.skip(Byte.space) || cursor.skip(UInt8(ascii: "T")), let clock = cursor.looseClock() else { return nil }
    if cursor.isAtEnd { return (Timestamp(milliseconds: date.milliseconds + clock), false) }
    while cursor.skip(Byte.space) {}
    guard let zone = cursor.zone(), cursor.isAtEnd else { return nil }
    return (Timestamp(milliseconds: date.milliseconds + clock - zone), true)
  }

  /// Reads Unix seconds or milliseconds.
  static func unix(_ bytes: Bytes) -> Timestamp? {
    if bytes.count > 14 {
      if let whole = ExternalID.canonicalNumber(bytes) { return unix(whole) }
    }
    var cursor = TimeCursor(bytes)
    let negative = cursor.skip(UInt8(ascii: "-"))
    guard let whole = cursor.number(digits: 1...14) else { return nil }
    if cursor.skip(UInt8(ascii: ".")) {
      guard whole >= firstSecond, whole < firstMillisecond, let fraction = cursor.fraction(), cursor.isAtEnd else {
        return nil
      }
      let milliseconds = whole * 1000 + fraction
      return Timestamp(milliseconds: negative ? -milliseconds : milliseconds)
    }
    return cursor.isAtEnd ? unix(negative ? -whole : whole) : nil
  }

  /// A time of whole Unix seconds or milliseconds; nil where it is too large for either. A number such as
  /// 202404031000 or 20240403100000 is the date and time that it looks like: as Unix times these would all be of 1976 or
  /// the 27th century. Of eight digits a single number does not show it (``TimeForm``).
  static func unix(_ whole: Int64) -> Timestamp? {
    if let time = compact(whole) { return time }
    switch whole {
    // From 2001 to 2100, a million and a milliard times finer than seconds.
    case 1_000_000_000_000_000..<4_102_444_800_000_000: return Timestamp(milliseconds: whole / 1000)
    case 1_000_000_000_000_000_000..<4_102_444_800_000_000_000: return Timestamp(milliseconds: whole / 1_000_000)
    default: break
    }
    guard whole.magnitude >= UInt64(firstSecond), whole.magnitude < 100_000_000_000_000 else { return nil }
    return Timestamp(milliseconds: whole.magnitude < firstMillisecond ? whole * 1000 : whole)
  }

  /// The day that a number of eight digits is, from 1990 on: as Unix seconds they would all be of August 1970. Where a whole
  /// column can be looked at, ``TimeForm`` does.
  static func day(_ whole: Int64) -> Timestamp? {
    guard (19_900_101...20_991_231).contains(whole) else { return nil }
    return days(year: whole / 10_000, month: whole / 100 % 100, day: whole % 100).map {
      Timestamp(milliseconds: $0 * 86_400_000)
    }
  }

  /// The time whose day, hour and minute, and perhaps second, stand in a number as digits one after another, from 1900 to
  /// 2099.
  private static func compact(_ whole: Int64) -> Timestamp? {
    let second: Int64, minutes: Int64, day: Int64
    switch whole {
    case 190_001_010_000...209_912_312_359: (day, minutes, second) = (whole / 10_000, whole % 10_000, 0)
    case 19_000_101_000_000...20_991_231_235_959:
      (day, minutes, second) = (whole / 1_000_000, whole / 100 % 10_000, whole % 100)
    default: return nil
    }
    guard minutes / 100 < 24, minutes % 100 < 60, second < 60,
      let days = days(year: day / 10_000, month: day / 100 % 100, day: day % 100)
    else { return nil }
    return Timestamp(milliseconds: ((days * 24 + minutes / 100) * 60 + minutes % 100) * 60_000 + second * 1000)
  }

  /// Below this, a number is no Unix time: no platform is older, and 20260105 is a day of 2026, not of August 1970.
  private static let firstSecond: Int64 = 100_000_000

  /// From here on, whole numbers are milliseconds.
  private static let firstMillisecond: Int64 = 100_000_000_000

  /// Makes a time of Unix seconds, to the millisecond; nil beyond the years that a text can name.
  static func parse(seconds: Double) -> Timestamp? {
    guard seconds.magnitude >= Double(firstSecond), seconds.magnitude < 100_000_000_000 else { return nil }
    return Timestamp(milliseconds: Int64((seconds * 1000).rounded()))
  }

  /// Reads Twitter's `EEE MMM dd HH:mm:ss Z yyyy`.
  static func twitter(_ bytes: Bytes) -> Timestamp? {
    guard bytes.count == 30 else { return nil }
    var cursor = TimeCursor(bytes)
    cursor.position = 4
    guard let month = cursor.monthName(), cursor.skip(Byte.space), let day = cursor.number(digits: 2...2),
      cursor.skip(Byte.space), let clock = cursor.clock(), cursor.skip(Byte.space), let zone = cursor.zone(),
      cursor.skip(Byte.space), let year = cursor.number(digits: 4...4), cursor.isAtEnd,
      let days = days(year: year, month: month, day: day)
    else { return nil }
    return Timestamp(milliseconds: days * 86_400_000 + clock - zone)
  }

  private static func iso(_ bytes: Bytes) -> (time: Timestamp, saysZone: Bool)? {
    var cursor = TimeCursor(bytes)
    guard let year = cursor.number(digits: 4...4), cursor.skip(UInt8(ascii: "-")),
      let month = cursor.number(digits: 2...2), cursor.skip(UInt8(ascii: "-")),
      let day = cursor.number(digits: 2...2), let days = days(year: year, month: month, day: day)
    else { return nil }
    var milliseconds = days * 86_400_000
    if cursor.isAtEnd { return (Timestamp(milliseconds: milliseconds), false) }
    guard cursor.skip(Byte.space) || cursor.skip(UInt8(ascii: "T")) || cursor.skip(UInt8(ascii: "t")),
      let clock = cursor.clock()
    else { return nil }
    milliseconds += clock
    if cursor.isAtEnd { return (Timestamp(milliseconds: milliseconds), false) }
    _ = cursor.skip(Byte.space)
    guard let zone = cursor.zone(), cursor.isAtEnd else { return nil }
    return (Timestamp(milliseconds: milliseconds - zone), true)
  }

  /// Days from 1 January 1970 to a date of the Gregorian calendar; nil when there is no such day.
  static func days(year: Int64, month: Int64, day: Int64) -> Int64? {
    guard year >= 1, month >= 1, month <= 12, day >= 1 else { return nil }
    let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    let isShort = month == 4 || month == 6 || month == 9 || month == 11
    guard day <= (month == 2 ? (isLeap ? 29 : 28) : isShort ? 30 : 31) else { return nil }
    return CivilDate(year: year, month: month, day: day).daysSince1970
  }
}
