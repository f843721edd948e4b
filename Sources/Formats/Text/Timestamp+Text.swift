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
    let date = CivilDate(daysSince1970: daysSince1970)
    return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
  }

  /// The moment in UTC: the day alone where it is a day's first moment, else with the time to the second, or to the
  /// millisecond where it has some.
  public var isoMoment: String {
    let rest = milliseconds - daysSince1970 * 86_400_000
    guard rest > 0 else { return isoDay }
    let (seconds, fraction) = (rest / 1000, rest % 1000)
    let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
    return "\(isoDay)T\(clock)\(fraction > 0 ? "." + padded(fraction, 3) : "")Z"
  }

  private func padded(_ number: Int64, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
  }
}
