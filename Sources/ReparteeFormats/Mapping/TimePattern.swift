/// A pattern of Unicode's date formats, as far as times written in digits go: what most exports write, and what a general
/// formatter takes some fifty microseconds for.
///
/// It reads only what is written to the letter: two digits for `dd`, English names of months; what it does not read may
/// still be a time of the pattern, and is left to the general formatter.
struct TimePattern {
  private enum Component {
    case literal(UInt8)
    /// `yyyy`, `MM`, `dd`: so many digits.
    case year, month, day
    /// `MMM`: Jan to Dec.
    case monthName
    /// `EEE`: three letters that say nothing new.
    case weekday
    /// `HH`, `hh`, `mm`, `ss`: two digits.
    case hour, halfDayHour, minute, second
    /// `S`: digits of a fraction.
    case fraction
    /// `a`: AM or PM.
    case half
    /// `Z`, `z`, `X` and `x`, any number of them.
    case zone
  }

  private let components: [Component]

  /// Nil where the pattern has other letters.
  init?(_ pattern: String) {
    var components: [Component] = []
    var rest = Substring(pattern)
    while let letter = rest.first {
      let run = rest.prefix { $0 == letter }
      rest = rest.dropFirst(run.count)
      switch (letter, run.count) {
      case ("y", 4): components.append(.year)
      case ("M", 2): components.append(.month)
      case ("M", 3): components.append(.monthName)
      case ("d", 2): components.append(.day)
      case ("E", 1...3): components.append(.weekday)
      case ("H", 2): components.append(.hour)
      case ("h", 2): components.append(.halfDayHour)
      case ("m", 2): components.append(.minute)
      case ("s", 2): components.append(.second)
      case ("S", _): components.append(.fraction)
      case ("a", 1): components.append(.half)
      case ("Z", _), ("z", _), ("X", _), ("x", _): components.append(.zone)
      case ("'", 1):
        guard let end = rest.firstIndex(of: "'") else { return nil }
        components += rest[..<end].utf8.map { .literal($0) }
        rest = rest[rest.index(after: end)...]
        // Two of them are one of the text.
        if rest.first == "'" { return nil }
      default:
        guard let byte = letter.asciiValue, !letter.isLetter, letter != "'" else { return nil }
        components += repeatElement(.literal(byte), count: run.count)
      }
    }
    self.components = components
  }

  /// The milliseconds since 1970 of the clock that is read, and what that is ahead of UTC, where it is said.
  func read(_ bytes: Bytes) -> (milliseconds: Int64, zone: Int64?)? {
    var cursor = TimeCursor(bytes)
    var (year, month, day): (Int64, Int64, Int64) = (1970, 1, 1)
    var milliseconds: Int64 = 0
    var (halfDayHour, isAfternoon): (Int64?, Bool?) = (nil, nil)
    var zone: Int64?
    func digits(_ count: Int, below limit: Int64 = .max) -> Int64? {
      cursor.number(digits: count...count).flatMap { $0 < limit ? $0 : nil }
    }
    for component in components {
      switch component {
      case .literal(let byte): if !cursor.skip(byte) { return nil }
      case .year:
        guard let read = digits(4) else { return nil }
        year = read
      case .month:
        guard let read = digits(2) else { return nil }
        month = read
      case .monthName:
        guard let read = cursor.monthName() else { return nil }
        month = read
      case .day:
        guard let read = digits(2) else { return nil }
        day = read
      case .weekday: if !cursor.skipWeekday() { return nil }
      case .hour:
        guard let read = digits(2, below: 24) else { return nil }
        milliseconds += read * 3_600_000
      case .halfDayHour:
        guard let read = digits(2, below: 13), read > 0 else { return nil }
        halfDayHour = read % 12
      case .minute:
        guard let read = digits(2, below: 60) else { return nil }
        milliseconds += read * 60_000
      case .second:
        guard let read = digits(2, below: 60) else { return nil }
        milliseconds += read * 1_000
      case .fraction:
        guard let read = cursor.fraction() else { return nil }
        milliseconds += read
      case .half:
        guard let read = cursor.half() else { return nil }
        isAfternoon = read
      case .zone:
        guard let read = cursor.zone() else { return nil }
        zone = read
      }
    }
    // An hour of half a day and the half belong together.
    guard cursor.isAtEnd, (halfDayHour == nil) == (isAfternoon == nil),
      let days = TimeText.days(year: year, month: month, day: day)
    else { return nil }
    if let halfDayHour { milliseconds += (halfDayHour + (isAfternoon == true ? 12 : 0)) * 3_600_000 }
    return (days * 86_400_000 + milliseconds, zone)
  }
}
