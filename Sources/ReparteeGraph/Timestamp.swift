/// A moment, in milliseconds since 1 January 1970 UTC.
package struct Timestamp: Hashable, Comparable, Sendable {
  /// Milliseconds since 1 January 1970, 00:00 UTC; negative before.
  package var milliseconds: Int64

  /// A moment given in milliseconds since 1970.
  @inlinable
  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// A moment given in whole seconds since 1970, as most exports do.
  @inlinable
  package init(seconds: Int64) { milliseconds = seconds * 1000 }

  /// Earlier comes first.
  @inlinable
  package static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
}

/// A half-open span of time in UTC: `start` belongs to it, `end` does not; nil is unbounded.
package struct Window: Hashable, Sendable {
  /// The first moment inside, or nil.
  package var start: Timestamp?
  /// The first moment after, or nil.
  package var end: Timestamp?

  /// The span from `start` up to, not including, `end`.
  package init(start: Timestamp? = nil, end: Timestamp? = nil) {
    self.start = start
    self.end = end
  }

  /// Everything, untimed posts and arcs included.
  package static let all = Window()

  /// Whether the window has neither start nor end.
  package var isUnbounded: Bool { start == nil && end == nil }

  /// Whether some moment lies in both windows.
  package func overlaps(_ other: Window) -> Bool {
    func precedes(_ left: Window, _ right: Window) -> Bool {
      guard let end = left.end, let start = right.start else { return false }
      return end <= start
    }
    return !precedes(self, other) && !precedes(other, self)
  }

  /// How many days it has, a change of clocks not counted; nil where it is open.
  package var days: Int64? {
    guard let start, let end else { return nil }
    return (end.milliseconds - start.milliseconds + 43_200_000) / 86_400_000
  }

  /// Whether `time` lies inside. What has no time lies only in the unbounded window.
  @inlinable
  package func contains(_ time: Timestamp?) -> Bool {
    guard let time else { return start == nil && end == nil }
    if let start, time < start { return false }
    if let end, time >= end { return false }
    return true
  }
}
