import SocialGraph

extension Timestamp {
  /// A moment as a person writes it: an ISO 8601 date or time, in UTC unless it names a zone, or Unix seconds; nil for
  /// anything else.
  public init?(text: String) {
    var padded = Array(text.utf8)
    let count = padded.count
    padded.append(contentsOf: repeatElement(0, count: FileBlock.padding))
    let parsed = padded.withUnsafeBufferPointer { TimeText.parse(UnsafeBufferPointer(rebasing: $0[..<count])) }
    guard let parsed else { return nil }
    self = parsed
  }

  /// The day in UTC, as `2014-08-10`.
  public var isoDay: String {
    // Days since 1 March of year 0, so that a leap day ends its year. Source: Howard Hinnant, "chrono-compatible
    // low-level date algorithms", http://howardhinnant.github.io/date_algorithms.html.
    let days = (milliseconds >= 0 ? milliseconds : milliseconds - 86_399_999) / 86_400_000 + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func padded(_ number: Int64, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
