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
}
