/// The year over which rows are spread evenly, in Unix seconds: 2025, in UTC.
struct GeneratedClock {
  static let start = 1_735_689_600
  static let seconds = 365 * 86_400
  let rows: Int

  /// When row `row` begins.
  func time(_ row: Int) -> Int { Self.start + row * Self.seconds / max(1, rows) }
}
