import ReparteeGraph

/// Time since something began, spread so that the first minutes and the last weeks both have room: minutes on a
/// logarithm of one plus.
struct ElapsedTime {
  /// The whole span in milliseconds.
  let span: Double
  let from: Double
  let to: Double

  private static let minute = 60_000.0

  init(span: Double, from: Double, to: Double) {
    self.span = max(span, Self.minute)
    self.from = from
    self.to = to
  }

  /// Where a moment so many milliseconds after the beginning stands.
  func position(of elapsed: Double) -> Double {
    from + (to - from) * min(1, Self.spread(max(0, elapsed)) / Self.spread(span))
  }

  /// The moments that are written, as far as the span reaches.
  var ticks: [(position: Double, label: String)] {
    let steps: [(Double, String)] = [
      (0, "0"), (1, "1 min"), (5, "5 min"), (15, "15 min"), (60, "1 hour"), (240, "4 hours"), (1_440, "1 day"),
      (4_320, "3 days"), (10_080, "1 week"), (43_200, "30 days"), (525_600, "1 year"),
    ]
    return steps.filter { $0.0 * Self.minute <= span }.map { (position(of: $0.0 * Self.minute), $0.1) }
  }

  private static func spread(_ elapsed: Double) -> Double { decimalLogarithm(1 + elapsed / minute) }
}
