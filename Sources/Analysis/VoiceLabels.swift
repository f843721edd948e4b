import SocialGraph

/// What each voice is called in a table: its handle, else its id; with its platform in front where two are called alike.
public struct VoiceLabels: Sendable {
  private let labels: [String]

  /// Names all voices. Complexity: O(voices).
  public init(_ voices: Voices) {
    let plain = (0..<voices.count).map { voices.label(of: $0) }
    var seen: [String: Int] = [:]
    for label in plain { seen[label, default: 0] += 1 }
    labels = plain.enumerated().map { voice, label in
      seen[label] == 1 ? label : "\(voices.platforms[voice]):\(label)"
    }
  }

  /// What the voice is called.
  public subscript(voice: Int) -> String { labels[voice] }
}
