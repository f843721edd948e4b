import ReparteeGraph

extension Timestamp {
  /// A moment as a person writes it: an ISO 8601 date or time, in UTC unless it names a zone, or Unix seconds; nil for
  /// anything else.
  package init?(text: String) {
    var text = text
    guard let parsed = text.withUTF8({ TimeText.parse($0) }) else { return nil }
    self = parsed
  }
}
