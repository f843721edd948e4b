import ReparteeGraph

/// Calendar weeks: from Monday 00:00 UTC, as ISO 8601 counts them.
package enum Week {
  /// A week's length in milliseconds.
  package static let length: Int64 = 7 * 24 * 60 * 60 * 1000

  /// The number of the week of a moment, counted so that the week of 1 January 1970 is 0.
  package static func number(of milliseconds: Int64) -> Int64 {
    // That day was a Thursday.
    let shifted = milliseconds + 3 * 24 * 60 * 60 * 1000
    return shifted >= 0 ? shifted / length : -((-shifted + length - 1) / length)
  }

  /// The first moment of a week.
  package static func start(of number: Int64) -> Timestamp {
    Timestamp(milliseconds: number * length - 3 * 24 * 60 * 60 * 1000)
  }
}
